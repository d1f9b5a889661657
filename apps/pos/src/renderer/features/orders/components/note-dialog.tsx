import { Button } from '@passbell/ui/components/button';
import { Dialog } from '@passbell/ui/components/dialog';
import { MessageSquareText } from 'lucide-react';
import { useState } from 'react';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import { TextField } from '../../../shared/text-field.tsx';

interface NoteDialogProps {
  readonly note: string | null;
  readonly onSave: (note: string | null) => void;
  readonly onClose: () => void;
}

/** A note for the whole order; it goes with the first send. */
export function NoteDialog({ note, onSave, onClose }: NoteDialogProps) {
  const { t } = usePosI18n();
  const [text, setText] = useState(note ?? '');
  const save = () => onSave(text.trim() === '' ? null : text.trim());
  return (
    <Dialog
      title={t('note.title')}
      icon={MessageSquareText}
      onClose={onClose}
      actions={
        <>
          <Button variant="go" size={56} onPress={save}>
            {t('note.save')}
          </Button>
          <Button size={56} onPress={onClose}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <div className="mt-4 text-main">
        <TextField label={t('note.label')} value={text} onChange={setText} maxLength={300} onEnter={save} autoFocus />
      </div>
    </Dialog>
  );
}

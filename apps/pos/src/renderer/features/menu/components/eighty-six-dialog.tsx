import { Button } from '@passbell/ui/components/button';
import { Dialog } from '@passbell/ui/components/dialog';
import { Ban, RotateCcw } from 'lucide-react';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import type { StoppedSubject } from '../eighty-six-list.ts';

interface EightySixDialogProps {
  readonly stopped: readonly StoppedSubject[];
  readonly timeZone: string;
  readonly mayChange: boolean;
  readonly onRestore: (subject: StoppedSubject) => void;
  readonly onPick: () => void;
  readonly onClose: () => void;
}

/** Everything that is off sale, and the way to take something off or put it back. */
export function EightySixDialog({ stopped, timeZone, mayChange, onRestore, onPick, onClose }: EightySixDialogProps) {
  const { t, formatTime } = usePosI18n();
  return (
    <Dialog
      title={t('eighty.title')}
      icon={Ban}
      onClose={onClose}
      wide
      actions={
        <>
          {mayChange && (
            <Button variant="ink" size={56} icon={Ban} onPress={onPick}>
              {t('eighty.pick')}
            </Button>
          )}
          <Button size={56} onPress={onClose}>
            {t('action.close')}
          </Button>
        </>
      }
    >
      {stopped.length === 0 && <p>{t('eighty.none')}</p>}
      <ul className="mt-2 flex max-h-96 flex-col overflow-y-auto text-main">
        {stopped.map((subject) => (
          <li
            key={`${subject.kind}:${subject.subjectId}`}
            className="flex min-h-15 items-center gap-4 border-edge border-b py-1 last:border-b-0"
          >
            <span className="min-w-0 flex-1">
              <span className="block text-check-line">{subject.name}</span>
              <span className="block text-support text-second">
                {t(subject.cause === 'manual' ? 'eighty.byStaff' : 'eighty.byStock')}
                {subject.sinceMs !== null && ` · ${formatTime(subject.sinceMs, timeZone)}`}
              </span>
            </span>
            {mayChange && subject.cause === 'manual' && (
              <Button variant="outline" icon={RotateCcw} onPress={() => onRestore(subject)}>
                {t('eighty.restore')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

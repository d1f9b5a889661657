import { Button } from '@passbell/ui/components/button';
import { Dialog } from '@passbell/ui/components/dialog';
import { XCircle } from 'lucide-react';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';

interface CancelDialogProps {
  readonly checkTitle: string;
  readonly onCancelOrder: () => void;
  readonly onClose: () => void;
}

/** Cancelling cannot be taken back once the kitchen threw the food away, so it asks. */
export function CancelDialog({ checkTitle, onCancelOrder, onClose }: CancelDialogProps) {
  const { t } = usePosI18n();
  return (
    <Dialog
      title={t('cancel.title', { check: checkTitle })}
      icon={XCircle}
      onClose={onClose}
      actions={
        <>
          <Button variant="ink" size={56} onPress={onCancelOrder}>
            {t('cancel.yes')}
          </Button>
          <Button size={56} onPress={onClose}>
            {t('cancel.no')}
          </Button>
        </>
      }
    >
      {t('cancel.body')}
    </Dialog>
  );
}

import { Button } from '@passbell/ui/components/button';
import { Dialog } from '@passbell/ui/components/dialog';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { KEY_HELP } from '../../kitchen/kitchen-keys.ts';
import type { Settings } from '../settings-store.ts';

interface KeyHelpDialogProps {
  readonly barMode: Settings['barMode'];
  readonly onClose: () => void;
}

/** The keys of bump bar and keyboard. */
export function KeyHelpDialog({ barMode, onClose }: KeyHelpDialogProps) {
  const { t } = useKdsI18n();
  return (
    <Dialog
      wide
      title={t('keys.title')}
      onClose={onClose}
      actions={
        <Button size={56} onPress={onClose}>
          {t('action.close')}
        </Button>
      }
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 text-check-line">
        {KEY_HELP.map(([keys, word]) => (
          <div key={word} className="contents">
            <dt className="font-bold text-main">{keys}</dt>
            <dd className="font-regular">
              {t(word === 'keys.slots' && barMode === 'select' ? 'keys.slotsSelect' : word)}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

import { Button } from '@passbell/ui/components/button';
import { Dialog } from '@passbell/ui/components/dialog';
import { Kbd } from '@passbell/ui/components/kbd';
import { Keyboard } from 'lucide-react';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';

/** Every key of the till. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = usePosI18n();
  const keys = [
    [t('keys.anyLetter'), t('keys.type')],
    ['2x', t('keys.times')],
    ['Enter', t('keys.enter')],
    ['← ↑ → ↓', t('keys.arrows')],
    ['Shift F10', t('keys.menu')],
    ['F2', t('keys.send')],
    ['F4', t('keys.pay')],
    ['F8', t('keys.exact')],
    ['Alt 1–9', t('keys.seat')],
    ['Esc', t('keys.back')],
    ['?', t('keys.help')],
  ] as const;
  return (
    <Dialog
      title={t('keys.title')}
      icon={Keyboard}
      onClose={onClose}
      actions={
        <Button variant="ink" size={56} onPress={onClose}>
          {t('action.close')}
        </Button>
      }
    >
      <dl className="mt-2 grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-2 text-main">
        {keys.map(([key, words]) => (
          <div key={key} className="contents">
            <dt>
              <span className="sr-only">{key}</span>
              <Kbd keys={key} />
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

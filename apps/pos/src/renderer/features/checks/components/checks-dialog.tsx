import { classNames } from '@passbell/ui/class-names';
import { Badge } from '@passbell/ui/components/badge';
import { Button } from '@passbell/ui/components/button';
import { Dialog } from '@passbell/ui/components/dialog';
import { MoneyText } from '@passbell/ui/components/money-text';
import { BellRing, List } from 'lucide-react';
import { checkTitle } from '../../../i18n/check-words.ts';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import type { CheckTab } from '../check-tabs.ts';

interface ChecksDialogProps {
  readonly tabs: readonly CheckTab[];
  readonly activeId: string | null;
  readonly currency: string;
  readonly nowMs: number;
  readonly onShow: (orderId: string) => void;
  readonly onClose: () => void;
}

/** Every open check of the house, oldest first, each with how it stands in words. */
export function ChecksDialog({ tabs, activeId, currency, nowMs, onShow, onClose }: ChecksDialogProps) {
  const i18n = usePosI18n();
  const { t, formatDuration } = i18n;
  return (
    <Dialog
      title={t('checks.title')}
      icon={List}
      onClose={onClose}
      wide
      actions={
        <Button size={56} onPress={onClose}>
          {t('action.close')}
        </Button>
      }
    >
      <ul className="mt-2 flex max-h-[60dvh] flex-col gap-1 overflow-y-auto p-1.5 -m-1.5 text-main">
        {tabs.map((tab) => (
          <li key={tab.orderId}>
            <button
              type="button"
              aria-current={tab.orderId === activeId ? 'true' : undefined}
              onClick={() => onShow(tab.orderId)}
              className={classNames(
                'press flex min-h-16 w-full items-center gap-4 rounded-button px-4 py-2 text-start active:bg-press',
                tab.orderId === activeId ? 'ring-[2.5px] ring-edge-strong ring-inset' : 'bg-option',
              )}
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate text-heading">{checkTitle(tab.name, i18n)}</span>
                <span className="block text-support text-second">
                  {[
                    tab.staffName,
                    t(`check.option.${tab.diningOption}`),
                    t('checks.age', { duration: formatDuration((nowMs - tab.openedMs) / 1_000) }),
                  ]
                    .filter((part) => part !== null)
                    .join(' · ')}
                </span>
              </span>
              {tab.standing === 'ready' ? (
                <Badge tone="go" icon={BellRing}>
                  {t('checks.status.ready')}
                </Badge>
              ) : (
                <span className="text-support font-semibold text-second">{t(`checks.status.${tab.standing}`)}</span>
              )}
              <span className="min-w-20 text-end text-check-line">
                {tab.dueMinor === 0 && tab.standing !== 'unsent' ? (
                  t('status.paid')
                ) : (
                  <MoneyText amountMinor={tab.dueMinor} currency={currency} />
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

import { classNames } from '@passbell/ui/class-names';
import { MoneyText } from '@passbell/ui/components/money-text';
import { BellRing, CircleDashed, List, Plus } from 'lucide-react';
import { checkShort } from '../../../i18n/check-words.ts';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import type { CheckTab } from '../check-tabs.ts';

interface CheckStripProps {
  readonly tabs: readonly CheckTab[];
  readonly activeId: string | null;
  readonly currency: string;
  readonly openCount: number;
  readonly onShow: (orderId: string) => void;
  readonly onNew: () => void;
  readonly onList: () => void;
}

function Tab({
  tab,
  active,
  currency,
  onShow,
}: {
  readonly tab: CheckTab;
  readonly active: boolean;
  readonly currency: string;
  readonly onShow: () => void;
}) {
  const i18n = usePosI18n();
  const { t } = i18n;
  const ready = tab.standing === 'ready';
  return (
    <button
      type="button"
      aria-pressed={active}
      onClick={onShow}
      className={classNames(
        'press flex min-h-12 max-w-44 shrink-0 items-center gap-2 rounded-button px-4',
        active ? 'bg-ink text-on-ink' : 'text-main active:bg-press',
        ready && !active && 'bg-go-quiet ring-2 ring-go ring-inset',
      )}
    >
      {ready && <BellRing aria-hidden className={active ? '' : 'text-go-text'} size={18} strokeWidth={2.4} />}
      {tab.standing === 'sending' && <CircleDashed aria-hidden size={16} strokeWidth={2.6} />}
      <span className="truncate text-button">{checkShort(tab.name, i18n)}</span>
      {ready && <span className="sr-only">{t('checks.status.ready')}</span>}
      <span className={classNames('text-support', active ? 'text-on-ink-second' : 'text-second')}>
        {tab.dueMinor === 0 && tab.standing !== 'unsent' ? (
          t('checks.paidShort')
        ) : (
          <MoneyText amountMinor={tab.dueMinor} currency={currency} />
        )}
      </span>
      {tab.unsent && !active && (
        <span role="img" aria-label={t('checks.unsent')} className="size-2 rounded-full bg-current" />
      )}
    </button>
  );
}

/** The checks in work, newest at the end, and the way to a new one. A ready one says so. */
export function CheckStrip({ tabs, activeId, currency, openCount, onShow, onNew, onList }: CheckStripProps) {
  const { t } = usePosI18n();
  return (
    <nav aria-label={t('bar.checks')} className="flex min-w-0 flex-1 items-center gap-1.5 overflow-x-auto p-1.5 -m-1.5">
      {openCount > 0 && (
        <button
          type="button"
          onClick={onList}
          className="press flex min-h-12 shrink-0 items-center gap-2 rounded-button bg-quiet px-4 text-button active:bg-press"
        >
          <List aria-hidden size={20} strokeWidth={2.2} />
          <span>{t('bar.checks')}</span> <span className="figures text-second">{openCount}</span>
        </button>
      )}
      {tabs.map((tab) => (
        <Tab
          key={tab.orderId}
          tab={tab}
          active={tab.orderId === activeId}
          currency={currency}
          onShow={() => onShow(tab.orderId)}
        />
      ))}
      <button
        type="button"
        aria-label={t('bar.newCheck')}
        title={t('bar.newCheck')}
        onClick={onNew}
        className="press flex size-12 shrink-0 items-center justify-center rounded-button active:bg-press"
      >
        <Plus aria-hidden size={24} strokeWidth={2.2} />
      </button>
    </nav>
  );
}

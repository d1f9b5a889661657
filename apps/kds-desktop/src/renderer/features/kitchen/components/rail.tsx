import type { Timers } from '@passbell/core/kernel/timers';
import type { AllDayEntry } from '@passbell/core/kitchen/all-day';
import type { TicketView } from '@passbell/core/wire/views';
import { useLongPress } from '@passbell/ui/use-long-press';
import { Menu, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { useSecond } from '../../../shared/kitchen-context.ts';
import type { StockNote } from '../kitchen-selectors.ts';
import { ticketTitle } from '../ticket-words.ts';
import { AllDayList } from './all-day-list.tsx';
import { ScrollArea } from './scroll-area.tsx';
import { StockNotes } from './stock-notes.tsx';

interface RailProps {
  readonly allDay: readonly AllDayEntry[];
  readonly notes: readonly StockNote[];
  /** The ticket that Recall brings back; null when there is none. */
  readonly last: TicketView | null;
  readonly timers: Timers;
  /** The "+N" tile, while the strip takes its place below the wall. */
  readonly pager: ReactNode;
  readonly onRecall: () => void;
  readonly onRecallList: () => void;
  readonly onMore: () => void;
}

const BUTTON =
  'flex min-h-[64px] w-full items-center gap-3 rounded-ticket bg-quiet px-4 py-1.5 text-start text-main press active:bg-press';

function LastBumped({ ticket }: { readonly ticket: TicketView }) {
  const i18n = useKdsI18n();
  const seconds = useSecond((nowMs) => Math.max(0, Math.floor((nowMs - (ticket.bumpedMs ?? nowMs)) / 1_000)));
  const words = { title: ticketTitle(ticket, i18n), duration: i18n.formatDuration(seconds) };
  return <span className="block whitespace-nowrap text-rail-note text-second">{i18n.t('recall.last', words)}</span>;
}

/** Beside the wall: what is to cook all day, what runs out, and the way back for what was bumped too early. */
export function Rail(props: RailProps) {
  const { allDay, notes, last } = props;
  const { t } = useKdsI18n();
  const recall = useLongPress({ timers: props.timers, onPress: props.onRecall, onLongPress: props.onRecallList });
  const toCook = allDay.reduce((sum, entry) => sum + entry.quantity, 0);
  return (
    <aside
      aria-label={t('rail.label')}
      className="flex w-[calc(286px*var(--kds-scale))] shrink-0 flex-col gap-3 border-edge border-s bg-bar p-4 pt-3 text-main"
    >
      <div className="flex items-baseline justify-between gap-2">
        <h2 className="text-rail-title">{t('allDay.title')}</h2>
        <p className="text-rail-split text-second">{t('allDay.toCook', { count: toCook })}</p>
      </div>
      <ScrollArea label={t('allDay.title')} className="">
        <AllDayList entries={allDay} />
      </ScrollArea>
      <StockNotes notes={notes} />
      {props.pager}
      <button type="button" {...recall} aria-disabled={last === null || undefined} className={BUTTON}>
        <Undo2 aria-hidden className="mirrors size-7 shrink-0" strokeWidth={2.4} />
        <span className="min-w-0">
          <span className="block text-rail-name">{t('recall.button')}</span>
          {last === null ? (
            <span className="block text-rail-note text-second">{t('recall.none')}</span>
          ) : (
            <LastBumped ticket={last} />
          )}
        </span>
      </button>
      <button type="button" onClick={props.onMore} className={`${BUTTON} justify-center text-rail-name`}>
        <Menu aria-hidden className="size-7 shrink-0" strokeWidth={2.4} />
        {t('action.more')}
      </button>
    </aside>
  );
}

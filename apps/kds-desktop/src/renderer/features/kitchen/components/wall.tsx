import { classNames } from '@passbell/ui/class-names';
import { ChevronsRight, Undo2 } from 'lucide-react';
import { type RefObject, useMemo } from 'react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { slotKey } from '../kitchen-keys.ts';
import type { KitchenState } from '../kitchen-store.ts';
import type { WallLayout } from '../use-wall-layout.ts';
import type { WallEntry } from '../wall-entries.ts';
import { laterTicketIds, type WallPage, type WallPart } from '../wall-layout.ts';
import { CancelledCard } from './cancelled-card.tsx';
import { GhostCard } from './ghost-card.tsx';
import { MeasureCard } from './measure-card.tsx';
import { TicketCard } from './ticket-card.tsx';

interface WallProps {
  readonly state: KitchenState;
  readonly layout: WallLayout;
  readonly page: number;
  readonly isLive: boolean;
  readonly wallRef: RefObject<HTMLDivElement | null>;
  readonly measureRef: RefObject<HTMLDivElement | null>;
  readonly onPage: (page: number) => void;
}

const NO_LINES: ReadonlySet<string> = new Set();

/** Kept lines by ticket, the same set for a ticket as long as nothing changed for it. */
function keptLinesOf(entry: WallEntry, kept: ReadonlySet<string>): ReadonlySet<string> {
  return entry.ticket.lines.some((line) => kept.has(line.id)) ? kept : NO_LINES;
}

function Part({ part, slot, props }: { readonly part: WallPart; readonly slot: number; readonly props: WallProps }) {
  const { state, isLive, layout } = props;
  const entry = state.entries.find((each) => each.ticketId === part.ticketId);
  if (entry === undefined) return null;
  const { selection, marks } = state;
  const isChosen = selection.ticketId === entry.ticketId;
  const key = slotKey(slot);
  if (entry.kind === 'cancelled') return <CancelledCard {...{ entry, part, isChosen }} slotKey={key} />;
  if (entry.kind !== 'open') {
    return <GhostCard {...{ entry, part, isLive }} isKept={marks.ticketIds.has(entry.ticketId)} />;
  }
  return (
    <TicketCard
      {...{ entry, part, isLive, isChosen }}
      slotKey={key}
      chosenLineId={isChosen ? selection.lineId : null}
      keptLineIds={keptLinesOf(entry, marks.lineIds)}
      fitKey={layout.frameKey}
    />
  );
}

interface PagerProps {
  readonly pages: readonly WallPage[];
  readonly page: number;
  readonly onPage: (page: number) => void;
}

/** The "+N" tile in the last slot, and the way back. The tickets it counts count as seen once it is painted. */
function Pager({ pages, page, onPage }: PagerProps) {
  const { t, formatNumber } = useKdsI18n();
  if (pages.length <= 1) return null;
  const later = laterTicketIds(pages, page);
  const look =
    'flex min-h-[48px] items-center justify-center gap-2 rounded-ticket bg-quiet text-main press active:bg-press';
  return (
    <nav aria-label={t('wall.page', { page: page + 1, pages: pages.length })} className="mt-auto flex h-17 gap-2">
      {page > 0 && (
        <button
          type="button"
          aria-label={t('wall.back')}
          onClick={() => onPage(0)}
          className={classNames(look, 'w-17')}
        >
          <Undo2 aria-hidden className="mirrors size-8" strokeWidth={2.4} />
        </button>
      )}
      {later.length > 0 && (
        <button
          type="button"
          data-counts={later.join(' ')}
          aria-label={t('wall.more', { count: later.length })}
          onClick={() => onPage(page + 1)}
          className={classNames(look, 'flex-1 text-kds-head')}
        >
          <span className="figures">+{formatNumber(later.length)}</span>
          <ChevronsRight aria-hidden className="mirrors size-9" strokeWidth={2.4} />
        </button>
      )}
    </nav>
  );
}

/** The tickets in their columns. Renders what the layout says, nothing else moves. */
export function Wall(props: WallProps) {
  const { layout, page, wallRef, measureRef } = props;
  const { t } = useKdsI18n();
  const { pages, measuring, columnPx } = layout;
  const shown = pages[Math.min(page, pages.length - 1)];
  const slots = useMemo(() => new Map((shown?.ticketIds ?? []).map((id, at) => [id, at])), [shown]);
  const last = (shown?.columns.length ?? 1) - 1;
  return (
    <section aria-label={t('wall.label')} className="min-h-0 min-w-0 flex-1 overflow-y-auto p-[14px]">
      <div ref={wallRef} data-wall className="flex h-full items-stretch gap-3">
        {shown?.columns.map((column, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns are places, not things
          <div key={at} className="flex min-w-0 flex-1 flex-col gap-3">
            {column.map((part) => (
              <Part
                key={`${part.ticketId}/${part.part}`}
                part={part}
                slot={slots.get(part.ticketId) ?? 0}
                props={props}
              />
            ))}
            {at === last && <Pager pages={pages} page={page} onPage={props.onPage} />}
          </div>
        ))}
      </div>
      <div
        ref={measureRef}
        aria-hidden
        inert
        className="invisible fixed start-0 top-0 z-[-1]"
        style={{ inlineSize: columnPx }}
      >
        {measuring.map((entry) => (
          <MeasureCard key={entry.ticketId} entry={entry} />
        ))}
      </div>
    </section>
  );
}

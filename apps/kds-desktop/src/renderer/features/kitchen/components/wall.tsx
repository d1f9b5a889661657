import { type RefObject, useMemo } from 'react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { slotKey } from '../kitchen-keys.ts';
import type { KitchenState } from '../kitchen-state.ts';
import type { WallLayout } from '../use-wall-layout.ts';
import type { WallEntry } from '../wall-entries.ts';
import type { WallPart } from '../wall-layout.ts';
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

/** The tickets in their columns. Renders what the layout says, nothing else moves. */
export function Wall(props: WallProps) {
  const { layout, page, wallRef, measureRef } = props;
  const { t } = useKdsI18n();
  const { pages, measuring, columnPx } = layout;
  const shown = pages[Math.min(page, pages.length - 1)];
  const slots = useMemo(() => new Map((shown?.ticketIds ?? []).map((id, at) => [id, at])), [shown]);
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

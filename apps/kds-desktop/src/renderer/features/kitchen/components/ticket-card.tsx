import { ticketAgeMs } from '@passbell/core/kitchen/ticket-age';
import { classNames } from '@passbell/ui/class-names';
import { memo, useState } from 'react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { useSecond, useStation, useUrgency } from '../../../shared/kitchen-context.ts';
import { ticketBlocks } from '../ticket-blocks.ts';
import { itemCount, spokenTitle, ticketTitle } from '../ticket-words.ts';
import type { WallEntry } from '../wall-entries.ts';
import type { WallPart } from '../wall-layout.ts';
import { ChangedBand, CourseHead, OrderNote, RepeatedAllergy } from './ticket-body.tsx';
import { TicketFooter } from './ticket-footer.tsx';
import { TicketHeader } from './ticket-header.tsx';
import { LineAllergy, TicketLine } from './ticket-line.tsx';

interface TicketCardProps {
  readonly entry: WallEntry;
  readonly part: WallPart;
  readonly slotKey: string | null;
  readonly isLive: boolean;
  readonly isChosen: boolean;
  /** The chosen line, if it is on this ticket. */
  readonly chosenLineId: string | null;
  /** Something about this ticket or its lines is kept here only. */
  readonly keptLineIds: ReadonlySet<string>;
  /** Changes when names have to be fitted anew. */
  readonly fitKey: string;
}

/** The name of the article: "Table 14, late, 13 minutes, 3 items". Renders again once a minute. */
function useArticleName(entry: WallEntry, isContinued: boolean): string {
  const i18n = useKdsI18n();
  const { ticket } = entry;
  const urgency = useUrgency(ticket);
  const minutes = useSecond((nowMs) => Math.floor(ticketAgeMs(ticket, nowMs) / 60_000));
  const title = spokenTitle(ticket, i18n);
  if (isContinued) return i18n.t('ticket.nameContinued', { title });
  return i18n.t('ticket.name', { title, urgency, minutes, items: itemCount(ticket) });
}

/** A card is built anew when its ticket moves to another column or page. Only one that has just arrived fades in. */
const ARRIVAL_MS = 1_000;

/** A ticket on the wall, or the part of a tall one that stands in one column. */
export const TicketCard = memo(function TicketCard(props: TicketCardProps) {
  const { entry, part, slotKey, isLive, isChosen, chosenLineId, keptLineIds } = props;
  const { ticket } = entry;
  const i18n = useKdsI18n();
  const { kitchen, clock } = useStation().station;
  const [isArriving] = useState(() => clock.monotonicMs() - entry.sinceMs < ARRIVAL_MS);
  const urgency = useUrgency(ticket);
  const isContinued = part.part > 0;
  const name = useArticleName(entry, isContinued);
  const title = ticketTitle(ticket, i18n);
  const isNew = entry.newUntilMs !== null;
  const blocks = ticketBlocks(ticket);
  // Lines that were added since the ticket was placed stand at its end.
  const toBlock = part.isLast ? blocks.length : part.toBlock;
  const elsewhere = blocks.filter((_, at) => at < part.fromBlock || at >= toBlock).map((block) => block.line);
  const headTab = isChosen && chosenLineId === null && !isContinued ? 0 : -1;

  return (
    <article
      aria-label={name}
      data-ticket-id={ticket.id}
      data-part={part.part}
      data-urgency={urgency}
      onPointerDown={() => kitchen.touched(ticket.id)}
      className={classNames(
        'overflow-clip rounded-ticket bg-raised text-main',
        isNew && isArriving && 'ticket-in',
        urgency === 'late' && 'ring-[3px] ring-late-edge',
        urgency !== 'late' && (isNew || entry.change !== null) && 'ring-[3px] ring-edge-strong',
        isChosen && 'ring-chosen',
      )}
    >
      <h2 className="sr-only">{name}</h2>
      <TicketHeader
        {...{ ticket, urgency, slotKey, isNew, isLive, isContinued }}
        underlay={
          <button
            type="button"
            tabIndex={headTab}
            data-bump
            aria-label={i18n.t('ticket.bump', { title })}
            aria-keyshortcuts={slotKey ?? undefined}
            onClick={() => kitchen.bump(ticket.id)}
            onFocus={() => kitchen.select(ticket.id, null)}
            className="absolute inset-0 press focus-visible:shadow-none focus-visible:outline-none active:bg-black/20"
          />
        }
      />
      {!isContinued && entry.change !== null && <ChangedBand title={title} onGotIt={() => kitchen.gotIt(ticket.id)} />}
      {!isContinued && <OrderNote note={ticket.note} />}
      {blocks.slice(part.fromBlock, toBlock).map((block, at) => (
        <div key={block.line.id} className={classNames(at > 0 && 'border-edge border-t')}>
          <CourseHead ticket={ticket} block={block} />
          <TicketLine
            line={block.line}
            isKept={keptLineIds.has(block.line.id)}
            isLive={isLive}
            isAdded={entry.change?.addedLineIds.includes(block.line.id) ?? false}
            isChosen={chosenLineId === block.line.id}
            tabIndex={chosenLineId === block.line.id ? 0 : -1}
            onPress={() => kitchen.stepLine(ticket.id, block.line.id)}
            onFocus={() => kitchen.select(ticket.id, block.line.id)}
          />
          <LineAllergy line={block.line} />
        </div>
      ))}
      {part.repeatsAllergy && <RepeatedAllergy lines={elsewhere} />}
      {part.isLast && <TicketFooter others={ticket.others} />}
    </article>
  );
});

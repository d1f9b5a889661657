import { classNames } from '@passbell/ui/class-names';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { ticketBlocks } from '../ticket-blocks.ts';
import { ticketTitle } from '../ticket-words.ts';
import type { WallEntry } from '../wall-entries.ts';
import type { WallItem } from '../wall-layout.ts';
import { ChangedBand, CourseHead, OrderNote, RepeatedAllergy } from './ticket-body.tsx';
import { TicketFooter } from './ticket-footer.tsx';
import { TicketHeader } from './ticket-header.tsx';
import { LineAllergy, TicketLine } from './ticket-line.tsx';

const nothing = () => undefined;

/**
 * A ticket in parts, built out of sight to learn how high each is before it is placed. Measured as due, which has the
 * highest header, so that ageing moves nothing.
 */
export function MeasureCard({ entry }: { readonly entry: WallEntry }) {
  const i18n = useKdsI18n();
  const { ticket } = entry;
  const blocks = ticketBlocks(ticket);
  const header = { ticket, urgency: 'due', slotKey: '0', isNew: true, isLive: true } as const;
  return (
    <div data-measures={ticket.id} className="bg-raised">
      <div data-measure="head">
        <TicketHeader {...header} />
        {entry.change !== null && <ChangedBand title={ticketTitle(ticket, i18n)} onGotIt={nothing} />}
        <OrderNote note={ticket.note} />
      </div>
      <div data-measure="cont">
        <TicketHeader {...header} isContinued />
      </div>
      {blocks.map((block, at) => (
        <div
          key={block.line.id}
          data-measure="block"
          data-allergy={block.line.allergies.length > 0 && block.line.state !== 'voided'}
          className={classNames(at > 0 && 'border-edge border-t')}
        >
          <CourseHead ticket={ticket} block={block} />
          <TicketLine
            line={block.line}
            isKept={false}
            isLive
            isAdded={entry.change?.addedLineIds.includes(block.line.id) ?? false}
            isChosen={false}
            tabIndex={-1}
            onPress={nothing}
            onFocus={nothing}
          />
          <LineAllergy line={block.line} />
        </div>
      ))}
      <div data-measure="band">
        <RepeatedAllergy lines={ticket.lines} />
      </div>
      <div data-measure="foot">
        <TicketFooter others={ticket.others} />
      </div>
    </div>
  );
}

/** Reads the heights of a measured card. */
export function readMeasures(card: HTMLElement): WallItem {
  const heights = (part: string) =>
    [...card.querySelectorAll<HTMLElement>(`[data-measure="${part}"]`)].map((element) => ({
      heightPx: element.getBoundingClientRect().height,
      hasAllergy: element.dataset.allergy === 'true',
    }));
  const first = (part: string) => heights(part)[0]?.heightPx ?? 0;
  return {
    ticketId: card.dataset.measures ?? '',
    headPx: first('head'),
    contPx: first('cont'),
    blocks: heights('block'),
    footPx: first('foot'),
    bandPx: first('band'),
  };
}

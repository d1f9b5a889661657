import type { TicketLineView, TicketView } from '@passbell/core/wire/views';

/** What a ticket may be split between: a line with its allergy, and the course head it stands under. */
export interface TicketBlock {
  readonly line: TicketLineView;
  /** The course this block opens; null within a course, or where courses say nothing. */
  readonly opensCourse: number | null;
}

/** The lines of a ticket by course and position. Courses are named at tables, and wherever there is more than the first. */
export function ticketBlocks(ticket: Pick<TicketView, 'lines' | 'tableLabel'>): readonly TicketBlock[] {
  const lines = ticket.lines.toSorted((a, b) => a.course - b.course || a.position - b.position);
  const saysCourse = ticket.tableLabel !== null || lines.some((line) => line.course > 1);
  return lines.map((line, at) => ({
    line,
    opensCourse: saysCourse && lines[at - 1]?.course !== line.course ? line.course : null,
  }));
}

/** Everything that decides how high a ticket is; the state of its lines does not. */
export function heightSignature(ticket: TicketView, isChanged: boolean): string {
  const { tableLabel, orderNumber, series, note, lines, others } = ticket;
  const heights = lines.map(({ startedMs: _s, doneMs: _d, state, ...shown }) => [shown, state === 'voided']);
  const stations = others.filter((other) => other.totalLines > 0).map((other) => other.stationName);
  return JSON.stringify([tableLabel, orderNumber, series, note, heights, stations, isChanged]);
}

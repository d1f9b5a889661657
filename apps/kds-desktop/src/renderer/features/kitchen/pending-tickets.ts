import type { TicketLineView, TicketView } from '@passbell/core/wire/views';
import type { PendingCommand } from '@passbell/edge-client/queued-command';

/** Which tickets and lines show something the on-site server has not stored yet. */
export interface KeptMarks {
  readonly ticketIds: ReadonlySet<string>;
  readonly lineIds: ReadonlySet<string>;
}

function argText(command: PendingCommand, name: string): string | null {
  const value = command.args[name];
  return typeof value === 'string' ? value : null;
}

function moved(line: TicketLineView, to: TicketLineView['state'], atMs: number): TicketLineView {
  if (line.state === to || line.state === 'voided') return line;
  return {
    ...line,
    state: to,
    startedMs: line.startedMs ?? (to === 'waiting' ? null : atMs),
    doneMs: to === 'done' ? atMs : null,
  };
}

function withLines(ticket: TicketView, change: (line: TicketLineView) => TicketLineView): TicketView {
  return { ...ticket, lines: ticket.lines.map(change) };
}

/** The ticket as it will be when a command has been carried out; sets states only, so doing it twice changes nothing. */
function after(ticket: TicketView, command: PendingCommand): TicketView {
  const atMs = command.createdMs;
  const onLine = (to: TicketLineView['state']) => {
    const lineId = argText(command, 'ticketLineId');
    return withLines(ticket, (line) => (line.id === lineId ? moved(line, to, atMs) : line));
  };
  switch (command.name) {
    case 'startTicket':
      return withLines(ticket, (line) => (line.state === 'waiting' ? moved(line, 'making', atMs) : line));
    case 'bumpTicket':
      if (ticket.state !== 'open') return ticket;
      return { ...withLines(ticket, (line) => moved(line, 'done', atMs)), state: 'bumped', bumpedMs: atMs };
    case 'recallTicket': {
      if (ticket.state !== 'bumped') return ticket;
      const firedMs = command.args.restartTimer === true ? atMs : ticket.firedMs;
      return { ...withLines(ticket, (line) => moved(line, 'making', atMs)), state: 'open', bumpedMs: null, firedMs };
    }
    case 'startTicketLine':
      return onLine('making');
    case 'bumpTicketLine':
      return onLine('done');
    case 'recallTicketLine':
      return onLine('waiting');
    default:
      return ticket;
  }
}

/** Shows one pending command in the tickets (see `overlayPending`). */
export function showPendingTicket(tickets: Map<string, TicketView>, command: PendingCommand): void {
  const ticketId = argText(command, 'ticketId');
  const ticket = ticketId === null ? undefined : tickets.get(ticketId);
  if (ticketId === null || ticket === undefined) return;
  tickets.set(ticketId, after(ticket, command));
}

/** What is kept on this screen only: a tick appears when the on-site server has stored it, not before. */
export function keptMarks(pending: readonly PendingCommand[]): KeptMarks {
  const ticketIds = new Set<string>();
  const lineIds = new Set<string>();
  for (const command of pending) {
    if (command.phase === 'committed' || !command.optimistic) continue;
    const ticketId = argText(command, 'ticketId');
    const lineId = argText(command, 'ticketLineId');
    if (lineId !== null) lineIds.add(lineId);
    else if (ticketId !== null) ticketIds.add(ticketId);
  }
  return { ticketIds, lineIds };
}

/** How many presses wait for the on-site server, and whether all of them are bumps (the words differ). */
export function keptCount(pending: readonly PendingCommand[]): { readonly count: number; readonly allBumps: boolean } {
  const kept = pending.filter((command) => command.phase !== 'committed' && command.optimistic);
  return { count: kept.length, allBumps: kept.every((command) => command.name.startsWith('bump')) };
}

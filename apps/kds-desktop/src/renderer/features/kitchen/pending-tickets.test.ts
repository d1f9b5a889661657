import type { TicketView } from '@passbell/core/wire/views';
import { overlayPending } from '@passbell/edge-client/pending-overlay';
import type { PendingCommand } from '@passbell/edge-client/queued-command';
import { expect, test } from 'vitest';
import { keptCount, keptMarks, showPendingTicket } from './pending-tickets.ts';
import { ticket, ticketLine, ticketMap } from './ticket-fixtures.ts';

function pending(name: string, args: PendingCommand['args'], change: Partial<PendingCommand> = {}): PendingCommand {
  return {
    key: name,
    lane: 'order',
    name,
    args,
    staffId: null,
    createdMs: 9_000,
    attempts: 0,
    optimistic: true,
    phase: 'waiting',
    needsSession: false,
    ...change,
  };
}

function shown(server: TicketView, ...commands: readonly PendingCommand[]): TicketView | undefined {
  return overlayPending(ticketMap(server), commands, showPendingTicket).get(server.id);
}

const twoLines = ticket('a', { lines: [ticketLine('l1'), ticketLine('l2', { state: 'making', startedMs: 500 })] });

test('a bump that waits shows the ticket as bumped with all of it done', () => {
  const after = shown(twoLines, pending('bumpTicket', { ticketId: 'a' }));
  expect(after).toMatchObject({ state: 'bumped', bumpedMs: 9_000 });
  expect(after?.lines.map((line) => [line.state, line.startedMs, line.doneMs])).toEqual([
    ['done', 9_000, 9_000],
    ['done', 500, 9_000],
  ]);
});

test('a recall behind a bump brings the ticket back, with its age or a new one', () => {
  const bump = pending('bumpTicket', { ticketId: 'a' });
  const keep = shown(twoLines, bump, pending('recallTicket', { ticketId: 'a', restartTimer: false }));
  expect(keep).toMatchObject({ state: 'open', bumpedMs: null, firedMs: 1_000 });
  expect(keep?.lines.map((line) => line.state)).toEqual(['making', 'making']);
  const restart = pending('recallTicket', { ticketId: 'a', restartTimer: true }, { createdMs: 12_000 });
  expect(shown(twoLines, bump, restart)).toMatchObject({ state: 'open', firedMs: 12_000 });
});

test('a line goes from waiting over making to done and back, the other one stays', () => {
  const step = (name: string) => pending(name, { ticketId: 'a', ticketLineId: 'l1' });
  const states = (...commands: readonly PendingCommand[]) =>
    shown(twoLines, ...commands)?.lines.map((line) => line.state);
  expect(states(step('startTicketLine'))).toEqual(['making', 'making']);
  expect(states(step('startTicketLine'), step('bumpTicketLine'))).toEqual(['done', 'making']);
  expect(states(step('bumpTicketLine'), step('recallTicketLine'))).toEqual(['waiting', 'making']);
});

test('starting a ticket starts only what waits, and void lines stay void', () => {
  const mixed = ticket('a', {
    lines: [ticketLine('l1'), ticketLine('l2', { state: 'done' }), ticketLine('l3', { state: 'voided' })],
  });
  const states = (name: string) => shown(mixed, pending(name, { ticketId: 'a' }))?.lines.map((line) => line.state);
  expect(states('startTicket')).toEqual(['making', 'done', 'voided']);
  expect(states('bumpTicket')).toEqual(['done', 'done', 'voided']);
});

test('showing a command twice is the same as once, so rows that contain it already do not flicker', () => {
  for (const name of ['startTicket', 'bumpTicket', 'startTicketLine', 'bumpTicketLine', 'recallTicketLine']) {
    const command = pending(name, { ticketId: 'a', ticketLineId: 'l1' });
    const once = shown(twoLines, command);
    expect(once && shown(once, command)).toEqual(once);
  }
});

test('commands for tickets that are gone, and acknowledgements, change nothing', () => {
  expect(shown(twoLines, pending('bumpTicket', { ticketId: 'b' }))).toEqual(twoLines);
  expect(shown(twoLines, pending('acknowledgeTickets', { ticketIds: ['a'] }))).toEqual(twoLines);
});

test('only what the server has not stored is marked as kept here', () => {
  const commands = [
    pending('bumpTicket', { ticketId: 'a' }),
    pending('bumpTicketLine', { ticketId: 'b', ticketLineId: 'l1' }, { phase: 'sent' }),
    pending('bumpTicketLine', { ticketId: 'b', ticketLineId: 'l2' }, { phase: 'committed' }),
    pending('acknowledgeTickets', { ticketIds: ['c'] }, { optimistic: false }),
  ];
  const marks = keptMarks(commands);
  expect([...marks.ticketIds]).toEqual(['a']);
  expect([...marks.lineIds]).toEqual(['l1']);
  expect(keptCount(commands)).toEqual({ count: 2, allBumps: true });
  expect(keptCount([...commands, pending('recallTicket', { ticketId: 'a' })])).toEqual({ count: 3, allBumps: false });
});

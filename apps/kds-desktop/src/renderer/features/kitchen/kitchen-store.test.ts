import { createIdSource } from '@passbell/core/kernel/ids';
import type { FeedResult } from '@passbell/core/wire/feed-messages';
import type { TicketView } from '@passbell/core/wire/views';
import type { CommandQueue } from '@passbell/edge-client/command-queue';
import type { OutgoingCommand } from '@passbell/edge-client/feed-client';
import { createMemoryQueueStore } from '@passbell/edge-client/memory-queue-store';
import { openCommandQueue } from '@passbell/edge-client/open-command-queue';
import { createSessionHolder } from '@passbell/edge-client/session-holder';
import type { TopicView } from '@passbell/edge-client/topic-store';
import { createFakeClock, type FakeClock } from '@passbell/testkit/fake-clock';
import { createFakeTimers } from '@passbell/testkit/fake-timers';
import { createSeededRandom } from '@passbell/testkit/seeded-random';
import { expect, test } from 'vitest';
import { createKitchen, type Kitchen } from './kitchen-store.ts';
import { ticket, ticketLine, ticketMap } from './ticket-fixtures.ts';
import { GHOST_MS, QUIET_MS } from './wall-entries.ts';

interface Bench {
  readonly clock: FakeClock;
  readonly kitchen: Kitchen;
  readonly queue: CommandQueue;
  readonly sent: OutgoingCommand[];
  show(...tickets: readonly TicketView[]): void;
  answer(result: Partial<FeedResult> & { readonly key: string }): void;
  setUp(isUp: boolean): void;
}

/** A kitchen over the real command queue; the line to the server is the test's own hands. */
async function bench(isUp: boolean, saved: readonly TicketView[] | null = null): Promise<Bench> {
  const clock = createFakeClock();
  const timers = createFakeTimers(clock);
  const random = createSeededRandom(7);
  const sent: OutgoingCommand[] = [];
  const told = { result: (_: FeedResult) => {}, up: () => {}, topic: () => {} };
  let up = isUp;
  let view: TopicView<TicketView> = { documents: new Map(), ready: false, error: null };
  const none = () => () => {};
  const queue = await openCommandQueue({
    store: createMemoryQueueStore(),
    link: {
      isUp: () => up,
      sendCommand: (command) => up && sent.push(command) > 0,
      onResult(listener) {
        told.result = listener;
        return () => {};
      },
      onUpChange(listener) {
        told.up = listener;
        return () => {};
      },
      onAdvance: none,
      onRewind: none,
      covers: () => true,
    },
    sessions: createSessionHolder(),
    clock,
    timers,
    random,
    ids: createIdSource(clock, random),
  });
  const topic = {
    getSnapshot: () => view,
    subscribe(listener: () => void) {
      told.topic = listener;
      return () => {};
    },
  };
  const kitchen = createKitchen({ stationId: 'grill', topic, queue, clock, timers, clockAheadMs: () => 0, saved });
  return {
    clock,
    kitchen,
    queue,
    sent,
    show(...tickets) {
      view = { documents: ticketMap(...tickets), ready: true, error: null };
      told.topic();
    },
    answer: (result) =>
      told.result({ type: 'result', status: 'committed', epoch: 1, seq: 1, result: null, error: null, ...result }),
    setUp(next) {
      up = next;
      told.up();
    },
  };
}

const a = ticket('a', { firedMs: 1, seenMs: 2 });
const b = ticket('b', { firedMs: 2, seenMs: 3 });

function kinds({ kitchen }: Bench): string[] {
  return kitchen.store.getState().entries.map((entry) => `${entry.ticketId}:${entry.kind}`);
}

test('a bump leaves its ghost at once and is kept while there is no line', async () => {
  const on = await bench(false);
  on.show(a, b);
  on.kitchen.bump('a');
  await on.clock.advanceAsync(0);
  expect(kinds(on)).toEqual(['a:ghost', 'b:open']);
  expect(on.sent).toEqual([]);
  expect(on.kitchen.store.getState().kept).toEqual({ count: 1, allBumps: true });
  expect(on.kitchen.store.getState().marks.ticketIds).toEqual(new Set(['a']));
  on.setUp(true);
  expect(on.sent.map(({ name, args }) => [name, args])).toEqual([['bumpTicket', { ticketId: 'a' }]]);
});

test('presses on one order leave in the order they were made, each after the answer to the one before', async () => {
  const on = await bench(true);
  on.show(a);
  on.kitchen.stepLine('a', 'a-1');
  on.kitchen.stepLine('a', 'a-1');
  on.kitchen.bump('a');
  await on.clock.advanceAsync(0);
  const names = () => on.sent.map((command) => command.name);
  expect(names()).toEqual(['startTicketLine']);
  on.answer({ key: on.sent[0]?.key ?? '' });
  expect(names()).toEqual(['startTicketLine', 'bumpTicketLine']);
  on.answer({ key: on.sent[1]?.key ?? '' });
  expect(names()).toEqual(['startTicketLine', 'bumpTicketLine', 'bumpTicket']);
});

test('a line goes round: waiting, making, done, waiting', async () => {
  const on = await bench(false);
  on.show(a);
  const states: (string | undefined)[] = [];
  for (let press = 0; press < 3; press += 1) {
    on.kitchen.stepLine('a', 'a-1');
    states.push(on.kitchen.store.getState().entries[0]?.ticket.lines[0]?.state);
  }
  expect(states).toEqual(['making', 'done', 'waiting']);
});

test('the wall closes up after the ghost’s time, and not while a hand is there', async () => {
  const on = await bench(false);
  on.show(a, b);
  on.kitchen.bump('a');
  on.clock.advance(GHOST_MS - 200);
  on.kitchen.touched(null);
  on.clock.advance(QUIET_MS - 1);
  expect(kinds(on)).toEqual(['a:ghost', 'b:open']);
  on.clock.advance(1);
  expect(kinds(on)).toEqual(['b:open']);
});

test('undo brings the ticket back; the second half of a double tap does not', async () => {
  const on = await bench(false);
  on.show(a);
  on.kitchen.bump('a');
  on.clock.advance(200);
  on.kitchen.undo('a');
  expect(kinds(on)).toEqual(['a:ghost']);
  on.clock.advance(1_000);
  on.kitchen.undo('a');
  expect(kinds(on)).toEqual(['a:open']);
  expect(on.queue.getSnapshot().pending.map((command) => command.name)).toEqual(['bumpTicket', 'recallTicket']);
});

test('an allergy that is not ticked is asked about once', async () => {
  const on = await bench(false);
  const allergic = { ...a, lines: [ticketLine('a-1', { allergies: ['shellfish'] })] };
  on.show(allergic);
  on.kitchen.bump('a');
  expect(on.kitchen.store.getState().askingId).toBe('a');
  expect(kinds(on)).toEqual(['a:open']);
  on.kitchen.answerAllergyCheck(false);
  expect(kinds(on)).toEqual(['a:open']);
  on.kitchen.bump('a');
  on.kitchen.answerAllergyCheck(true);
  expect(kinds(on)).toEqual(['a:ghost']);
  on.clock.advance(1_000);
  on.kitchen.undo('a');
  on.kitchen.bump('a');
  expect(on.kitchen.store.getState().askingId).toBeNull();
  expect(kinds(on)).toEqual(['a:ghost']);
});

test('a ticked allergy is not asked about', async () => {
  const on = await bench(false);
  on.show({ ...a, lines: [ticketLine('a-1', { allergies: ['shellfish'], state: 'done' })] });
  on.kitchen.bump('a');
  expect(kinds(on)).toEqual(['a:ghost']);
});

test('a refusal stays in sight until it is dismissed, and the ticket shows as it is', async () => {
  const on = await bench(true);
  on.show(a);
  on.kitchen.bump('a');
  await on.clock.advanceAsync(0);
  const error = { code: 'ticket_state_refused', params: {} } as const;
  on.answer({ key: on.sent[0]?.key ?? '', status: 'refused', error });
  expect(kinds(on)).toEqual(['a:open']);
  const [refusal] = on.kitchen.store.getState().refused;
  expect(refusal).toMatchObject({ name: 'bumpTicket', error });
  on.kitchen.dismissRefusal(refusal?.key ?? '');
  expect(on.kitchen.store.getState().refused).toEqual([]);
});

test('the saved copy shows until the server answers; what is gone by then was settled and is no news', async () => {
  const on = await bench(false, [a, b]);
  expect(on.kitchen.store.getState().source).toBe('saved');
  expect(kinds(on)).toEqual(['a:open', 'b:open']);
  const events: string[] = [];
  on.kitchen.onEvents((happened) => {
    for (const event of happened) events.push(`${event.kind}:${event.ticket.id}`);
  });
  on.show(b, ticket('c', { firedMs: 3 }));
  expect(on.kitchen.store.getState().source).toBe('edge');
  expect(kinds(on)).toEqual(['b:open', 'c:open']);
  expect(events).toEqual(['arrived:c']);
});

test('a bump on the saved copy leaves its ghost, too', async () => {
  const on = await bench(false, [a, b]);
  on.kitchen.bump('a');
  expect(kinds(on)).toEqual(['a:ghost', 'b:open']);
  // The server has it still open; what waits here is shown on top of that.
  on.show(a, b);
  expect(kinds(on)).toEqual(['b:open']);
});

test('keys walk and bump, and the selection goes on to the next ticket', async () => {
  const on = await bench(false);
  on.show(a, b);
  expect(on.kitchen.store.getState().selection).toEqual({ ticketId: 'a', lineId: null });
  on.kitchen.moveLine(1);
  expect(on.kitchen.store.getState().selection).toEqual({ ticketId: 'a', lineId: 'a-1' });
  on.kitchen.bump('a');
  expect(on.kitchen.store.getState().selection).toEqual({ ticketId: 'b', lineId: null });
  on.kitchen.moveTicket('previous');
  expect(on.kitchen.store.getState().selection).toEqual({ ticketId: 'b', lineId: null });
});

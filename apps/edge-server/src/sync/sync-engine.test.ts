import type { JournalEvent } from '@passbell/core/journal/domain-event';
import { GENESIS_HASH } from '@passbell/core/journal/domain-event';
import { must } from '@passbell/core/kernel/assert';
import type { SyncDown, SyncPosition, SyncUp } from '@passbell/core/wire/sync-messages';
import { createFakeClock, FAKE_START_MS } from '@passbell/testkit/fake-clock';
import { createFakeTimers } from '@passbell/testkit/fake-timers';
import { createSeededRandom } from '@passbell/testkit/seeded-random';
import { expect, test } from 'vitest';
import { createScriptedCloud, type ScriptedCloud } from './scripted-cloud.ts';
import { SyncEngine } from './sync-engine.ts';
import type { SyncHealth } from './sync-health.ts';
import type { SyncSocketHandlers } from './sync-ports.ts';

/** Whole transactions up to the limits, the first one in any case: what a journal source promises. */
function wholeTransactions(
  events: readonly JournalEvent[],
  limits: { maxEvents: number; maxBytes: number },
): JournalEvent[] {
  const taken: JournalEvent[] = [];
  let bytes = 0;
  for (const [, transaction] of Map.groupBy(events, (event) => event.txn)) {
    bytes += transaction.reduce((sum, event) => sum + event.body.length, 0);
    if (taken.length > 0 && (taken.length + transaction.length > limits.maxEvents || bytes > limits.maxBytes)) break;
    taken.push(...transaction);
  }
  return taken;
}

/** A line between engine and scripted cloud that the test holds in its hands. */
interface Line {
  readonly handlers: SyncSocketHandlers;
  readonly sent: SyncUp[];
  isClosed: boolean;
}

/** One restaurant, one cloud, and time that passes only when told to. Frames take `latencyMs` each way. */
class World {
  readonly clock = createFakeClock();
  readonly timers = createFakeTimers(this.clock);
  readonly events: JournalEvent[] = [];
  readonly lines: Line[] = [];
  readonly told: SyncHealth[] = [];
  readonly dialledMs: number[] = [];
  remembered: SyncPosition | null = null;
  cloud: ScriptedCloud = createScriptedCloud();
  /** Whether dialling works. */
  isReachable = true;
  latencyMs = 1;
  /** Whether the cloud answers what it hears. */
  answers = true;
  isJournalBroken = false;
  readonly engine: SyncEngine;

  constructor(remembered: SyncPosition | null = null) {
    this.remembered = remembered;
    this.engine = new SyncEngine({
      identity: { orgId: 'o', locationId: 'l', nodeId: 'n' },
      journal: {
        eventsAfter: (epoch, seq, limits) => {
          if (this.isJournalBroken) throw new Error('database is locked');
          return wholeTransactions(
            this.events.filter((event) => event.epoch > epoch || (event.epoch === epoch && event.seq > seq)),
            limits,
          );
        },
        head: () => this.head(),
        location: () => null,
      },
      openSocket: (handlers) => this.#dial(handlers),
      memory: {
        read: () => this.remembered,
        write: (cursor) => {
          this.remembered = cursor;
        },
      },
      clock: this.clock,
      timers: this.timers,
      random: createSeededRandom(7),
      onHealth: (health) => this.told.push(health),
      onNote: () => undefined,
    });
  }

  head(): SyncPosition {
    const last = this.events.at(-1);
    return last === undefined
      ? { epoch: 0, seq: 0, hash: GENESIS_HASH }
      : { epoch: last.epoch, seq: last.seq, hash: last.hash };
  }

  /** Commits `count` commands of `size` events each. Hashes are only named, not computed: the cloud here compares names. */
  commit(count: number, size = 1, epoch = 1, body = '[]'): void {
    for (let command = 0; command < count; command += 1) {
      const txn = this.head().seq + 1;
      for (let at = 0; at < size; at += 1) this.#append(epoch, txn, body);
    }
    this.engine.wake();
  }

  #append(epoch: number, txn: number, body: string): void {
    const { seq, hash: prevHash } = this.head();
    const hash = (seq + 1).toString(16).padStart(64, '0');
    this.events.push({
      epoch,
      seq: seq + 1,
      txn,
      id: `e${seq + 1}`,
      type: 'order.changed',
      ver: 1,
      entity: 'order',
      entityId: 'o',
      occurredMs: 1,
      actor: null,
      device: 'd',
      commandKey: `k${txn}`,
      body,
      prevHash,
      hash,
    });
  }

  #dial(handlers: SyncSocketHandlers) {
    this.dialledMs.push(this.clock.monotonicMs());
    const line: Line = { handlers, sent: [], isClosed: false };
    this.lines.push(line);
    const later = (work: () => void): void => void this.timers.after(this.latencyMs, work);
    later(() => (this.isReachable ? handlers.opened() : handlers.closed('unreachable')));
    return {
      send: (text: string) => {
        line.sent.push(JSON.parse(text));
        if (!this.answers) return;
        later(() => {
          const answer = this.cloud.hear(text);
          if (answer !== null) this.say(answer, line);
        });
      },
      ping: () => {
        if (this.answers) later(() => handlers.alive());
      },
      close: () => {
        line.isClosed = true;
      },
    };
  }

  say(message: SyncDown, line: Line = this.line()): void {
    line.handlers.message(JSON.stringify(message));
  }

  line(): Line {
    return must(this.lines.at(-1), 'nobody dialled');
  }

  pass(durationMs: number): void {
    this.clock.advance(durationMs);
  }

  storedSeqs(): number[] {
    return this.cloud.stored.map((event) => event.seq);
  }
}

function oneTo(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1);
}

function openWorld(): World {
  const world = new World();
  world.engine.start();
  world.pass(10);
  return world;
}

test('everything in the journal goes up, and what is committed later goes at once', () => {
  const world = new World();
  world.commit(1_700);
  world.engine.start();
  world.pass(20);
  expect(world.storedSeqs()).toEqual(oneTo(1_700));
  world.commit(3);
  world.pass(2);
  expect(world.storedSeqs()).toEqual(oneTo(1_703));
  expect(world.engine.health()).toEqual({
    state: 'live',
    waiting: 0,
    catchUpTotal: null,
    downSinceMs: null,
    refusal: null,
  });
});

test('the hello says who and how far; a journal without events stands before the first of epoch 1', () => {
  const world = openWorld();
  expect(world.line().sent[0]).toEqual({
    type: 'hello',
    protocol: { min: 1, max: 1 },
    orgId: 'o',
    locationId: 'l',
    nodeId: 'n',
    head: { epoch: 1, seq: 0, hash: GENESIS_HASH },
    location: null,
  });
});

test('never more than the credit is under way, and no transaction is cut', () => {
  const world = new World();
  world.cloud.credit = 10;
  world.cloud.isMute = true;
  world.commit(20, 4);
  world.engine.start();
  world.pass(20);
  const sent = world.line().sent.filter((message) => message.type === 'push');
  expect(sent.map((push) => [push.from, push.to])).toEqual([[1, 8]]);
});

test('a transaction larger than all credit goes, alone', () => {
  const world = new World();
  world.cloud.credit = 10;
  world.commit(2);
  world.commit(1, 50);
  world.commit(2);
  world.engine.start();
  world.pass(50);
  expect(world.storedSeqs()).toEqual(oneTo(54));
  const sizes = world.cloud.heard.filter((message) => message.type === 'push').map((push) => push.events.length);
  expect(sizes).toEqual([2, 50, 2]);
});

test('a batch is cut by size, too', () => {
  const world = new World();
  world.commit(8, 1, 1, 'x'.repeat(400_000));
  world.engine.start();
  world.pass(50);
  expect(world.storedSeqs()).toEqual(oneTo(8));
  const pushes = world.cloud.heard.filter((message) => message.type === 'push');
  for (const push of pushes) expect(push.events.length).toBeLessThanOrEqual(2);
});

test('a push never spans two epochs', () => {
  const world = new World();
  world.commit(3);
  world.commit(3, 1, 2);
  world.engine.start();
  world.pass(50);
  expect(world.storedSeqs()).toEqual(oneTo(6));
  expect(world.cloud.cursor.epoch).toBe(2);
});

test('the cloud dies before its acknowledgement: after the reconnect its cursor counts, and nothing comes twice', () => {
  const world = openWorld();
  world.cloud.isMute = true;
  world.commit(30);
  world.pass(5);
  world.cloud.isMute = false;
  world.line().handlers.closed('reset');
  world.pass(2_000);
  expect(world.storedSeqs()).toEqual(oneTo(30));
  expect(world.engine.health().waiting).toBe(0);
});

test('the cloud comes back from an older backup: what it lost is sent again', () => {
  const world = openWorld();
  world.commit(40);
  world.pass(10);
  world.cloud.stored.splice(15);
  const kept = must(world.cloud.stored.at(-1), 'fifteen events');
  world.cloud.cursor = { epoch: 1, seq: kept.seq, hash: kept.hash };
  world.line().handlers.closed('restored');
  world.pass(2_000);
  expect(world.storedSeqs()).toEqual(oneTo(40));
});

test('the cloud is further than this journal remembers: nothing is sent twice', () => {
  const world = new World({ epoch: 1, seq: 3, hash: 'old' });
  world.commit(20);
  const event = must(world.events[9], 'ten events');
  world.cloud.cursor = { epoch: 1, seq: 10, hash: event.hash };
  world.engine.start();
  world.pass(20);
  expect(world.storedSeqs()).toEqual(oneTo(20).slice(10));
});

test('a gap starts anew from the cursor', () => {
  const world = openWorld();
  world.commit(10);
  world.pass(5);
  world.say({ type: 'nack', code: 'gap', cursor: world.cloud.cursor, afterMs: 0 });
  world.commit(10);
  world.pass(2_000);
  expect(world.storedSeqs()).toEqual(oneTo(20));
  expect(world.lines).toHaveLength(2);
});

test('asked to come back later it waits that long', () => {
  const world = openWorld();
  world.say({ type: 'nack', code: 'retry_after', cursor: null, afterMs: 40_000 });
  world.pass(39_000);
  expect(world.lines).toHaveLength(1);
  world.pass(2_000);
  expect(world.lines).toHaveLength(2);
});

test.each(['fenced', 'unauthenticated', 'unsupported_protocol', 'hash_mismatch', 'invalid'] as const)(
  '%s is shown, and tried again for ever',
  (code) => {
    const world = openWorld();
    for (let round = 0; round < 5; round += 1) {
      world.say({ type: 'nack', code, cursor: null, afterMs: 300_000 });
      expect(world.engine.health().refusal).toBe(code);
      world.isReachable = true;
      world.pass(301_000);
      expect(world.lines).toHaveLength(round + 2);
    }
    world.pass(10_000);
    expect(world.engine.health()).toMatchObject({ state: 'live', refusal: null });
  },
);

test('while the cloud is away it is tried at least every 15 s in the first minute, and at least every 5 min for ever', () => {
  const world = new World();
  world.isReachable = false;
  world.engine.start();
  world.pass(60_000);
  const early = world.dialledMs.map((at, index) => at - (world.dialledMs[index - 1] ?? 0));
  expect(early.length).toBeGreaterThan(5);
  expect(Math.max(...early)).toBeLessThanOrEqual(15_010);
  world.pass(24 * 3_600_000);
  const late = world.dialledMs.map((at, index) => at - (world.dialledMs[index - 1] ?? 0));
  expect(Math.max(...late)).toBeLessThanOrEqual(300_010);
  expect(world.dialledMs.length).toBeGreaterThan(24 * 12);
  expect(world.dialledMs.length).toBeLessThan(24 * 60);
  world.isReachable = true;
  world.commit(5);
  world.pass(301_000);
  expect(world.storedSeqs()).toEqual(oneTo(5));
});

test('a blip is not an outage; an outage is told with its beginning and what waits', () => {
  const world = openWorld();
  world.commit(10);
  world.pass(10);
  world.isReachable = false;
  const lostMs = world.clock.nowMs();
  world.line().handlers.closed('reset');
  world.commit(4);
  expect(world.engine.health()).toMatchObject({ state: 'live', waiting: 4 });
  world.pass(3_000);
  expect(world.engine.health()).toEqual({
    state: 'down',
    waiting: 4,
    catchUpTotal: null,
    downSinceMs: lostMs,
    refusal: null,
  });
  expect(world.told.at(-1)).toMatchObject({ state: 'down', waiting: 4 });
  world.commit(1);
  world.pass(300);
  expect(world.told.at(-1)).toMatchObject({ state: 'down', waiting: 5 });
});

test('before the first connection it is down, and counts from what it remembers', () => {
  const world = new World({ epoch: 1, seq: 70, hash: 'h' });
  world.isReachable = false;
  world.commit(100);
  world.engine.start();
  world.pass(500);
  expect(world.engine.health()).toMatchObject({ state: 'down', waiting: 30, downSinceMs: FAKE_START_MS });
});

test('a backlog is told as catching up, of how many, until it is gone', () => {
  const world = new World();
  world.latencyMs = 100;
  world.commit(6_000);
  world.engine.start();
  world.pass(2_500);
  const catching = world.told.filter((health) => health.state === 'catching_up');
  expect(catching.length).toBeGreaterThan(2);
  for (const health of catching) expect(health.catchUpTotal).toBe(6_000);
  expect(catching.map((health) => health.waiting)).toEqual(
    catching.map((health) => health.waiting).sort((a, b) => b - a),
  );
  expect(world.told.at(-1)).toMatchObject({ state: 'live', waiting: 0, catchUpTotal: null });
});

test('health is told at most four times a second however busy it is', () => {
  const world = openWorld();
  world.told.length = 0;
  for (let order = 0; order < 500; order += 1) {
    world.commit(1);
    world.pass(2);
  }
  expect(world.told.length).toBeLessThanOrEqual(6);
});

test('a status goes every five seconds, with the head', () => {
  const world = openWorld();
  world.commit(2);
  world.pass(16_000);
  const statuses = world.line().sent.filter((message) => message.type === 'status');
  expect(statuses).toHaveLength(3);
  expect(statuses[0]).toMatchObject({ head: { epoch: 1, seq: 2 } });
});

test('a half-open connection is noticed and left', () => {
  const world = openWorld();
  world.answers = false;
  world.pass(25_000);
  expect(must(world.lines[0], 'a line').isClosed).toBe(true);
  expect(world.lines.length).toBeGreaterThan(1);
});

test('a cloud that lives but never acknowledges is left', () => {
  const world = openWorld();
  world.cloud.isMute = true;
  world.commit(1);
  world.pass(70_000);
  expect(must(world.lines[0], 'a line').isClosed).toBe(true);
});

test('a cloud that takes the connection and says nothing is left', () => {
  const world = new World();
  world.answers = false;
  world.engine.start();
  world.pass(14_000);
  expect(world.lines).toHaveLength(1);
  world.pass(3_000);
  expect(world.lines.length).toBeGreaterThan(1);
});

test.each(['not json', '{"type":"dance"}', '{"type":"ack"}'])(
  '%j from the cloud costs a reconnect and nothing else',
  (frame) => {
    const world = openWorld();
    world.line().handlers.message(frame);
    world.commit(5);
    world.pass(2_000);
    expect(world.storedSeqs()).toEqual(oneTo(5));
  },
);

test('what an old connection still says is not listened to', () => {
  const world = openWorld();
  const old = world.line();
  old.handlers.closed('reset');
  world.pass(2_000);
  world.say({ type: 'nack', code: 'fenced', cursor: null, afterMs: 300_000 }, old);
  old.handlers.closed('again');
  world.commit(5);
  world.pass(5);
  expect(world.storedSeqs()).toEqual(oneTo(5));
  expect(world.lines).toHaveLength(2);
});

test('a journal that cannot be read for a moment is tried again', () => {
  const world = openWorld();
  world.isJournalBroken = true;
  world.commit(5);
  world.pass(100);
  world.isJournalBroken = false;
  world.pass(3_000);
  expect(world.storedSeqs()).toEqual(oneTo(5));
});

test('a stopped engine lets go of everything and remembers the cursor', () => {
  const world = openWorld();
  world.commit(5);
  world.pass(5);
  world.engine.stop();
  expect(world.line().isClosed).toBe(true);
  expect(world.remembered).toMatchObject({ epoch: 1, seq: 5 });
  const dialled = world.lines.length;
  world.pass(600_000);
  expect(world.lines).toHaveLength(dialled);
  expect(world.clock.nextDueMs()).toBeNull();
});

import type { ConnectionLevel } from '@passbell/edge-client/feed-status';
import { expect, test } from 'vitest';
import { lateSound, startKitchenSounds } from './kitchen-sounds.ts';
import { ticket, ticketLine, ticketMap } from './ticket-fixtures.ts';
import { stepWall, type WallEvent } from './wall-entries.ts';

const TARGET_S = 100;
const wallOf = (...tickets: ReturnType<typeof ticket>[]) => stepWall([], ticketMap(...tickets), 0, true).entries;

test('a late ticket sounds once, and again after three minutes', () => {
  const wall = wallOf(ticket('a', { firedMs: 0 }));
  const dues: number[] = [];
  let sounded: ReadonlyMap<string, number> = new Map();
  for (let nowMs = 0; nowMs <= 600_000; nowMs += 1_000) {
    const late = lateSound(sounded, wall, nowMs, TARGET_S);
    sounded = late.sounded;
    if (late.isDue) dues.push(nowMs);
  }
  expect(dues).toEqual([131_000, 311_000, 491_000]);
});

test('tickets that are late together sound together', () => {
  const wall = wallOf(ticket('a', { firedMs: 0 }), ticket('b', { firedMs: 60_000 }));
  const first = lateSound(new Map(), wall, 131_000, TARGET_S);
  const second = lateSound(first.sounded, wall, 191_000, TARGET_S);
  expect([first.isDue, second.isDue]).toEqual([true, true]);
  // The second one's sound spoke for both.
  expect(lateSound(second.sounded, wall, 311_000, TARGET_S).isDue).toBe(false);
  expect(lateSound(second.sounded, wall, 371_000, TARGET_S).isDue).toBe(true);
});

test('sounds follow what happens on the wall and on the line', () => {
  const played: string[] = [];
  let tell = (_: readonly WallEvent[]) => {};
  let tick = (_: number) => {};
  let level: ConnectionLevel = 'live';
  startKitchenSounds({
    kit: {
      play: (name) => {
        played.push(name);
        return 'played';
      },
      playNewOrder: ({ hasAllergy }) => {
        played.push(hasAllergy ? 'new+allergy' : 'new');
        return 'played';
      },
    },
    onEvents(listener) {
      tell = listener;
      return () => {};
    },
    onSecond(listener) {
      tick = listener;
      return () => {};
    },
    entries: () => [],
    targetSeconds: () => TARGET_S,
    level: () => level,
  });
  const peanut = ticket('b', { lines: [ticketLine('b-1', { allergies: ['peanut'] })] });
  tell([{ kind: 'arrived', ticket: ticket('a') }]);
  tell([
    { kind: 'arrived', ticket: peanut },
    { kind: 'recalled', ticket: ticket('c') },
  ]);
  tell([{ kind: 'cancelled', ticket: ticket('a') }]);
  tell([{ kind: 'recalled', ticket: ticket('a') }]);
  expect(played.splice(0)).toEqual(['new', 'new+allergy', 'changed']);
  level = 'server_lost';
  tick(1_000);
  tick(2_000);
  level = 'internet_down';
  tick(3_000);
  level = 'live';
  tick(4_000);
  expect(played).toEqual(['server_lost', 'server_back']);
});

import { expect, test } from 'vitest';
import {
  CONNECTION_TIMING,
  type ConnectionEvent,
  type ConnectionState,
  connectionDeadlineMs,
  STOPPED,
  stepConnection,
} from './connection-state.ts';

const NOW = 100_000;
const input = (nowMs = NOW, draw = 0) => ({ nowMs, draw, timing: CONNECTION_TIMING });

const STATES: Record<string, ConnectionState> = {
  stopped: STOPPED,
  connecting: { kind: 'connecting', sinceMs: NOW - 10, attempt: 2 },
  'connecting too long': { kind: 'connecting', sinceMs: NOW - 4_000, attempt: 2 },
  greeting: { kind: 'greeting', sinceMs: NOW - 10, attempt: 2 },
  'greeting too long': { kind: 'greeting', sinceMs: NOW - 4_000, attempt: 2 },
  live: { kind: 'live', sinceMs: NOW - 100, heardMs: NOW - 10, attempt: 2 },
  'live, steady': { kind: 'live', sinceMs: NOW - 5_000, heardMs: NOW - 10, attempt: 2 },
  'live, silent 2.8 s': { kind: 'live', sinceMs: NOW - 5_000, heardMs: NOW - 2_800, attempt: 0 },
  'live, silent 6 s': { kind: 'live', sinceMs: NOW - 9_000, heardMs: NOW - 6_000, attempt: 0 },
  stale: { kind: 'stale', sinceMs: NOW - 9_000, heardMs: NOW - 4_000, attempt: 0 },
  'stale, silent 6 s': { kind: 'stale', sinceMs: NOW - 9_000, heardMs: NOW - 6_000, attempt: 0 },
  waiting: { kind: 'waiting', sinceMs: NOW - 100, retryAtMs: NOW + 100, attempt: 2 },
  'waiting, due': { kind: 'waiting', sinceMs: NOW - 100, retryAtMs: NOW, attempt: 2 },
  refused: { kind: 'refused', sinceMs: NOW - 100, retryAtMs: NOW + 100, reason: 'protocol' },
  'refused, due': { kind: 'refused', sinceMs: NOW - 100, retryAtMs: NOW, reason: 'protocol' },
};
const EVENTS: readonly ConnectionEvent[] = [
  { kind: 'start' },
  { kind: 'stop' },
  { kind: 'opened' },
  { kind: 'welcomed' },
  { kind: 'heard' },
  { kind: 'tick' },
  { kind: 'woke' },
  { kind: 'nudge' },
  { kind: 'closed', minWaitMs: 0 },
  { kind: 'refused', reason: 'unauthenticated' },
];

test('every state answers every event as the table says', () => {
  const table = Object.entries(STATES).map(([name, state]) => {
    const cells = EVENTS.map((event) => {
      const { state: next, effects } = stepConnection(state, event, input());
      return next === state ? '·' : [next.kind, ...effects].join('+');
    });
    return `${name}: ${cells.join(' | ')}`;
  });
  expect([`(state): ${EVENTS.map(({ kind }) => kind).join(' | ')}`, ...table]).toMatchInlineSnapshot(`
    [
      "(state): start | stop | opened | welcomed | heard | tick | woke | nudge | closed | refused",
      "stopped: connecting+open | · | · | · | · | · | · | · | · | ·",
      "connecting: · | stopped+close | greeting+greet | · | · | · | connecting+close+open | · | waiting | refused+close",
      "connecting too long: · | stopped+close | greeting+greet | · | · | waiting+close | connecting+close+open | · | waiting | refused+close",
      "greeting: · | stopped+close | · | live | · | · | connecting+close+open | · | waiting | refused+close",
      "greeting too long: · | stopped+close | · | live | · | waiting+close | connecting+close+open | · | waiting | refused+close",
      "live: · | stopped+close | · | · | live | · | connecting+close+open | · | waiting | refused+close",
      "live, steady: · | stopped+close | · | · | live | · | connecting+close+open | · | waiting | refused+close",
      "live, silent 2.8 s: · | stopped+close | · | · | live | stale | connecting+close+open | · | waiting | refused+close",
      "live, silent 6 s: · | stopped+close | · | · | live | connecting+close+open | connecting+close+open | · | waiting | refused+close",
      "stale: · | stopped+close | · | · | live | · | connecting+close+open | connecting+close+open | waiting | refused+close",
      "stale, silent 6 s: · | stopped+close | · | · | live | connecting+close+open | connecting+close+open | connecting+close+open | waiting | refused+close",
      "waiting: · | stopped | · | · | · | · | connecting+open | connecting+open | · | refused",
      "waiting, due: · | stopped | · | · | · | connecting+open | connecting+open | connecting+open | · | refused",
      "refused: · | stopped | · | · | · | · | connecting+open | connecting+open | · | refused",
      "refused, due: · | stopped | · | · | · | connecting+open | connecting+open | connecting+open | · | refused",
    ]
  `);
});

test('a line is stale after the stale limit, not before', () => {
  const live: ConnectionState = { kind: 'live', sinceMs: 0, heardMs: NOW, attempt: 0 };
  const at = (afterMs: number) => stepConnection(live, { kind: 'tick' }, input(NOW + afterMs)).state.kind;
  expect([at(2_799), at(2_800), at(5_999), at(6_000)]).toEqual(['live', 'stale', 'stale', 'connecting']);
});

test('backoff is full jitter between 0.2 s and a ceiling that doubles to 3 s', () => {
  const waits = (draw: number) =>
    Array.from({ length: 7 }, (_, attempt) => {
      const state: ConnectionState = { kind: 'connecting', sinceMs: NOW, attempt };
      const next = stepConnection(state, { kind: 'closed', minWaitMs: 0 }, input(NOW, draw)).state;
      return next.kind === 'waiting' ? Math.round(next.retryAtMs - NOW) : null;
    });
  expect(waits(0)).toEqual([200, 200, 200, 200, 200, 200, 200]);
  expect(waits(0.999999)).toEqual([799, 1_599, 2_999, 2_999, 2_999, 2_999, 2_999]);
});

test('a steady line that breaks starts over with a small backoff, a short-lived one does not', () => {
  const after = (state: ConnectionState | undefined) => {
    const next = stepConnection(state ?? STOPPED, { kind: 'closed', minWaitMs: 0 }, input()).state;
    return next.kind === 'waiting' ? next.attempt : null;
  };
  expect([after(STATES['live, steady']), after(STATES.live)]).toEqual([0, 3]);
});

test('the edge may ask to stay away longer, within reason', () => {
  const wait = (minWaitMs: number) => {
    const next = stepConnection(STATES.live ?? STOPPED, { kind: 'closed', minWaitMs }, input()).state;
    return next.kind === 'waiting' ? next.retryAtMs - NOW : null;
  };
  expect([wait(0), wait(5_000), wait(3_600_000)]).toEqual([200, 5_000, 30_000]);
});

test('each state that time can change names the moment, and at that moment a tick changes it', () => {
  for (const state of Object.values(STATES)) {
    const deadlineMs = connectionDeadlineMs(state, CONNECTION_TIMING);
    if (deadlineMs === null) continue;
    expect(stepConnection(state, { kind: 'tick' }, input(deadlineMs)).state).not.toBe(state);
    expect(stepConnection(state, { kind: 'tick' }, input(deadlineMs - 1)).state).toBe(state);
  }
});

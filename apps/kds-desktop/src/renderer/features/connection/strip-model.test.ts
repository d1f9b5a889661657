import type { FeedStatus } from '@passbell/edge-client/feed-status';
import { expect, test } from 'vitest';
import { stripModel } from './strip-model.ts';

const NOW = 1_000_000;

function status(change: Partial<FeedStatus>): FeedStatus {
  return {
    level: 'live',
    sinceMs: 0,
    lastHeardMs: NOW - 84_000,
    asOfMs: NOW - 85_000,
    retryInMs: null,
    health: { internet: 'live', waitingToSync: 0, catchUpTotal: null, downSinceMs: null },
    refusal: null,
    ...change,
  };
}

function model(change: Partial<FeedStatus>, source: 'none' | 'saved' | 'edge' = 'edge') {
  return stripModel({ status: status(change), source, savedAsOfMs: source === 'saved' ? 500_000 : null, nowMs: NOW });
}

test('live says nothing', () => {
  expect(model({})).toMatchObject({ level: 'live', kind: 'live' });
});

test('internet down tells how many changes wait', () => {
  const health = { internet: 'down', waitingToSync: 214, catchUpTotal: null, downSinceMs: 1 } as const;
  expect(model({ level: 'internet_down', health })).toMatchObject({ kind: 'internet_down', waitingToSync: 214 });
});

test('a lost server tells since when, from when the tickets are, and when the next try is', () => {
  expect(model({ level: 'server_lost', retryInMs: 3_200 })).toMatchObject({
    kind: 'server_lost',
    asOfMs: NOW - 85_000,
    lostForSeconds: 84,
    retryInSeconds: 4,
  });
  expect(model({ level: 'server_lost', retryInMs: null }).retryInSeconds).toBe(0);
});

test('a screen the server refuses says why instead', () => {
  const refused = (code: 'unauthenticated' | 'protocol_unsupported') =>
    model({ level: 'server_lost', refusal: { code, params: {} } }).kind;
  expect(refused('unauthenticated')).toBe('unpaired');
  expect(refused('protocol_unsupported')).toBe('version');
});

test('saved tickets are never shown as live', () => {
  expect(model({ level: 'connecting' }, 'saved')).toMatchObject({
    level: 'catching_up',
    kind: 'saved',
    asOfMs: 500_000,
  });
  expect(model({ level: 'live' }, 'none')).toMatchObject({ level: 'catching_up', kind: 'starting' });
  expect(model({ level: 'server_lost' }, 'saved')).toMatchObject({ kind: 'server_lost', asOfMs: 500_000 });
});

test('catching up counts down what the cloud still has to get', () => {
  const health = { internet: 'catching_up', waitingToSync: 356, catchUpTotal: 1_560, downSinceMs: null } as const;
  expect(model({ level: 'catching_up', health }).progress).toEqual({ done: 1_204, total: 1_560 });
  expect(model({ level: 'catching_up' })).toMatchObject({ kind: 'latest', progress: null });
});

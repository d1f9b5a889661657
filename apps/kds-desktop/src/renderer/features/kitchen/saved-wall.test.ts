import type { TicketView } from '@passbell/core/wire/views';
import { createMemoryDocumentCache } from '@passbell/edge-client/document-cache';
import { createListeners } from '@passbell/edge-client/observable-value';
import type { TopicView } from '@passbell/edge-client/topic-store';
import { createFakeClock } from '@passbell/testkit/fake-clock';
import { createFakeTimers } from '@passbell/testkit/fake-timers';
import { expect, test } from 'vitest';
import { readSavedWall, saveWall } from './saved-wall.ts';
import { ticket, ticketMap } from './ticket-fixtures.ts';

test('the wall comes back after a restart, without the guests’ names', async () => {
  const clock = createFakeClock();
  const cache = createMemoryDocumentCache();
  const listeners = createListeners();
  let view: TopicView<TicketView> = { documents: new Map(), ready: false, error: null };
  const topic = { getSnapshot: () => view, subscribe: listeners.add };
  const show = (...tickets: readonly TicketView[]) => {
    view = { documents: ticketMap(...tickets), ready: true, error: null };
    listeners.tell();
  };
  saveWall(cache, 'grill', topic, createFakeTimers(clock), () => clock.nowMs());
  show(ticket('a', { guestName: 'Maya' }));
  show(ticket('a', { guestName: 'Maya' }), ticket('b'));
  expect(await readSavedWall(cache, 'grill')).toBeNull();
  await clock.advanceAsync(5_000);
  expect(await readSavedWall(cache, 'grill')).toEqual({
    tickets: [ticket('a', { guestName: null }), ticket('b')],
    asOfMs: clock.nowMs(),
  });
  expect(await readSavedWall(cache, 'bar')).toBeNull();
});

test('a copy that cannot be read is none', async () => {
  const cache = createMemoryDocumentCache();
  await cache.write('kitchen-grill', '{"tickets": 3');
  expect(await readSavedWall(cache, 'grill')).toBeNull();
  await cache.write(
    'kitchen-grill',
    JSON.stringify({ tickets: [{ id: 'old' }, ticket('a')], asOfMs: 1, station: 'grill' }),
  );
  expect((await readSavedWall(cache, 'grill'))?.tickets.map((each) => each.id)).toEqual(['a']);
});

test('stations whose names differ only in signs do not share a copy, and names fit the shell', async () => {
  const names: string[] = [];
  const cache = {
    read: (name: string) => {
      names.push(name);
      return Promise.resolve(null);
    },
    write: () => Promise.resolve(),
  };
  for (const station of ['bar.1', 'bar:1', 'Bar-1', 'x'.repeat(64)]) await readSavedWall(cache, station);
  expect(new Set(names).size).toBe(4);
  for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9-]{0,63}$/u);
});

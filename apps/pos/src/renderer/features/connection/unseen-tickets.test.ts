import { expect, test } from 'vitest';
import { NOON_MS, orderView, ticketView } from '../../../../test/till-fixtures.ts';
import { unseenOrders } from './unseen-tickets.ts';

const at = (agoMs: number) => NOON_MS - agoMs;

test('names the stations that have not shown their tickets, past the limit and not before', () => {
  const order = orderView('o', {
    tickets: [
      ticketView('old', { firedMs: at(5_001), totalLines: 3 }),
      ticketView('bar', { firedMs: at(6_000), stationName: 'Bar' }),
      ticketView('young', { firedMs: at(5_000), stationName: 'Fry' }),
      ticketView('seen', { firedMs: at(9_000), seenMs: at(8_000), stationName: 'Cold' }),
      ticketView('bumped', { firedMs: at(9_000), state: 'bumped', stationName: 'Cold' }),
    ],
  });
  expect(unseenOrders([order], NOON_MS, 5_000)).toEqual([
    {
      orderId: 'o',
      check: { kind: 'table', label: '14' },
      stations: ['Bar', 'Grill'],
      items: 4,
      waitingMs: 6_000,
      ticketIds: ['bar', 'old'],
    },
  ]);
});

test('the longest wait comes first', () => {
  const one = orderView('one', { tickets: [ticketView('a', { firedMs: at(6_000) })] });
  const two = orderView('two', { tickets: [ticketView('b', { firedMs: at(60_000) })] });
  expect(unseenOrders([one, two], NOON_MS, 5_000).map((unseen) => unseen.orderId)).toEqual(['two', 'one']);
});

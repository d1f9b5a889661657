import { randomUUID } from 'node:crypto';
import { COMMANDS, type CommandName } from '@passbell/core/wire/command-registry';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HttpCaller, httpCaller } from '../src/restaurant/http-caller.ts';
import { openRestaurant, PROOF_STAFF, type Restaurant } from '../src/restaurant/open-restaurant.ts';
import { reportFigure } from '../src/restaurant/report-figure.ts';

const RETRIES = 10;

let restaurant: Restaurant;
let till: HttpCaller;
let kitchen: HttpCaller;
let manager: HttpCaller;
beforeAll(async () => {
  restaurant = await openRestaurant();
  const token = await restaurant.addDevice('pos');
  manager = await httpCaller(restaurant.url, token).signedIn(PROOF_STAFF[0].id, PROOF_STAFF[0].pin);
  till = manager;
  kitchen = httpCaller(restaurant.url, await restaurant.addDevice('kds', 'grill'));
});
afterAll(() => restaurant.dispose());

const burger = { itemId: 'burger', quantity: 1 };

async function placed(): Promise<{ orderId: string; ticketId: string; ticketLineId: string }> {
  const { orderId } = await restaurant.commit('placeOrder', { lines: [burger] });
  const ticket = restaurant.edge.services.reads.orderTickets(orderId)[0];
  return { orderId, ticketId: ticket?.id ?? '', ticketLineId: ticket?.lines[0]?.id ?? '' };
}

interface Change {
  readonly caller: () => HttpCaller;
  /** Makes what the change needs; gives its path, its body, and a body that means something else. */
  readonly prepare: () => Promise<{ path: string; body: object; other: object }>;
}

const bumped = async () => {
  const ids = await placed();
  await restaurant.commit('bumpTicket', { ticketId: ids.ticketId });
  return ids;
};

/** Every change the contract offers over HTTP. One that is missing does not compile. */
const CHANGES: Readonly<
  Record<Exclude<CommandName, 'addStaff' | 'addDevice' | 'revokeDevice' | 'configureLocation' | 'activateMenu'>, Change>
> = {
  placeOrder: {
    caller: () => till,
    prepare: async () => ({
      path: '/v1/orders',
      body: { lines: [burger] },
      other: { lines: [{ ...burger, quantity: 2 }] },
    }),
  },
  openOrder: {
    caller: () => till,
    prepare: async () => ({
      path: '/v1/orders/open',
      body: { lines: [burger] },
      other: { lines: [{ ...burger, quantity: 2 }] },
    }),
  },
  addLines: {
    caller: () => till,
    prepare: async () => ({
      path: `/v1/orders/${(await placed()).orderId}/add-lines`,
      body: { lines: [burger] },
      other: { lines: [{ ...burger, quantity: 2 }] },
    }),
  },
  cancelOrder: {
    caller: () => till,
    prepare: async () => ({
      path: `/v1/orders/${(await placed()).orderId}/cancel`,
      body: {},
      other: { reason: 'Left' },
    }),
  },
  handOverOrder: {
    caller: () => till,
    prepare: async () => ({
      path: `/v1/orders/${(await bumped()).orderId}/hand-over`,
      body: {},
      other: { surprise: 1 },
    }),
  },
  payCash: {
    caller: () => till,
    prepare: async () => ({
      path: `/v1/orders/${(await placed()).orderId}/pay-cash`,
      body: { amountMinor: 100, tenderedMinor: 500 },
      other: { amountMinor: 200, tenderedMinor: 500 },
    }),
  },
  startTicket: {
    caller: () => kitchen,
    prepare: async () => ({ path: `/v1/tickets/${(await placed()).ticketId}/start`, body: {}, other: { surprise: 1 } }),
  },
  bumpTicket: {
    caller: () => kitchen,
    prepare: async () => ({ path: `/v1/tickets/${(await placed()).ticketId}/bump`, body: {}, other: { surprise: 1 } }),
  },
  recallTicket: {
    caller: () => kitchen,
    prepare: async () => ({
      path: `/v1/tickets/${(await bumped()).ticketId}/recall`,
      body: {},
      other: { restartTimer: true },
    }),
  },
  startTicketLine: { caller: () => kitchen, prepare: async () => linePath('start') },
  bumpTicketLine: { caller: () => kitchen, prepare: async () => linePath('bump') },
  recallTicketLine: {
    caller: () => kitchen,
    prepare: async () => {
      const { ticketId, ticketLineId } = await placed();
      await restaurant.commit('bumpTicketLine', { ticketId, ticketLineId });
      return { path: `/v1/tickets/${ticketId}/lines/${ticketLineId}/recall`, body: {}, other: { surprise: 1 } };
    },
  },
  acknowledgeTickets: {
    caller: () => kitchen,
    prepare: async () => ({
      path: '/v1/tickets/seen',
      body: { ticketIds: [(await placed()).ticketId] },
      other: { ticketIds: [(await placed()).ticketId] },
    }),
  },
  receiveStock: {
    caller: () => manager,
    prepare: async () => ({
      path: '/v1/stock/receive',
      body: { lines: [{ ingredientId: 'egg', quantity: 6 }] },
      other: { lines: [{ ingredientId: 'egg', quantity: 7 }] },
    }),
  },
  countStock: {
    caller: () => manager,
    prepare: async () => ({
      path: '/v1/stock/count',
      body: { lines: [{ ingredientId: 'egg', counted: 500 }] },
      other: { lines: [{ ingredientId: 'egg', counted: 501 }] },
    }),
  },
  eightySix: {
    caller: () => manager,
    prepare: async () => ({
      path: '/v1/availability/eighty-six',
      body: { kind: 'item', subjectId: 'catch' },
      other: { kind: 'item', subjectId: 'lager' },
    }),
  },
  restoreSale: {
    caller: () => manager,
    prepare: async () => ({
      path: '/v1/availability/restore',
      body: { kind: 'item', subjectId: 'catch' },
      other: { kind: 'item', subjectId: 'lager' },
    }),
  },
  signIn: {
    caller: () => till,
    prepare: async () => ({
      path: '/v1/sign-in',
      body: { staffId: PROOF_STAFF[1].id, pin: PROOF_STAFF[1].pin },
      other: { staffId: PROOF_STAFF[1].id, pin: '9999' },
    }),
  },
  signOut: { caller: () => till, prepare: async () => ({ path: '/v1/sign-out', body: {}, other: { surprise: 1 } }) },
};

async function linePath(step: string) {
  const { ticketId, ticketLineId } = await placed();
  return { path: `/v1/tickets/${ticketId}/lines/${ticketLineId}/${step}`, body: {}, other: { surprise: 1 } };
}

const names = Object.keys(CHANGES) as (keyof typeof CHANGES)[]; // The record's own keys.

test('the table covers every command with a path', () => {
  expect([...names].sort()).toEqual(
    Object.values(COMMANDS)
      .filter((command) => command.path !== null)
      .map((command) => command.name)
      .sort(),
  );
});

test.each(names)('%s, sent ten times at once with one key, happens once', async (name) => {
  const change = CHANGES[name];
  const { path, body, other } = await change.prepare();
  const key = randomUUID();
  const { journal } = restaurant.edge.services;
  const before = journal.head().seq;
  const answers = await Promise.all(Array.from({ length: RETRIES }, () => change.caller().post(path, body, key)));
  const after = journal.head().seq;
  expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1);
  expect([200, 201]).toContain(answers[0]?.status);
  expect(answers.filter((answer) => answer.headers.get('idempotency-replayed') === null)).toHaveLength(1);
  const again = await change.caller().post(path, body, key);
  expect([again.text, journal.head().seq]).toEqual([answers[0]?.text, after]);
  const reused = await change.caller().post(path, other, key);
  // Who has signed out is told so before anything else.
  expect(name === 'signOut' ? [401] : [409, 422]).toContain(reused.status);
  expect(journal.head().seq).toBe(after);
  expect(after - before).toBeLessThanOrEqual(6);
  expect(restaurant.faults).toEqual([]);
  if (name === names.at(-1)) reportFigure(`${names.length} changes, ${RETRIES} retries each at once, one effect each`);
});

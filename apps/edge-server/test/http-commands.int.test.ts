import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HttpEdge, openHttpEdge } from './http-fixture.ts';

let http: HttpEdge;
let session: string;
beforeAll(async () => {
  http = await openHttpEdge();
  session = await http.session();
});
afterAll(() => http.dispose());

const burger = { itemId: 'burger', quantity: 1 };
const place = (body: unknown, options = {}) =>
  http.call('POST', '/v1/orders', { token: http.tokens.pos, session, body, ...options });
const seq = () => http.edge.services.journal.head().seq;

test('an order is placed, read back and paid, and the headers tell its place in the journal', async () => {
  const before = seq();
  const placed = await place({ tableLabel: '14', lines: [burger] });
  expect(placed.status).toBe(201);
  expect(placed.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(Number(placed.headers['passbell-seq'])).toBeGreaterThan(before);
  expect(placed.headers['passbell-epoch']).toBe('1');
  const { orderId, dueMinor } = placed.json as { orderId: string; dueMinor: number };

  const read = await http.call('GET', `/v1/orders/${orderId}`, { token: http.tokens.pos, session });
  expect(read.status).toBe(200);
  expect(read.json).toMatchObject({ id: orderId, status: 'placed', tableLabel: '14' });

  const paid = await http.call('POST', `/v1/orders/${orderId}/pay-cash`, {
    token: http.tokens.pos,
    session,
    body: { tenderedMinor: dueMinor + 100 },
  });
  expect(paid.status).toBe(201);
  expect(paid.json).toMatchObject({ orderId, changeMinor: 100, orderDueMinor: 0 });
});

test('ten retries at once with one key have one effect and one answer, to the byte', async () => {
  const key = randomUUID();
  const before = http.edge.services.reads.openOrders().length;
  const answers = await Promise.all(Array.from({ length: 10 }, () => place({ lines: [burger] }, { key })));
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
  expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
  expect(new Set(answers.map((answer) => answer.headers['passbell-seq'])).size).toBe(1);
  expect(answers.filter((answer) => answer.headers['idempotency-replayed'] === undefined)).toHaveLength(1);
  expect(answers.filter((answer) => answer.headers['idempotency-replayed'] === 'true')).toHaveLength(9);
  expect(http.edge.services.reads.openOrders().length).toBe(before + 1);
});

test('a refusal by the rules is remembered with its key and is the same to the byte when it is asked again', async () => {
  const key = randomUUID();
  const ask = () => place({ lines: [{ itemId: 'unicorn', quantity: 1 }] }, { key });
  const [first, second] = [await ask(), await ask()];
  expect(first.status).toBe(422);
  expect(first.json).toMatchObject({ code: 'item_unknown', correlationId: key });
  expect(second.text).toBe(first.text);
  expect(first.headers['idempotency-replayed']).toBeUndefined();
  expect(second.headers['idempotency-replayed']).toBe('true');
});

test('the same key with another body, another operation or from another device is refused', async () => {
  const key = randomUUID();
  expect((await place({ lines: [burger] }, { key })).status).toBe(201);
  const before = seq();
  const otherBody = await place({ lines: [{ ...burger, quantity: 2 }] }, { key });
  const otherName = await http.call('POST', '/v1/orders/open', {
    token: http.tokens.pos,
    session,
    key,
    body: { lines: [burger] },
  });
  const otherDevice = await http.call('POST', '/v1/orders', {
    token: http.tokens.integration,
    key,
    body: { lines: [burger] },
  });
  for (const answer of [otherBody, otherName, otherDevice]) {
    expect(answer.status).toBe(409);
    expect(answer.json).toMatchObject({ code: 'idempotency_key_reused' });
  }
  expect(seq()).toBe(before);
});

test('an argument of the path must not stand in the body too', async () => {
  const orderId = randomUUID();
  const answer = await http.call('POST', `/v1/orders/${orderId}/cancel`, {
    token: http.tokens.pos,
    session,
    body: { orderId },
  });
  expect(answer.status).toBe(422);
  expect(answer.json).toMatchObject({
    code: 'validation_failed',
    params: { issues: [{ path: 'orderId', message: 'stands in the path already' }] },
  });
});

test('a change without any argument in its body needs no body', async () => {
  const opened = await http.session();
  const answer = await http.call('POST', '/v1/sign-out', { token: http.tokens.pos, session: opened });
  expect(answer.status).toBe(200);
  expect(answer.json).toEqual({ signedOut: true });
  const after = await http.call('GET', '/v1/me', { token: http.tokens.pos, session: opened });
  expect(after.json).toMatchObject({ status: 401, code: 'session_expired' });
});

test('a refusal of the schema names at most twenty problems', async () => {
  const lines = Array.from({ length: 30 }, () => ({ itemId: 'burger', quantity: -1 }));
  const answer = await place({ lines });
  expect(answer.status).toBe(422);
  const { issues } = (answer.json as { params: { issues: { path: string; message: string }[] } }).params;
  expect(issues).toHaveLength(20);
  expect(issues[0]?.path).toBe('lines.0.quantity');
});

test('five wrong PINs lock the name, and the answer says for how long', async () => {
  const { staffId } = await http.commit('addStaff', { name: 'Bo', role: 'cashier', pin: '9999' });
  const attempt = () => http.call('POST', '/v1/sign-in', { token: http.tokens.pos, body: { staffId, pin: '0000' } });
  for (let wrong = 1; wrong < 5; wrong += 1)
    expect((await attempt()).json).toMatchObject({ code: 'pin_wrong', status: 401 });
  const locked = await attempt();
  expect(locked.status).toBe(429);
  expect(locked.headers['retry-after']).toBe('60');
  const right = await http.call('POST', '/v1/sign-in', { token: http.tokens.pos, body: { staffId, pin: '9999' } });
  expect(right.json).toMatchObject({ code: 'locked_out' });
});

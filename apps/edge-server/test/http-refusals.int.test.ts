import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deviceTokenHash, newDeviceToken } from '../src/modules/devices/device-tokens.ts';
import { type CallOptions, type HttpEdge, openHttpEdge } from './http-fixture.ts';

let http: HttpEdge;
let session: string;
beforeAll(async () => {
  http = await openHttpEdge();
  session = await http.session();
});
afterAll(() => http.dispose());

const burger = { itemId: 'burger', quantity: 1 };
const orders = (options: CallOptions) =>
  http.call('POST', '/v1/orders', { token: http.tokens.pos, session, ...options });

/** Runs a request and asserts that it is refused with a code and leaves nothing behind. */
async function refused(code: string, status: number, options: CallOptions, path = '/v1/orders') {
  const before = http.edge.services.journal.head().seq;
  const answer = await http.call('POST', path, { token: http.tokens.pos, session, ...options });
  expect(answer.json).toMatchObject({ code, status, type: `urn:passbell:error:${code}` });
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.headers['x-correlation-id']).toBe((answer.json as { correlationId: string }).correlationId);
  expect(http.edge.services.journal.head().seq).toBe(before);
  return answer;
}

test.each([
  ['not JSON', '{"lines": [', 'malformed_json', 400],
  ['a list', '[]', 'malformed_json', 400],
  ['null', 'null', 'malformed_json', 400],
  ['a text', '"order"', 'malformed_json', 400],
  ['nested too deep', `{"lines":${'['.repeat(30)}${']'.repeat(30)}}`, 'malformed_json', 400],
  ['nested absurdly deep', `{"lines":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'malformed_json', 400],
  ['an unknown field', { lines: [burger], tip: 5 }, 'validation_failed', 422],
  ['__proto__', '{"__proto__":{"admin":true},"lines":[{"itemId":"burger","quantity":1}]}', 'validation_failed', 422],
  [
    'constructor',
    '{"constructor":{"prototype":{"admin":true}},"lines":[{"itemId":"burger","quantity":1}]}',
    'validation_failed',
    422,
  ],
  ['a wrong type', { lines: 'burger' }, 'validation_failed', 422],
  ['a negative quantity', { lines: [{ ...burger, quantity: -1 }] }, 'validation_failed', 422],
  ['a fractional quantity', { lines: [{ ...burger, quantity: 1.5 }] }, 'validation_failed', 422],
  ['a quantity beyond numbers', '{"lines":[{"itemId":"burger","quantity":1e999}]}', 'validation_failed', 422],
  ['a quantity in words', { lines: [{ ...burger, quantity: '1' }] }, 'validation_failed', 422],
  ['no lines', { lines: [] }, 'validation_failed', 422],
  ['an unknown item', { lines: [{ itemId: 'unicorn', quantity: 1 }] }, 'item_unknown', 422],
  [
    'a modifier of another item',
    { lines: [{ itemId: 'lager', quantity: 1, modifiers: [{ modifierId: 'rare' }] }] },
    'modifier_unknown',
    422,
  ],
  ['below the least choices', { lines: [{ ...burger, modifiers: [] }] }, 'modifiers_below_min', 422],
  [
    'above the most choices',
    { lines: [{ ...burger, modifiers: [{ modifierId: 'rare' }, { modifierId: 'medium' }] }] },
    'modifiers_above_max',
    422,
  ],
])('%s is refused with its code', async (_what, body, code, status) => {
  await refused(code, status, { body });
});

test('a body that is not UTF-8 is refused, byte for byte', async () => {
  const body = Buffer.concat([Buffer.from('{"note":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
  const head = [
    'POST /v1/orders HTTP/1.1',
    'Host: x',
    'Connection: close',
    `Authorization: Bearer ${http.tokens.pos}`,
    `X-Passbell-Session: ${session}`,
    'Idempotency-Key: k',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    '',
    '',
  ].join('\r\n');
  const answer = await http.raw(Buffer.concat([Buffer.from(head), body]));
  expect(answer).toMatch(/^HTTP\/1\.1 400 /u);
  expect(answer).toContain('"code":"malformed_json"');
});

test('a body of a megabyte is refused and read to its end, and the next request is answered', async () => {
  await refused('payload_too_large', 413, { body: { note: 'x'.repeat(1_048_576) } });
  expect((await http.call('GET', '/healthz')).status).toBe(200);
});

test('ten thousand lines are refused', async () => {
  await refused('payload_too_large', 413, { body: { lines: Array.from({ length: 10_000 }, () => burger) } });
  await refused('validation_failed', 422, { body: { lines: Array.from({ length: 5_000 }, () => burger) } });
});

test('a body without an announced length is bounded too', async () => {
  const answer = await http.raw(
    `POST /v1/orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${'8000\r\n'.concat('a'.repeat(0x8000), '\r\n').repeat(20)}0\r\n\r\n`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 413 /u);
});

test('emoji, right-to-left and combining names are kept as they are', async () => {
  for (const guestName of ['🦐🇨🇭', 'مريم', 'Zoë', '山田 太郎', '‏שלום']) {
    const answer = await orders({ body: { guestName, lines: [burger] } });
    expect(answer.status).toBe(201);
    const { orderId } = answer.json as { orderId: string };
    expect(http.edge.services.reads.order(orderId)?.guestName).toBe(guestName);
  }
});

test.each([
  ['another type', { 'content-type': 'text/plain' }],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['another charset', { 'content-type': 'application/json; charset=utf-16' }],
  ['compressed', { 'content-encoding': 'gzip' }],
])(
  '%s is refused as a media type before anything else is looked at',
  async (_what, headers: Record<string, string>) => {
    await refused('unsupported_media_type', 415, { body: '{not even json', key: null, token: null, headers });
  },
);

test('the checks come in order: size, syntax, key, device', async () => {
  const long = `{"note": "${'x'.repeat(300_000)}`;
  await refused('payload_too_large', 413, { body: long, key: null, token: null });
  await refused('malformed_json', 400, { body: '{', key: null, token: null });
  await refused('idempotency_key_missing', 400, { body: {}, key: null, token: null });
  await refused('idempotency_key_invalid', 400, { body: {}, key: 'two words', token: null });
  await refused('idempotency_key_invalid', 400, { body: {}, key: 'k'.repeat(201), token: null });
  await refused('unauthenticated', 401, { body: {}, token: null });
});

test('who is unknown or not permitted is told so', async () => {
  const asked = await refused('unauthenticated', 401, { body: { lines: [burger] }, token: 'pbd_nobody' });
  expect(asked.headers['www-authenticate']).toBe('Bearer realm="passbell"');
  await refused('permission_denied', 403, { body: { lines: [burger] }, token: http.tokens.kds, session: '' });
  await refused('session_required', 401, { body: { lines: [burger] }, session: '' });
  await refused('session_expired', 401, { body: { lines: [burger] }, session: `${randomUUID()}.c2ln` });
});

test('a session of one device does not work on another', async () => {
  await refused('session_expired', 401, { body: { lines: [burger] }, token: http.tokens.integration });
});

test('a token that expired or was revoked says that, not that it is unknown', async () => {
  const expired = newDeviceToken(http.ports.random);
  await http.commit('addDevice', {
    name: 'Expired',
    role: 'integration',
    tokenHash: deviceTokenHash(expired),
    expiresMs: 1_000,
  });
  await refused('token_expired', 401, { body: { lines: [burger] }, token: expired, session: '' });
  const revoked = newDeviceToken(http.ports.random);
  const { deviceId } = await http.commit('addDevice', {
    name: 'Revoked',
    role: 'integration',
    tokenHash: deviceTokenHash(revoked),
  });
  expect((await http.call('GET', '/v1/me', { token: revoked })).status).toBe(200);
  await http.commit('revokeDevice', { deviceId });
  await refused('token_expired', 401, { body: { lines: [burger] }, token: revoked, session: '' });
});

test('an address that does not exist is 404, one with another method is 405 and says which', async () => {
  expect((await http.call('GET', '/v1/nothing')).json).toMatchObject({ code: 'route_not_found', status: 404 });
  expect((await http.call('POST', '/v1/orders/%E0%A4%A/cancel')).json).toMatchObject({ code: 'route_not_found' });
  const put = await http.call('PUT', '/v1/orders');
  expect(put.json).toMatchObject({ code: 'method_not_allowed', status: 405 });
  expect(put.headers.allow?.split(', ').sort()).toEqual(['GET', 'HEAD', 'POST']);
  expect((await http.call('DELETE', '/v1/tickets/seen')).headers.allow).toBe('POST');
  expect((await http.call('GET', '/v1/orders/open')).json).toMatchObject({ code: 'method_not_allowed' });
  expect((await http.call('OPTIONS', '/v1/orders')).status).toBe(204);
});

test('HEAD answers like GET without a body', async () => {
  const head = await http.call('HEAD', '/v1/menu', { token: http.tokens.pos });
  const get = await http.call('GET', '/v1/menu', { token: http.tokens.pos });
  expect([head.status, head.headers.etag, head.text]).toEqual([200, get.headers.etag, '']);
  expect(head.headers['content-length']).toBe(get.headers['content-length']);
});

test('an upgrade to anything but a WebSocket is an ordinary request', async () => {
  const headers = {
    connection: 'Upgrade, HTTP2-Settings',
    upgrade: 'h2c',
    'http2-settings': 'AAMAAABkAAQCAAAAAAIAAAAA',
  };
  expect((await http.call('GET', '/healthz', { headers })).json).toEqual({ status: 'ok' });
});

test('a change by cookie must come from a page of ours', async () => {
  const cookie = `theme=dark; passbell_device=${http.tokens.integration}`;
  const send = (headers: Record<string, string>) =>
    http.call('POST', '/v1/orders', {
      body: { lines: [burger] },
      headers: { cookie, host: 'box.test:8420', ...headers },
    });
  expect((await send({})).json).toMatchObject({ code: 'origin_refused' });
  expect((await send({ origin: 'http://evil.test' })).json).toMatchObject({ code: 'origin_refused' });
  expect((await send({ origin: 'http://box.test:8430' })).json).toMatchObject({ code: 'origin_refused' });
  expect((await send({ origin: 'http://box.test:8420', 'sec-fetch-site': 'cross-site' })).json).toMatchObject({
    code: 'origin_refused',
  });
  expect((await send({ origin: 'http://box.test:8420', 'sec-fetch-site': 'same-origin' })).status).toBe(201);
  // A read changes nothing, and a stranger's page cannot see its answer.
  expect((await http.call('GET', '/v1/me', { headers: { cookie } })).status).toBe(200);
});

test('a correlation id of the caller is kept, one that is odd is not', async () => {
  const kept = await http.call('GET', '/v1/me', { headers: { 'x-correlation-id': 'till-7:press-42' } });
  expect(kept.json).toMatchObject({ correlationId: 'till-7:press-42' });
  const odd = await http.call('GET', '/v1/me', { headers: { 'x-correlation-id': 'a b<script>' } });
  expect(odd.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/u);
});

test('odd requests never bring it down and never are a fault of ours', async () => {
  const odd = [
    'GET /v1/me HTTP/1.1\r\nHost: ../../etc\r\nConnection: close\r\n\r\n',
    'GET http://elsewhere/v1/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'GET //evil.test/%2e%2e HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'GET /pos/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'GET /pos/..%2f..%2fpackage.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'GET /v1/orders?limit=0&limit=9 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n',
    'POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    `GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'y'.repeat(40_000)}\r\n\r\n`,
    'NONSENSE\r\n\r\n',
    'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /v1/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'GET /v1/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \r\nConnection: close\r\n\r\n',
    `GET /v1/me HTTP/1.1\r\nHost: x\r\nCookie: ${'passbell_device=;'.repeat(500)}\r\nConnection: close\r\n\r\n`,
  ];
  for (const request of odd) {
    const answer = await http.raw(request);
    expect(answer, request.slice(0, 60)).toMatch(/^HTTP\/1\.1 [234]/u);
    expect(answer).not.toMatch(/HTTP\/1\.1 5/u);
  }
  expect((await http.call('GET', '/healthz')).status).toBe(200);
  expect(http.log.filter((line) => Number(line.level) >= 50)).toEqual([]);
});

test('no answer tells what it runs on, and no log line holds a secret', async () => {
  const answer = await orders({ body: { guestName: 'Ursula Undercover', lines: [burger] } });
  expect(answer.headers['x-powered-by']).toBeUndefined();
  expect(answer.headers.server).toBeUndefined();
  const text = JSON.stringify(http.log);
  for (const secret of [http.tokens.pos, session, 'Ursula Undercover', '"1234"']) expect(text).not.toContain(secret);
  expect(http.log.some((line) => line.operation === 'placeOrder' && line.status === 201)).toBe(true);
});

import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createBrowserPorts } from '../src/browser-ports.ts';
import { createEdgeHttp, type HttpLimits } from '../src/edge-http.ts';
import { type Heard, sendJson, sendProblem, startHttpEdge } from './http-edge.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function start(answer: Parameters<typeof startHttpEdge>[0], limits: Partial<HttpLimits> = {}) {
  const edge = await startHttpEdge(answer);
  closers.push(edge.close);
  const http = createEdgeHttp({
    ...createBrowserPorts(),
    baseUrl: () => edge.url,
    token: () => 'device-token',
    session: () => 'ana-session',
    fetch,
    limits: { baseBackoffMs: 1, maxBackoffMs: 20, ...limits },
  });
  return { edge, http };
}
const number = z.strictObject({ n: z.int() });

test('a read carries device and person, and gives what the schema reads', async () => {
  const { edge, http } = await start((_heard, response) => sendJson(response, 200, { n: 7 }));
  expect(await http.get('/v1/thing', number)).toEqual({ ok: true, value: { n: 7 } });
  expect(edge.heard[0]?.headers).toMatchObject({
    authorization: 'Bearer device-token',
    'x-passbell-session': 'ana-session',
  });
});

test('a change carries its key and its JSON', async () => {
  const { edge, http } = await start((_heard, response) => sendJson(response, 201, { n: 1 }));
  await http.post('/v1/thing', { a: 'ü' }, 'key-1', number);
  expect(edge.heard[0]).toMatchObject({ method: 'POST', path: '/v1/thing', body: '{"a":"ü"}' });
  expect(edge.heard[0]?.headers).toMatchObject({ 'idempotency-key': 'key-1', 'content-type': 'application/json' });
});

test('a problem document becomes an error with its code, parameters and correlation id, and is not repeated', async () => {
  const { edge, http } = await start((_heard, response) =>
    sendProblem(response, 409, 'sold_out', { items: ['steak'] }),
  );
  expect(await http.post('/v1/x', {}, 'k', number)).toEqual({
    ok: false,
    error: { code: 'sold_out', params: { items: ['steak'] }, status: 409, correlationId: 'corr-1' },
  });
  expect(edge.heard).toHaveLength(1);
});

test('a lockout is told at once, not tried again', async () => {
  const { edge, http } = await start((_heard, response) =>
    sendProblem(response, 429, 'locked_out', { retryAfterMs: 60_000 }),
  );
  expect(await http.post('/v1/sign-in', {}, 'k', number)).toMatchObject({ error: { code: 'locked_out' } });
  expect(edge.heard).toHaveLength(1);
});

test('a busy house is asked three times with the same key', async () => {
  let asked = 0;
  const { edge, http } = await start((_heard, response) => {
    asked += 1;
    if (asked < 3) sendProblem(response, 503, 'overloaded', { retryAfterMs: 1 });
    else sendJson(response, 200, { n: asked });
  });
  expect(await http.post('/v1/x', {}, 'k', number)).toEqual({ ok: true, value: { n: 3 } });
  expect(new Set(edge.heard.map(({ headers }) => headers['idempotency-key']))).toEqual(new Set(['k']));
});

test('a change without a key is never repeated', async () => {
  const { edge, http } = await start((_heard, response) => response.destroy());
  expect(await http.request({ method: 'POST', path: '/v1/x', body: {} })).toMatchObject({
    error: { code: 'edge_unreachable' },
  });
  expect(edge.heard).toHaveLength(1);
});

test('an answer that never comes ends at the time limit', async () => {
  const { edge, http } = await start(() => undefined, { timeoutMs: 30, attempts: 2 });
  const answer = await http.get('/v1/slow', number);
  expect(answer).toEqual({
    ok: false,
    error: { code: 'edge_unreachable', params: {}, status: null, correlationId: null },
  });
  expect(edge.heard).toHaveLength(2);
});

test('a body that never ends is cut at the time limit too', async () => {
  const { http } = await start((_heard, response) => response.writeHead(200).write('{"n":'), {
    timeoutMs: 30,
    attempts: 1,
  });
  expect(await http.get('/v1/slow', number)).toMatchObject({ error: { code: 'edge_unreachable' } });
});

test('nobody there is `edge_unreachable`', async () => {
  const { edge, http } = await start(() => undefined);
  await edge.close();
  expect(await http.get('/v1/x', number)).toMatchObject({ error: { code: 'edge_unreachable' } });
});

test.each([
  ['a captive portal', 200, '<html>', 'text/html'],
  ['another shape', 200, '{"m":1}', 'application/json'],
  ['an error that is no problem document', 502, '{"oops":1}', 'application/json'],
  ['a code nobody knows', 400, '{"code":"xyz"}', 'application/problem+json'],
])('%s is `edge_answer_invalid`', async (_name, status, body, type) => {
  const { http } = await start((_heard: Heard, response) => {
    response.writeHead(status, { 'Content-Type': type, 'X-Correlation-Id': 'c' });
    response.end(body);
  });
  expect(await http.get('/v1/x', number)).toMatchObject({ ok: false, error: { code: 'edge_answer_invalid', status } });
});

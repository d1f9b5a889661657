import { expect, test } from 'vitest';
import { bridgeOf, openShell } from './open-shell.ts';

test('the page and its files come with their type and the policy', async () => {
  const { get } = await openShell();
  const page = await get('/');
  expect([page.status, page.headers.get('Content-Type'), await page.text()]).toEqual([
    200,
    'text/html; charset=utf-8',
    '<!doctype html><title>till</title>',
  ]);
  const policy = page.headers.get('Content-Security-Policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("connect-src 'self' ws://127.0.0.1:8420;");
  expect(policy).not.toContain('unsafe-eval');
  expect(policy).not.toMatch(/ (ws|wss|http|https|\*):? /u);
  const script = await get('/assets/index-D3x_9.js');
  expect([script.status, script.headers.get('Content-Type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  expect(script.headers.get('X-Content-Type-Options')).toBe('nosniff');
});

test('an address of the page itself gives the page; a file that is not there is 404', async () => {
  const { get } = await openShell();
  expect(await (await get('/checks/42?tab=open')).text()).toContain('till');
  expect((await get('/assets/none.js')).status).toBe(404);
});

test.each([
  '/../secret.json',
  '/..%2fsecret.json',
  '/%2e%2e/secret.json',
  '/%2e%2e%2fsecret.json',
  '/assets/..%5c..%5csecret.json',
  '/assets/%252e%252e/secret.json',
  '/link.json',
  '/%00secret.json',
  '/C:%5csecret.json',
  '/assets//../../secret.json',
  '/.env.json',
  '/%E0%A4%A.json',
])('%s reads nothing outside the page', async (path) => {
  const { get } = await openShell();
  const answer = await get(path);
  expect(answer.status).toBe(404);
  expect(await answer.text()).not.toContain('secret');
});

test('another host of the scheme gets nothing, and files are only read', async () => {
  const { get } = await openShell();
  expect((await get('app://other/')).status).toBe(404);
  expect((await get('/', { method: 'POST' })).status).toBe(405);
  const head = await get('/', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('what goes to the edge is passed on: method, path, body and known headers, no cookies', async () => {
  const { electron, get } = await openShell();
  electron.fetchAnswer = () =>
    Promise.resolve(
      new Response('{"n":1}', {
        status: 201,
        headers: { 'Content-Type': 'application/json', ETag: '"x"', 'Set-Cookie': 'a=b', 'X-Correlation-Id': 'c1' },
      }),
    );
  const answer = await get('/v1/orders?x=1', {
    method: 'POST',
    body: '{"a":1}',
    headers: { Authorization: 'Bearer t', 'Idempotency-Key': 'k', Origin: 'app://screen', 'X-Other': 'no' },
  });
  expect([answer.status, await answer.text()]).toEqual([201, '{"n":1}']);
  expect([
    answer.headers.get('ETag'),
    answer.headers.get('X-Correlation-Id'),
    answer.headers.get('Set-Cookie'),
  ]).toEqual(['"x"', 'c1', null]);
  const [sent] = electron.fetched;
  expect(sent?.url).toBe('http://127.0.0.1:8420/v1/orders?x=1');
  expect(sent?.init).toMatchObject({
    method: 'POST',
    credentials: 'omit',
    redirect: 'error',
    headers: { authorization: 'Bearer t', 'idempotency-key': 'k' },
  });
  expect(Object.keys(sent?.init.headers ?? {})).not.toContain('x-other');
  expect(new TextDecoder().decode(sent?.init.body as ArrayBuffer)).toBe('{"a":1}');
});

test('a 304 passes without a body', async () => {
  const { electron, get } = await openShell();
  electron.fetchAnswer = () => Promise.resolve(new Response(null, { status: 304, headers: { ETag: '"x"' } }));
  const answer = await get('/v1/menu', { headers: { 'If-None-Match': '"x"' } });
  expect([answer.status, answer.headers.get('ETag')]).toEqual([304, '"x"']);
  expect(electron.fetched[0]?.init).toMatchObject({ headers: { 'if-none-match': '"x"' }, body: null });
});

test('without a paired edge a request fails as it does without a network', async () => {
  const { electron, get } = await openShell({ defaultEdgeUrl: null });
  expect((await get('/v1/menu')).type).toBe('error');
  expect(electron.fetched).toEqual([]);
});

test('a path cannot lead a request to another machine', async () => {
  const { electron, get } = await openShell();
  await get('/v1/@evil.example/x');
  expect(new URL(electron.fetched[0]?.url ?? '').host).toBe('127.0.0.1:8420');
});

test('when the edge moves, the page loads anew with a policy that names the new one', async () => {
  const { electron, get } = await openShell();
  const bridge = bridgeOf(electron);
  await bridge['settings.write']({ deviceToken: 'token' });
  expect(electron.windows[0]?.contents.reloads).toBe(0);
  await bridge['settings.write']({ edgeUrl: 'https://box.local' });
  expect(electron.windows[0]?.contents.reloads).toBe(1);
  expect((await get('/')).headers.get('Content-Security-Policy')).toContain("connect-src 'self' wss://box.local;");
});

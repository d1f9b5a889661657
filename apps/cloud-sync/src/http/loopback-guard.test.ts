import { expect, test } from 'vitest';
import { isFromThisMachine } from './loopback-guard.ts';

const browser = { remoteAddress: '127.0.0.1', headers: { host: 'localhost:8430', 'sec-fetch-site': 'none' } };

test.each([
  ['127.0.0.1', 'localhost:8430'],
  ['127.1.2.3', '127.0.0.1:8430'],
  ['::1', '[::1]:8430'],
  ['::ffff:127.0.0.1', 'LOCALHOST'],
])('%s asking %s is this machine', (remoteAddress, host) => {
  expect(isFromThisMachine({ remoteAddress, headers: { host } })).toBe(true);
});

test.each([
  ['another machine', { ...browser, remoteAddress: '192.168.1.9' }],
  ['an address that only looks like loopback', { ...browser, remoteAddress: '::ffff:10.127.0.1' }],
  ['no address', { ...browser, remoteAddress: undefined }],
  ['a name that resolves to loopback', { ...browser, headers: { host: 'rebind.example:8430' } }],
  ['a name that starts like localhost', { ...browser, headers: { host: 'localhost.example' } }],
  ['no host', { ...browser, headers: {} }],
  ['a proxy in front', { ...browser, headers: { ...browser.headers, 'x-forwarded-for': '1.2.3.4' } }],
  ['a standard proxy in front', { ...browser, headers: { ...browser.headers, forwarded: 'for=1.2.3.4' } }],
  ['a script of another site', { ...browser, headers: { ...browser.headers, origin: 'https://evil.example' } }],
  [
    'an image on another site',
    { ...browser, headers: { host: 'localhost:8430', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' } },
  ],
  [
    'a frame of another site',
    {
      ...browser,
      headers: {
        host: 'localhost:8430',
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'iframe',
      },
    },
  ],
  [
    'another port of this machine, by script',
    { ...browser, headers: { host: 'localhost:8430', origin: 'http://localhost:8420' } },
  ],
])('%s is not', (_name, request) => {
  expect(isFromThisMachine(request)).toBe(false);
});

test('following a link to the page is fine', () => {
  const headers = {
    host: 'localhost:8430',
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
  };
  expect(isFromThisMachine({ remoteAddress: '127.0.0.1', headers })).toBe(true);
});

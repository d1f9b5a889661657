import { expect, test } from 'vitest';
import { edgeAddresses, originOf } from './edge-addresses.ts';

test('what a person entered comes first, then where the edge was, then the page, then what was heard; each once', () => {
  const hints = {
    manual: '10.0.0.9:8420',
    lastKnown: 'http://10.0.0.5:8420',
    pageOrigin: 'http://10.0.0.5:8420/pos',
    discovered: ['http://box.local:8420', 'http://10.0.0.9:8420', 'nonsense://x'],
  };
  expect(edgeAddresses(hints)).toEqual(['http://10.0.0.9:8420', 'http://10.0.0.5:8420', 'http://box.local:8420']);
  expect(edgeAddresses({ manual: null, lastKnown: null, pageOrigin: null, discovered: [] })).toEqual([]);
});

test.each([
  ['box.local', 'http://box.local'],
  [' 10.0.0.5:8420 ', 'http://10.0.0.5:8420'],
  ['https://box.local:443/kds?x=1', 'https://box.local'],
  ['[fe80::1]:8420', 'http://[fe80::1]:8420'],
  ['', null],
  ['app://pos', null],
  ['javascript:alert(1)', null],
  ['http://', null],
])('%j is the origin %j', (text, origin) => {
  expect(originOf(text)).toBe(origin);
});

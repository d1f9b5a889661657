import { COMMANDS } from '@passbell/core/wire/command-registry';
import { expect, test } from 'vitest';
import { storageRefusal } from './storage-rules.ts';

const names = Object.keys(COMMANDS);

test.each(['ample', 'scarce', 'low'] as const)('while the disk is %s, everything is done', (level) => {
  expect(names.filter((name) => storageRefusal(name, { level, freeBytes: 1 }) !== null)).toEqual([]);
});

test('on a full disk nothing is begun, and whatever ends what was begun is done', () => {
  const refused = names.filter((name) => storageRefusal(name, { level: 'critical', freeBytes: 1 }) !== null);
  expect(refused.sort()).toEqual([
    'activateMenu',
    'addDevice',
    'addLines',
    'addStaff',
    'configureLocation',
    'countStock',
    'openOrder',
    'placeOrder',
    'receiveStock',
  ]);
});

test('the refusal says how much room is left', () => {
  const error = storageRefusal('placeOrder', { level: 'critical', freeBytes: 5 });
  expect(error).toEqual({ code: 'storage_full', params: { freeBytes: 5 } });
});

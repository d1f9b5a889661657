import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTempDir } from '../../test/journal-fixture.ts';
import { loadKeyring } from './keyring.ts';

let temp: ReturnType<typeof makeTempDir>;
beforeEach(() => {
  temp = makeTempDir();
});
afterEach(() => temp.remove());

test('keys are made once and found again', () => {
  const made = loadKeyring(temp.dir);
  const found = loadKeyring(temp.dir, { bytes: () => new Uint8Array(32) });
  expect(found).toEqual(made);
  expect(made.masterKey).toHaveLength(32);
  expect(made.fingerprintSecret).toHaveLength(32);
  expect(Buffer.compare(made.masterKey, made.fingerprintSecret)).not.toBe(0);
});

test('key files can be read by their owner alone, also when somebody had opened them up', () => {
  loadKeyring(temp.dir);
  expect(readdirSync(temp.dir).sort()).toEqual(['fingerprint.key', 'master.key']);
  chmodSync(join(temp.dir, 'master.key'), 0o644);
  loadKeyring(temp.dir);
  for (const name of readdirSync(temp.dir)) expect(statSync(join(temp.dir, name)).mode & 0o777, name).toBe(0o600);
});

test('a key of the wrong length is refused instead of used or replaced', () => {
  writeFileSync(join(temp.dir, 'master.key'), 'short');
  expect(() => loadKeyring(temp.dir)).toThrow('holds 5 bytes instead of 32');
  expect(statSync(join(temp.dir, 'master.key')).size).toBe(5);
});

test('what an interrupted start left half written is not taken for a key', () => {
  writeFileSync(join(temp.dir, `master.key.${process.pid}.partial`), 'half');
  expect(loadKeyring(temp.dir).masterKey).toHaveLength(32);
  expect(readdirSync(temp.dir).sort()).toEqual(['fingerprint.key', 'master.key']);
});

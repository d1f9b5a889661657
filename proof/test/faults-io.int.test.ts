import { expect, test } from 'vitest';
import { FAILED_COMMIT_IS_NO_COMMIT, OUTCOME_CALLED_FAILED } from '../src/faults/canaries.ts';
import { exitOnFault } from '../src/faults/exit-on-fault.ts';
import { failFiles } from '../src/faults/io-faults.ts';

const TIMEOUT_MS = 120_000;
/** A script short enough to fail many of its operations in a few seconds. */
const SHORT = { seed: 2, commands: 12 };

test('whatever file operation fails, in whatever way, every promise is kept', { timeout: TIMEOUT_MS }, async () => {
  const found = await failFiles({ ...SHORT, stride: 23 });
  expect(found.faults).toEqual([]);
  expect(found.fired).toBeGreaterThan(50);
  expect(found.stopped).toBeGreaterThan(20);
  expect(found.unknown).toBeGreaterThan(0);
});

test('the harness sees that something which happened was called failed', { timeout: TIMEOUT_MS }, async () => {
  const found = await failFiles({ ...SHORT, stride: 5, kinds: ['io_error'], patches: OUTCOME_CALLED_FAILED });
  expect(found.faults.join('\n')).toMatch(/happened, and was answered SqliteError/u);
});

test('the harness sees a journal that goes on after a COMMIT that threw', { timeout: TIMEOUT_MS }, async () => {
  const found = await failFiles({ ...SHORT, stride: 11, kinds: ['io_error'], patches: FAILED_COMMIT_IS_NO_COMMIT });
  expect(found.faults).not.toEqual([]);
});

test('the real edge ends with 70 when a write fails, and keeps its word at the next start', {
  timeout: TIMEOUT_MS,
}, async () => {
  const found = await exitOnFault('io_error', 3);
  expect(found.faults).toEqual([]);
  expect(found).toMatchObject({ exitCode: 70 });
  expect(found.acknowledged).toBeGreaterThan(0);
});

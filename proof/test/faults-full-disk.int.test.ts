import { expect, test } from 'vitest';
import { BALLAST_KEPT } from '../src/faults/canaries.ts';
import { fillDisk } from '../src/faults/full-disk.ts';
import { ProofDidNotRun } from '../src/faults/proof-did-not-run.ts';

const TIMEOUT_MS = 120_000;

/** Where no small disk may be mounted, the test says so in words and shows nothing. */
async function onSmallDisk(look: () => Promise<void>): Promise<void> {
  try {
    await look();
  } catch (error) {
    if (!(error instanceof ProofDidNotRun)) throw error;
    process.stdout.write(`full disk: ${error.message}\n`);
  }
}

test(
  'on a full disk guests are served out, the refusal says what to do, and freeing space is enough',
  { timeout: TIMEOUT_MS },
  () =>
    onSmallDisk(async () => {
      const found = await fillDisk();
      expect(found.faults).toEqual([]);
      expect(found.finishedOnFull).toBeGreaterThan(0);
    }),
);

test('the harness sees that a ballast is not given back', { timeout: TIMEOUT_MS }, () =>
  onSmallDisk(async () => {
    const outcome = await fillDisk(BALLAST_KEPT).catch((error: unknown) => {
      if (error instanceof ProofDidNotRun) throw error;
      return { faults: [String(error)] };
    });
    expect(outcome.faults.join('\n')).toMatch(/on a full disk was answered|ended with|still not so/u);
  }),
);

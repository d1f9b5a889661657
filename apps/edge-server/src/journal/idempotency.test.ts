import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestJournal, type TestJournal } from '../../test/journal-fixture.ts';
import { decideAsTold, event, movementImage, told } from '../../test/told-decisions.ts';

let t: TestJournal;
let decided = 0;
beforeEach(() => {
  decided = 0;
  t = openTestJournal({
    decide: (envelope, tx, context) => {
      decided += 1;
      return decideAsTold(envelope, tx, context);
    },
  });
});
afterEach(() => t.dispose());

const onHand = () =>
  t.journal.read((tx) => tx.rows<{ onHand: number }>('stock_levels', {}).map((level) => level.onHand));

test('ten concurrent submits of one intent have one effect and one answer', async () => {
  const command = told({ events: [event('received', [movementImage('m1', 'bun', 5)])], result: { at: 'once' } });
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => t.journal.submit(command)));
  const answer = { status: 'committed', result: { at: 'once' }, epoch: 1, seq: 2 };
  expect(outcomes).toEqual(outcomes.map((_, at) => ({ ...answer, duplicate: at > 0 })));
  expect({ decided, onHand: onHand(), seq: t.journal.head().seq }).toEqual({ decided: 1, onHand: [5], seq: 2 });
});

test('a retry after the answer, after others, and after a restart has the first answer', async () => {
  const command = told({ events: [event('received', [movementImage('m1', 'bun', 5)])], result: [1, 'two', null] });
  const first = await t.journal.submit(command);
  await t.journal.submit(told({ events: [event('received', [movementImage('m2', 'bun', 5)])] }));
  expect(await t.journal.submit(command)).toEqual({ ...first, duplicate: true });
  const again = await t.reopen();
  expect(await again.submit(command)).toEqual({ ...first, duplicate: true });
  expect(onHand()).toEqual([10]);
});

test('the same key for something else is refused, and changes neither the first answer nor anything', async () => {
  const first = told({ events: [event('received', [movementImage('m1', 'bun', 5)])] });
  const other = told({ events: [event('received', [movementImage('m2', 'bun', 5)])] }, { key: first.key });
  expect(other.fingerprint).not.toBe(first.fingerprint);
  const [a, b, c] = await Promise.all([first, other, first].map((command) => t.journal.submit(command)));
  expect([a?.status, b?.status, c?.status]).toEqual(['committed', 'key_reused', 'committed']);
  expect(onHand()).toEqual([5]);
});

test('a refused intent stays refused under its key, even when it would be accepted by now', async () => {
  const command = told({ refuse: true });
  await t.journal.submit(command);
  expect(await t.journal.submit(command)).toMatchObject({ status: 'refused', duplicate: true });
  expect(decided).toBe(1);
});

test('duplicates of a command that broke are decided anew, each by itself', async () => {
  const command = told({ fault: 'broken' });
  const results = await Promise.allSettled([t.journal.submit(command), t.journal.submit(command)]);
  expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
  expect(decided).toBe(2);
});

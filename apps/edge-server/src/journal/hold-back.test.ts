import { domainError } from '@passbell/core/errors/domain-error';
import { afterEach, expect, test } from 'vitest';
import { openTestJournal, type TestJournal } from '../../test/journal-fixture.ts';
import { decideAsTold, event, orderImage, told } from '../../test/told-decisions.ts';

const opened: TestJournal[] = [];
afterEach(async () => {
  for (const t of opened.splice(0)) await t.dispose();
});

const full = domainError('storage_full', { freeBytes: 1 });
const order = (id: string) => told({ events: [event('a', [orderImage(id)])] });

/** A journal that holds everything back while `disk.isFull`. */
function openHeld() {
  const disk = { isFull: false };
  const asked: string[] = [];
  const t = openTestJournal({
    decide: decideAsTold,
    holdBack: ({ key }) => {
      asked.push(key);
      return disk.isFull ? full : null;
    },
  });
  opened.push(t);
  return { journal: t.journal, disk, asked };
}

test('what is held back leaves no trace, and the same key is taken up later', async () => {
  const { journal, disk } = openHeld();
  disk.isFull = true;
  const command = order('o1');
  const before = journal.head();
  expect(await journal.submit(command)).toEqual({ status: 'refused', error: full, duplicate: false });
  expect(journal.head()).toEqual(before);
  expect(journal.read((tx) => tx.row('commands', [command.key]))).toBeUndefined();
  disk.isFull = false;
  expect(await journal.submit(command)).toMatchObject({ status: 'committed', duplicate: false });
});

test('a command that was done before hears its answer, whatever is held back by now', async () => {
  const { journal, disk, asked } = openHeld();
  const command = order('o1');
  const first = await journal.submit(command);
  disk.isFull = true;
  expect(await journal.submit(command)).toEqual({ ...first, duplicate: true });
  expect(asked).toEqual([command.key]);
});

test('those beside it in one batch are not held back with it', async () => {
  const t = openTestJournal({ decide: decideAsTold, holdBack: ({ key }) => (key === held.key ? full : null) });
  opened.push(t);
  const held = order('held');
  const [one, two, three] = await Promise.all([order('o1'), held, order('o2')].map((each) => t.journal.submit(each)));
  expect([one?.status, two?.status, three?.status]).toEqual(['committed', 'refused', 'committed']);
});

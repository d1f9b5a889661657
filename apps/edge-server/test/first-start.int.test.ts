import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { journalFileIn, openEdgeServices } from '../src/edge-services.ts';
import { createSystemPorts } from '../src/system-ports.ts';
import { makeTempDir } from './journal-fixture.ts';

/** A file whose first start was cut off by the power: not in WAL mode yet, with a rollback journal beside it. */
function leaveBehind(dir: string): void {
  const begun = join(dir, 'begun.sqlite');
  const db = new Sqlite(begun);
  db.exec('CREATE TABLE before (a)');
  // The smallest cache spills pages into the file before COMMIT, so that the journal is really needed.
  db.exec('PRAGMA cache_size = 1; BEGIN; CREATE TABLE during (a)');
  db.exec(
    'INSERT INTO during SELECT hex(randomblob(2000)) FROM (VALUES (1),(2),(3),(4),(5),(6),(7),(8)) a, (VALUES (1),(2),(3),(4)) b',
  );
  copyFileSync(begun, journalFileIn(dir));
  copyFileSync(`${begun}-journal`, `${journalFileIn(dir)}-journal`);
  db.close();
}

test('a first start that was cut short is begun again', async () => {
  const { dir, remove } = makeTempDir();
  try {
    leaveBehind(dir);
    const { journal } = openEdgeServices({
      config: { dataDir: dir, orgId: null, locationId: null },
      ports: createSystemPorts(),
      onFatal: () => undefined,
    });
    expect(journal.head().seq).toBe(1);
    expect(journal.identity()).toMatchObject({ orgId: 'org-local', locationId: 'loc-local' });
    await journal.close();
  } finally {
    remove();
  }
});

import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { createIdSource } from '@passbell/core/kernel/ids';
import { createEventWriter } from '@passbell/edge-server/journal/event-writer';
import { openWriter } from '@passbell/edge-server/journal/open-database';
import { createSealer } from '@passbell/edge-server/journal/sealer';
import { createStatementCache } from '@passbell/edge-server/journal/statement-cache';
import type { SeededRandom } from '@passbell/testkit/seeded-random';
import { SIM_KEYRING } from './edge-template.ts';
import type { SimMachine } from './sim-machine.ts';
import { SIM_TENANT } from './sim-people.ts';

/** Where the copy of a journal lies. */
export function backupOf(file: string): string {
  return `${file}.backup`;
}

/**
 * Puts the copy of a journal back and begins the next epoch, which is how everybody learns that numbers past the copy
 * mean something else now. False when there is no copy.
 */
export function restoreJournal(file: string, machine: SimMachine, random: SeededRandom): boolean {
  if (!existsSync(backupOf(file))) return false;
  for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
  copyFileSync(backupOf(file), file);
  const db = openWriter(file);
  const statements = createStatementCache(db);
  const { clock } = machine;
  const sealer = createSealer(statements, { keyring: SIM_KEYRING, random, clock });
  const writer = createEventWriter({ statements, tenant: SIM_TENANT, sealer, ids: createIdSource(clock, random) });
  db.transaction(() => {
    // No command of a device: numbers and hashes go on from the copy's end.
    writer.beginEpoch();
    const { epoch } = writer.head();
    const origin = { occurredMs: clock.nowMs(), actor: null, device: 'restore', commandKey: `epoch-${epoch}` };
    writer.append(origin, [{ type: 'epoch.started', ver: 1, entity: 'epoch', entityId: String(epoch), rows: [] }]);
  })();
  db.close();
  return true;
}

import { canonicalJson, type Json } from '@passbell/core/kernel/canonical-json';
import { openReader } from '@passbell/edge-server/journal/open-database';
import { replayJournal } from '@passbell/edge-server/journal/replay-journal';
import { verifyJournal } from '@passbell/edge-server/journal/verify-journal';
import type { Acknowledged } from './busy-evening.ts';
import { type FolderHouse, openFolderHouse } from './folder-house.ts';

/** What a recovered folder failed at: an acknowledged command that is gone, or a journal that is not whole. */
export interface RecoveryFault {
  readonly kind: 'lost' | 'broken';
  readonly detail: string;
}

/** How thoroughly a recovered folder is looked at: `deep` also replays the rows and sends old and new commands. */
export interface RecoveryCheck {
  readonly acknowledged: readonly Acknowledged[];
  readonly deep: boolean;
}

const RESENT = 5;

function message(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Whether two answers are the same but for the mark that the later one was remembered. */
export function isSameAnswer(first: Acknowledged['outcome'], again: Acknowledged['outcome']): boolean {
  const bare = ({ duplicate: _, ...rest }: Acknowledged['outcome']) => canonicalJson(rest as unknown as Json); // Came as JSON.
  return bare(first) === bare(again);
}

/** Faults that the file itself shows. Works beside a running writer. */
export function faultsOfFile(file: string, acknowledgedKeys: Iterable<string>, withReplay: boolean): RecoveryFault[] {
  const db = openReader(file);
  try {
    const faults: RecoveryFault[] = [];
    const integrity = db.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') faults.push({ kind: 'broken', detail: `integrity_check: ${String(integrity)}` });
    const chain = verifyJournal(db);
    if (!chain.ok) faults.push({ kind: 'broken', detail: `the chain breaks: ${JSON.stringify(chain)}` });
    const keys = new Set(db.prepare('SELECT key FROM commands').pluck().all());
    const missing = [...acknowledgedKeys].filter((key) => !keys.has(key));
    if (missing.length > 0)
      faults.push({ kind: 'lost', detail: `${missing.length} acknowledged commands are gone: ${missing[0]}` });
    const doubled = db
      .prepare('SELECT commandKey FROM events GROUP BY commandKey HAVING count(DISTINCT txn) > 1 LIMIT 1')
      .pluck()
      .get();
    if (doubled !== undefined) faults.push({ kind: 'broken', detail: `${String(doubled)} happened twice` });
    if (withReplay) {
      const replay = replayJournal(db, { maxDifferences: 3 });
      if (!replay.ok) faults.push({ kind: 'broken', detail: `replay gives other rows: ${JSON.stringify(replay)}` });
    }
    return faults;
  } finally {
    db.close();
  }
}

async function resend(house: FolderHouse, acknowledged: readonly Acknowledged[]): Promise<RecoveryFault[]> {
  const faults: RecoveryFault[] = [];
  for (const { command, outcome } of acknowledged) {
    const again = await house.send(command);
    if (again.duplicate && isSameAnswer(outcome, again)) continue;
    faults.push({ kind: 'lost', detail: `${command.name} ${command.key} now answers ${JSON.stringify(again)}` });
  }
  return faults;
}

/** Opens a folder as the edge server does at its start and holds it to what was acknowledged. */
export async function checkRecovery(dir: string, { acknowledged, deep }: RecoveryCheck): Promise<RecoveryFault[]> {
  let house: FolderHouse;
  try {
    house = openFolderHouse(dir, 99);
  } catch (error) {
    return [{ kind: 'broken', detail: `it does not open: ${message(error)}` }];
  }
  try {
    const keys = acknowledged.map(({ command }) => command.key);
    const faults = faultsOfFile(house.services.journalFile, keys, deep);
    if (deep && faults.length === 0) faults.push(...(await resend(house, acknowledged.slice(-RESENT))));
    return faults;
  } catch (error) {
    return [{ kind: 'broken', detail: message(error) }];
  } finally {
    await house.services.journal.close().catch(() => undefined);
  }
}

import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { journalFileIn } from '@passbell/edge-server/edge-services';
import { createSeededRandom } from '@passbell/testkit/seeded-random';
import { httpCaller } from '../restaurant/http-caller.ts';
import { buildShim } from './build-shim.ts';
import { faultsOfFile } from './check-recovery.ts';
import { createFaultControl, type FaultKind } from './fault-control.ts';
import { furnishTills, type Till } from './furnish-tills.ts';
import { KillClient } from './kill-client.ts';
import { startRealEdge } from './real-edge.ts';

const CLIENTS = 4;
/** EX_SOFTWARE: the edge's word for "my disk failed me, start me again". */
const FATAL_EXIT = 70;

/** What happened to the real program when a file operation under it failed. */
export interface ExitFindings {
  readonly exitCode: number | null;
  /** The operation that failed. */
  readonly operation: string | null;
  readonly acknowledged: number;
  readonly faults: readonly string[];
}

/**
 * Fails one file operation under the real edge while clients are at work: it must end with 70 without answering what it
 * does not know, and the next start must hold to everything that was answered.
 */
export async function exitOnFault(
  kind: Extract<FaultKind, 'io_error' | 'no_space' | 'short_write'>,
  seed: number,
): Promise<ExitFindings> {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'passbell-exit-')));
  try {
    const home = join(dir, 'home');
    const tills = await furnishTills(home, CLIENTS);
    mkdirSync(join(dir, 'clients'));
    const random = createSeededRandom(seed);
    const clients = tills.map((_, at) => new KillClient(random.fork(), join(dir, 'clients', `${at}.jsonl`)));
    const controlFile = join(dir, 'control');
    const control = createFaultControl(controlFile);
    const shim = { library: buildShim(dir), dir: join(home, 'edge'), control: controlFile };
    const edge = await startRealEdge({ home, shim, env: { PASSBELL_DISK_BALLAST_MB: '0' } });
    let exitCode: number | null;
    try {
      await edge.ready;
      control.aim(kind, random.between(50, 400), 0);
      await Promise.all(clients.map((client, at) => client.work(callerOf(tills, at, edge.url))));
      exitCode = await edge.ended;
    } finally {
      await edge.kill();
    }
    const operation = control.firedAt();
    control.mend();
    const faults = await settle(home, tills, clients);
    if (exitCode !== FATAL_EXIT)
      faults.push(`it ended with ${exitCode} instead of ${FATAL_EXIT}: ${edge.complaints()}`);
    return { exitCode, operation, acknowledged: clients.reduce((sum, client) => sum + client.sworn.length, 0), faults };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function settle(home: string, tills: readonly Till[], clients: readonly KillClient[]): Promise<string[]> {
  const again = await startRealEdge({ home, env: { PASSBELL_DISK_BALLAST_MB: '0' } });
  try {
    await again.ready;
    await Promise.all(clients.map((client, at) => client.settle(callerOf(tills, at, again.url))));
    const keys = clients.flatMap((client) => client.sworn.map(({ key }) => key));
    const faults = faultsOfFile(journalFileIn(join(home, 'edge')), keys, true).map(({ detail }) => detail);
    return [...faults, ...clients.flatMap((client) => client.faults)];
  } finally {
    await again.stop();
  }
}

function callerOf(tills: readonly Till[], at: number, url: string) {
  const till = tills[at];
  if (!till) throw new Error(`no till ${at}`);
  return httpCaller(url, till.token, till.session);
}

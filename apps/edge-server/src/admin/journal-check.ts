import { Worker } from 'node:worker_threads';
import type { ReplayReport } from '../journal/replay-journal.ts';
import type { VerifyReport } from '../journal/verify-journal.ts';

export interface CheckReports {
  readonly verify: VerifyReport;
  readonly replay: ReplayReport;
}

/**
 * Walks the chain (`verify`) or rebuilds the rows (`replay`) of a journal file in a thread of its own, on a read-only
 * connection, so that orders do not wait for it.
 */
export function checkJournal<Kind extends keyof CheckReports>(kind: Kind, file: string): Promise<CheckReports[Kind]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./journal-check-worker.ts', import.meta.url), { workerData: { kind, file } });
    // The worker posts exactly the report of the kind it was asked for.
    worker.once('message', (report: CheckReports[Kind]) => resolve(report));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the journal check ended with code ${code} and no report`)));
  });
}

import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { openReader } from '../journal/open-database.ts';
import { replayJournal } from '../journal/replay-journal.ts';
import { verifyJournal } from '../journal/verify-journal.ts';

const { kind, file } = z.object({ kind: z.enum(['verify', 'replay']), file: z.string() }).parse(workerData);
const db = openReader(file);
try {
  parentPort?.postMessage(kind === 'verify' ? verifyJournal(db) : replayJournal(db));
} finally {
  db.close();
}

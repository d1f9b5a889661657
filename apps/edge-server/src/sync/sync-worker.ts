import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { must } from '@passbell/core/kernel/assert';
import { locationRow } from '@passbell/core/location/location-row';
import { openJournalReader } from '../journal/journal-reader.ts';
import { createSystemPorts } from '../system-ports.ts';
import { cursorFile } from './cursor-file.ts';
import { SyncEngine } from './sync-engine.ts';
import type { FromSyncWorker, SyncWorkerData, ToSyncWorker } from './sync-worker-messages.ts';
import { wsSyncSocket } from './ws-sync-socket.ts';

/**
 * The sync thread: its own event loop and its own read-only connection, so that neither a slow cloud nor the reading of
 * a month's backlog ever delays an order.
 */
const port = must(parentPort, 'this file is started as a worker thread');
const { file, url, token } = workerData as SyncWorkerData; // start-sync.ts gives exactly this.
const say = (message: FromSyncWorker) => port.postMessage(message);

const reader = openJournalReader(file);
const identity = reader.identity();
const engine = new SyncEngine({
  ...createSystemPorts(),
  identity,
  journal: {
    eventsAfter: (epoch, seq, limits) => reader.eventsAfter(epoch, seq, limits),
    head: () => reader.head(),
    location: () =>
      locationRow
        .nullable()
        .catch(null)
        .parse(reader.read((tx) => tx.row('locations', [identity.locationId]) ?? null)),
  },
  openSocket: wsSyncSocket(url, token),
  memory: cursorFile(join(dirname(file), 'sync-cursor.json')),
  onHealth: (health) => say({ type: 'health', health }),
  onNote: (note, details) => say({ type: 'note', note, details }),
});

port.on('message', (message: ToSyncWorker) => {
  if (message.type === 'wake') {
    engine.wake();
    return say({ type: 'woken' });
  }
  engine.stop();
  reader.close();
  say({ type: 'stopped' });
  port.close();
});
engine.start();

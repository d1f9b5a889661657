import type { SyncHealth } from './sync-health.ts';

/** What the sync thread is given at its start. */
export interface SyncWorkerData {
  /** The journal's file. */
  readonly file: string;
  readonly url: string;
  readonly token: string;
}

/** From the main thread. `wake`: something was committed; answered by `woken`, so that at most one waits. */
export type ToSyncWorker = { readonly type: 'wake' } | { readonly type: 'stop' };

export type FromSyncWorker =
  | { readonly type: 'woken' }
  | { readonly type: 'stopped' }
  | { readonly type: 'health'; readonly health: SyncHealth }
  | { readonly type: 'note'; readonly note: string; readonly details: Readonly<Record<string, string | number>> };

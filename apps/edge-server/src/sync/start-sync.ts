import { Worker } from 'node:worker_threads';
import type { Clock } from '@passbell/core/kernel/clock';
import { SECOND_MS } from '@passbell/core/kernel/durations';
import type { Cancel, Timers } from '@passbell/core/kernel/timers';
import type { Logger } from 'pino';
import type { SyncHealth } from './sync-health.ts';
import type { FromSyncWorker, SyncWorkerData, ToSyncWorker } from './sync-worker-messages.ts';

const RESTART_AFTER_MS = 5 * SECOND_MS;
const STOP_TIMEOUT_MS = 2 * SECOND_MS;
const MAX_HEAP_MB = 256;

export interface SyncOptions extends SyncWorkerData {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
  /** Told when it changes, at most four times a second. */
  readonly onHealth?: (health: SyncHealth) => void;
}

/** The sync thread as the main thread sees it. */
export interface Sync {
  /** Something was committed. Costs next to nothing and never waits: at most one wake-up is on its way. */
  wake(): void;
  health(): SyncHealth;
  /** Ends the thread; resolves when it is gone, after two seconds at most. */
  stop(): Promise<void>;
}

/**
 * Starts carrying the journal in `file` to the cloud at `url` (ws:// or wss://, ending in /v1/sync), in a thread of its
 * own, for ever. If the thread dies it is started again. The file must exist and have been opened by its writer before.
 */
export function startSync(options: SyncOptions): Sync {
  const { clock, timers, logger } = options;
  const data: SyncWorkerData = { file: options.file, url: options.url, token: options.token };
  let health: SyncHealth = { state: 'down', waiting: 0, catchUpTotal: null, downSinceMs: clock.nowMs(), refusal: null };
  let worker: Worker | null = null;
  let wake: 'none' | 'sent' | 'wanted' = 'none';
  let stopping = false;
  let cancelRestart: Cancel = () => undefined;

  function post(message: ToSyncWorker): void {
    worker?.postMessage(message);
  }

  function setHealth(next: SyncHealth): void {
    health = next;
    options.onHealth?.(next);
  }

  function hear(message: FromSyncWorker): void {
    if (message.type === 'health') setHealth(message.health);
    else if (message.type === 'note') logger.info(message.details, `sync ${message.note}`);
    else if (message.type === 'woken') woken();
  }

  function woken(): void {
    const again = wake === 'wanted';
    wake = 'none';
    if (again) wakeUp();
  }

  function wakeUp(): void {
    if (wake !== 'none') {
      wake = 'wanted';
      return;
    }
    wake = 'sent';
    post({ type: 'wake' });
  }

  function launch(): void {
    wake = 'none';
    const started = new Worker(new URL('./sync-worker.ts', import.meta.url), {
      name: 'sync',
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    worker = started;
    started.on('message', hear);
    started.on('error', (error) => logger.error({ err: error }, 'the sync thread failed'));
    started.once('exit', () => {
      worker = null;
      if (stopping) return;
      if (health.state !== 'down')
        setHealth({ ...health, state: 'down', catchUpTotal: null, downSinceMs: clock.nowMs() });
      cancelRestart = timers.after(RESTART_AFTER_MS, launch);
    });
  }

  launch();
  return {
    wake: wakeUp,
    health: () => health,
    stop: async () => {
      stopping = true;
      cancelRestart();
      const ending = worker;
      if (ending === null) return;
      const ended = new Promise<void>((resolve) => ending.once('exit', () => resolve()));
      const cancel = timers.after(STOP_TIMEOUT_MS, () => void ending.terminate());
      post({ type: 'stop' });
      await ended;
      cancel();
    },
  };
}

import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { WorldReport } from './run-world.ts';
import type { FromWorker, ToWorker, WorldOrder } from './sim-messages.ts';

export interface PoolOptions {
  readonly worlds: Iterable<WorldOrder>;
  readonly jobs: number;
  /** A bug to plant in every process. */
  readonly canary?: string;
  /** Told of each world; false ends the run. */
  readonly onReport: (report: WorldReport, cpuMs: number) => boolean;
}

const WORKER = join(import.meta.dirname, 'sim-worker.ts');
/** Worlds handed to a process at once: few, so that an end comes soon. */
const CHUNK = 4;
/** A world that takes longer than this goes round in circles. */
const WORLD_TIMEOUT_MS = 180_000;
/** A world needs a tenth of it. */
const MAX_HEAP_MB = 1_024;

/** What is reported of a world whose process died of it. */
function deadWorld(seed: number, detail: string): WorldReport {
  const violation = { invariant: 'the process lives', detail, atMs: 0 };
  const nothing = { digest: '', steps: 0, simulatedMs: 0, convergedMs: 0, delivered: 0, presses: 0, events: 0 };
  return { seed, violation, ...nothing, faults: {}, coverage: {} };
}

/** Worlds by the handful; what is given back comes first again. */
function createQueue(worlds: Iterable<WorldOrder>) {
  const queue = worlds[Symbol.iterator]();
  const left: WorldOrder[] = [];
  return {
    giveBack: (orders: readonly WorldOrder[]) => left.push(...orders),
    take: (): WorldOrder[] => {
      const taken = left.splice(0, CHUNK);
      while (taken.length < CHUNK) {
        const next = queue.next();
        if (next.done === true) break;
        taken.push(next.value);
      }
      return taken;
    },
  };
}

/** Runs worlds in processes of their own, as many at once as there are jobs. Rejects when a process fails to start. */
export async function runPool({ worlds, jobs, canary, onReport }: PoolOptions): Promise<void> {
  const queue = createQueue(worlds);
  const children = new Set<ChildProcess>();
  let isOver = false;
  const endAll = () => {
    isOver = true;
    for (const child of children) child.kill('SIGKILL');
  };
  const tell = (report: WorldReport, cpuMs: number) => {
    if (!isOver && !onReport(report, cpuMs)) endAll();
  };

  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = fork(WORKER, canary === undefined ? [] : [canary], {
        execArgv: [`--max-old-space-size=${MAX_HEAP_MB}`],
        stdio: ['ignore', 'inherit', isQuiet(canary), 'ipc'],
      });
      children.add(child);
      let chunk: WorldOrder[] = [];
      let watchdog: NodeJS.Timeout | undefined;
      const watch = () => {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => child.kill('SIGKILL'), WORLD_TIMEOUT_MS);
      };
      const next = () => {
        watch();
        chunk = isOver ? [] : queue.take();
        if (chunk.length === 0) child.disconnect();
        else child.send({ worlds: chunk } satisfies ToWorker);
      };
      child.on('message', (message: FromWorker) => {
        if (message.type === 'failed') return reject(new Error(message.reason));
        if (message.type !== 'report') return next();
        watch();
        chunk = chunk.slice(1);
        return tell(message.report, message.cpuMs);
      });
      child.on('error', reject);
      child.on('exit', (code, signal) => {
        clearTimeout(watchdog);
        children.delete(child);
        const [dead, ...rest] = chunk;
        if (code === 0 || isOver) return resolve();
        if (dead === undefined) return reject(new Error(`a process of the simulation ended with ${code ?? signal}`));
        tell(deadWorld(dead.seed, `its process ended with ${code ?? signal}`), 0);
        queue.giveBack(rest);
        return work().then(resolve, reject);
      });
    });
  try {
    await Promise.all(Array.from({ length: jobs }, work));
  } finally {
    endAll();
  }
}

/** A process with a planted bug may die as loudly as it likes; nobody needs its last words. */
function isQuiet(canary: string | undefined): 'inherit' | 'ignore' {
  return canary === undefined ? 'inherit' : 'ignore';
}

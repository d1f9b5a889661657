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

function take(worlds: Iterator<WorldOrder>): WorldOrder[] {
  const taken: WorldOrder[] = [];
  while (taken.length < CHUNK) {
    const next = worlds.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

/** Runs worlds in processes of their own, as many at once as there are jobs. Rejects when a process fails to start or dies. */
export async function runPool({ worlds, jobs, canary, onReport }: PoolOptions): Promise<void> {
  const queue = worlds[Symbol.iterator]();
  const children = new Set<ChildProcess>();
  let isOver = false;
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const child = fork(WORKER, canary === undefined ? [] : [canary], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      children.add(child);
      const next = () => {
        const chunk = isOver ? [] : take(queue);
        if (chunk.length === 0) child.disconnect();
        else child.send({ worlds: chunk } satisfies ToWorker);
      };
      child.on('message', (message: FromWorker) => {
        if (message.type === 'failed') reject(new Error(message.reason));
        else if (message.type !== 'report') next();
        else if (!isOver && !onReport(message.report, message.cpuMs)) {
          isOver = true;
          for (const other of children) other.kill();
        }
      });
      child.on('error', reject);
      child.on('exit', (code) => {
        children.delete(child);
        if (code === 0 || isOver) resolve();
        else reject(new Error(`a process of the simulation ended with ${code}`));
      });
    });
  try {
    await Promise.all(Array.from({ length: jobs }, work));
  } finally {
    for (const child of children) child.kill();
  }
}

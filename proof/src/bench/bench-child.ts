import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadOrder, LoadReport } from './load-process.ts';

/** A program beside this one, in a process of its own that ends with ours. */
export interface BenchChild {
  readonly pid: number;
  /** Its next message. */
  next(): Promise<unknown>;
  tell(message: object): void;
  stop(): Promise<void>;
}

export function startChild(program: string, args: readonly string[] = []): BenchChild {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const child: ChildProcess = fork(file, [...args], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  return {
    pid: child.pid ?? 0,
    next: () =>
      new Promise((resolve, reject) => {
        const onExit = () => reject(new Error(`${program} ended with ${child.exitCode ?? child.signalCode}`));
        child.once('exit', onExit);
        child.once('message', (message) => {
          child.off('exit', onExit);
          resolve(message);
        });
      }),
    tell: (message) => void child.send(message),
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** Clients in a process of their own. */
export interface LoadClients {
  put(load: LoadOrder): Promise<LoadReport>;
  stop(): Promise<void>;
}

export function startLoadClients(): LoadClients {
  const child = startChild('./load-process.ts');
  return {
    put: async (load) => {
      child.tell(load);
      const said = (await child.next()) as { report?: LoadReport; error?: string }; // What load-process.ts sends.
      if (!said.report) throw new Error(said.error ?? 'the clients gave no report');
      return said.report;
    },
    stop: child.stop,
  };
}

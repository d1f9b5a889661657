import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ChildMessage } from './child-lifeline.ts';

function isChildMessage(message: unknown): message is ChildMessage {
  return (
    message !== null &&
    typeof message === 'object' &&
    'type' in message &&
    ['open', 'token', 'failed'].includes(String(message.type))
  );
}

/** A process of the demo. */
export interface DemoChild {
  readonly opened: Extract<ChildMessage, { type: 'open' }>;
  /** Resolves with the exit code, however it ended. */
  readonly ended: Promise<number | null>;
  ask(message: unknown): Promise<ChildMessage>;
  /** Asks it to leave; ends it after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/** A child that could not open, with words for a person. */
export class ChildFailed extends Error {
  override readonly name = 'ChildFailed';
}

async function nextMessage(child: ChildProcess): Promise<ChildMessage> {
  const [message] = await once(child, 'message');
  if (!isChildMessage(message)) throw new ChildFailed(`a process of the demo said ${JSON.stringify(message)}`);
  return message;
}

async function stopChild(child: ChildProcess, ended: Promise<unknown>, graceMs: number): Promise<void> {
  child.kill('SIGTERM');
  const cut = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await ended;
  clearTimeout(cut);
}

/**
 * Starts a module of the demo as a process of its own and waits until it is open. Its output goes to `logFile`
 * (a file descriptor). `onSpawn` hears of it at once, so that it can be stopped while it is still opening.
 * @throws {ChildFailed}
 */
export async function startChild(
  module: string,
  env: Readonly<Record<string, string | undefined>>,
  logFile: number,
  onSpawn: (stop: (graceMs: number) => Promise<void>) => void,
): Promise<DemoChild> {
  const path = fileURLToPath(new URL(module, import.meta.url));
  const child = spawn(process.execPath, [path], {
    env: { ...process.env, ...env },
    stdio: ['ignore', logFile, logFile, 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]: unknown[]) => (typeof code === 'number' ? code : null));
  const stop = (graceMs: number) => stopChild(child, ended, graceMs);
  onSpawn(stop);
  const opened = await Promise.race([
    nextMessage(child),
    ended.then((code) => ({ type: 'failed' as const, message: `${module} ended with ${code}` })),
  ]);
  if (opened.type !== 'open')
    throw new ChildFailed(opened.type === 'failed' ? opened.message : `${module} said something else`);
  return {
    opened,
    ended,
    stop,
    ask: (message) => {
      const answer = nextMessage(child);
      child.send(message as object); // Any JSON; the type of send asks for an object.
      return answer;
    },
  };
}

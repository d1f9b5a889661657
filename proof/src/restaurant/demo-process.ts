import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { ROOT } from '../run-step.ts';
import { freePort } from './free-port.ts';

const run = promisify(execFile);

/** Longest a demo may take to open; the promise is three minutes with the install. */
const OPEN_TIMEOUT_MS = 120_000;

/** `npm start`, as a stranger types it, with a folder and ports of its own. */
export interface DemoProcess {
  readonly edgeUrl: string;
  readonly cloudUrl: string;
  /** What it printed. */
  output(): string;
  /** Runs `npm run edge -- …` beside it and gives what it printed. */
  edge(...args: readonly string[]): Promise<string>;
  /** Sends SIGTERM to npm itself and resolves with the milliseconds until it was gone. */
  terminate(): Promise<number>;
  /** Processes that still work in its folder. */
  leftovers(): string[];
}

async function answers(url: string, hasEnded: () => boolean): Promise<void> {
  const deadlineMs = performance.now() + OPEN_TIMEOUT_MS;
  while (performance.now() < deadlineMs) {
    if (hasEnded()) throw new Error('npm start ended by itself');
    const ready = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer in ${OPEN_TIMEOUT_MS} ms`);
}

/** Linux tells every process's environment; whoever carries our folder in it belongs to us. */
function processesWith(text: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const isOurs =
          readFileSync(`/proc/${pid}/environ`, 'utf8').includes(text) ||
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
        return isOurs ? [`${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`] : [];
      } catch {
        return [];
      }
    });
}

export async function startDemo(home: string): Promise<DemoProcess> {
  const [edgePort, cloudPort] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    PASSBELL_HOME: home,
    PASSBELL_EDGE_PORT: String(edgePort),
    PASSBELL_CLOUD_PORT: String(cloudPort),
  };
  const child: ChildProcess = spawn('npm', ['start'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const exited = once(child, 'exit');
  const [edgeUrl, cloudUrl] = [`http://127.0.0.1:${edgePort}`, `http://127.0.0.1:${cloudPort}`];
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  try {
    await answers(`${edgeUrl}/readyz`, hasEnded);
    await answers(`${cloudUrl}/readyz`, hasEnded);
  } catch (error) {
    child.kill('SIGTERM');
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${output}`);
  }
  return {
    edgeUrl,
    cloudUrl,
    output: () => output,
    edge: async (...args) => (await run('npm', ['run', '--silent', 'edge', '--', ...args], { cwd: ROOT, env })).stdout,
    terminate: async () => {
      const startedMs = performance.now();
      child.kill('SIGTERM');
      await exited;
      return performance.now() - startedMs;
    },
    leftovers: () => processesWith(home),
  };
}

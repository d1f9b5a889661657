import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { patched, type SourcePatch } from './source-patch.ts';

/** The shim a process runs under, and what it watches. */
export interface Shim {
  readonly library: string;
  /** Real path of the folder whose files are watched. */
  readonly dir: string;
  readonly control: string;
  /** Where changes are recorded; left away, nothing is. */
  readonly log?: string;
}

export interface NodeRun {
  /** A module beside this one. */
  readonly module: string;
  readonly args: readonly string[];
  readonly shim?: Shim;
  readonly patches?: readonly SourcePatch[];
  readonly env?: NodeJS.ProcessEnv;
}

/** What loads a process under the shim. */
export function shimEnv(shim: Shim): NodeJS.ProcessEnv {
  return {
    LD_PRELOAD: shim.library,
    PASSBELL_SHIM_DIR: shim.dir,
    PASSBELL_SHIM_CTL: shim.control,
    ...(shim.log !== undefined && { PASSBELL_SHIM_LOG: shim.log }),
  };
}

/** Starts a module of this folder as a process of its own, its sources patched and its files under the shim if asked. */
export function startNode({ module, args, shim, patches = [], env = {} }: NodeRun): ChildProcess {
  const loading = patched(patches);
  const path = fileURLToPath(new URL(module, import.meta.url));
  return spawn(process.execPath, [...loading.args, path, ...args], {
    env: { ...process.env, ...loading.env, ...env, ...(shim && shimEnv(shim)) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/**
 * Runs such a module to its end and gives what it printed.
 * @throws when it ends with another code than 0, with what it complained.
 */
export async function runNode(run: NodeRun): Promise<string> {
  const child = startNode(run);
  const [out, complaints] = [[] as string[], [] as string[]];
  child.stdout?.on('data', (text: Buffer) => out.push(text.toString()));
  child.stderr?.on('data', (text: Buffer) => complaints.push(text.toString()));
  const [code, signal] = await once(child, 'close');
  if (code !== 0) throw new Error(`${run.module} ended with ${String(code ?? signal)}: ${complaints.join('')}`);
  return out.join('');
}

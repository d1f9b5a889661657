import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ProofDidNotRun } from './proof-did-not-run.ts';

const SOURCE = fileURLToPath(new URL('write-log-shim.c', import.meta.url));
const COMPILERS = ['cc', 'gcc', 'clang'] as const;

/**
 * Compiles the shim into `dir` and gives its path.
 * @throws {ProofDidNotRun} on a machine where it cannot be made.
 */
export function buildShim(dir: string): string {
  if (process.platform !== 'linux') throw new ProofDidNotRun('the write-recording shim is for Linux');
  const out = join(dir, 'write-log-shim.so');
  if (existsSync(out)) return out;
  const compiler = COMPILERS.find((name) => spawnSync(name, ['--version']).status === 0);
  if (compiler === undefined) throw new ProofDidNotRun(`there is no C compiler here (${COMPILERS.join(', ')})`);
  const args = ['-shared', '-fPIC', '-O2', '-Wall', '-o', out, SOURCE, '-ldl', '-lpthread'];
  const built = spawnSync(compiler, args, { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`${compiler} could not compile the shim:\n${built.stderr}`);
  return out;
}

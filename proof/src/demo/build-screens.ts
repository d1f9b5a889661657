import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const APPS = ['pos', 'kds-desktop'] as const;
const SHARED_SOURCES = ['packages/{core,edge-client,ui}/src/**/*', 'package-lock.json'];

function changedMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Whether an app's built page is missing or older than what it is made of. */
function needsBuild(app: string): boolean {
  const builtMs = changedMs(join(ROOT, 'apps', app, 'dist', 'index.html'));
  const sources = [...SHARED_SOURCES, `apps/${app}/{src/**/*,index.html,vite.config.ts,package.json}`];
  return builtMs === 0 || globSync(sources, { cwd: ROOT }).some((file) => changedMs(join(ROOT, file)) > builtMs);
}

async function build(app: string, logFile: number): Promise<void> {
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const child = spawn(process.execPath, [vite, 'build'], {
    cwd: join(ROOT, 'apps', app),
    stdio: ['ignore', logFile, logFile],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the screens in apps/${app} could not be built`);
}

/** Builds the screens that are missing or out of date; tells how many that were. */
export async function buildScreens(logFile: number): Promise<number> {
  const stale = APPS.filter(needsBuild);
  await Promise.all(stale.map((app) => build(app, logFile)));
  return stale.length;
}

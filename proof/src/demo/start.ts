import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '@passbell/cloud-sync/config';
import { parseConfig } from '@passbell/edge-server/config';
import { buildScreens } from './build-screens.ts';
import { ChildFailed, type DemoChild, startChild } from './demo-child.ts';
import { DEMO_TENANT } from './demo-tenant.ts';
import { demoWelcome } from './demo-welcome.ts';
import { isPortTaken } from './port-check.ts';
import { demoLocation } from './restaurant/demo-location.ts';

/** `npm start`: the demo restaurant, its cloud and its PostgreSQL, until a signal comes or the parent is gone. */
const STOP_GRACE_MS = 4_000;
const RESTART_AFTER_MS = 1_000;
const MAX_RESTARTS = 5;
const PARENT_CHECK_MS = 1_000;

type Env = Readonly<Record<string, string | undefined>>;

const stops = new Set<(graceMs: number) => Promise<void>>();
let leaving: Promise<never> | undefined;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function stopAll(code: number): Promise<never> {
  await Promise.all([...stops].map((stop) => stop(STOP_GRACE_MS)));
  process.exit(code);
}

function leave(code: number): Promise<never> {
  leaving ??= stopAll(code);
  return leaving;
}

function watchForTheEnd(): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void leave(0));
  // Where npm is killed in a way that it cannot pass on, nobody would know of us any more.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === undefined) return;
  setInterval(() => process.ppid !== parent && void leave(0), PARENT_CHECK_MS).unref();
}

/** Starts a child, and starts it again where it ends by itself. Gives the first one. */
async function keepRunning(name: string, module: string, env: Env, logFile: number): Promise<DemoChild> {
  let restarts = 0;
  const launch = async (): Promise<DemoChild> => {
    const child = await startChild(module, env, logFile, (stop) => stops.add(stop));
    void child.ended.then(async (code) => {
      stops.delete(child.stop);
      if (leaving !== undefined) return;
      restarts += 1;
      say(
        `The ${name} ended by itself (${code ?? 'killed'})${restarts > MAX_RESTARTS ? '.' : ' and is started again.'}`,
      );
      if (restarts > MAX_RESTARTS) return leave(1);
      await new Promise((resolve) => setTimeout(resolve, RESTART_AFTER_MS));
      if (leaving === undefined) await launch().catch((error: unknown) => failed(error));
    });
    return child;
  };
  return launch();
}

async function failed(error: unknown): Promise<never> {
  // While it is being stopped, what does not open any more is no news.
  if (leaving !== undefined) return leaving;
  process.stderr.write(`\nThe demo did not start: ${error instanceof Error ? error.message : String(error)}\n`);
  if (!(error instanceof ChildFailed)) process.stderr.write(`${error instanceof Error ? error.stack : ''}\n`);
  return leave(1);
}

async function assertPortsFree(ports: readonly (readonly [number, string])[]): Promise<void> {
  for (const [port, variable] of ports) {
    if (await isPortTaken(port)) {
      throw new ChildFailed(
        `port ${port} is in use by another program (maybe another demo). Stop it, or choose another port with ${variable}.`,
      );
    }
  }
}

async function start(): Promise<void> {
  const config = parseConfig(process.env, process.cwd());
  if (!config.ok) throw new ChildFailed(config.error);
  const home = config.value.homeDir;
  const env: Env = { PASSBELL_HOME: home, PASSBELL_CLOUD_URL: '', PASSBELL_CLOUD_TOKEN: '' };
  const cloudPort = readConfig({ ...process.env, ...env }, process.cwd()).port;
  await assertPortsFree([
    [config.value.port, 'PASSBELL_EDGE_PORT'],
    [cloudPort, 'PASSBELL_CLOUD_PORT'],
  ]);
  const logs = join(home, 'logs');
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  const log = (name: string) => openSync(join(logs, `${name}.log`), 'a', 0o600);

  say('Building the screens where needed, and starting the cloud with its PostgreSQL …');
  const [cloud] = await Promise.all([
    keepRunning('cloud', './cloud-process.ts', env, log('cloud')),
    buildScreens(log('build')),
  ]);
  const enrolled = await cloud.ask({ type: 'enrol', ...DEMO_TENANT, name: demoLocation.name });
  if (enrolled.type !== 'token') throw new ChildFailed('the cloud gave no token for the restaurant');
  say('Opening the restaurant …');
  const cloudEnv = { PASSBELL_CLOUD_URL: cloud.opened.syncUrl, PASSBELL_CLOUD_TOKEN: enrolled.token };
  const edge = await keepRunning('edge server', './edge-process.ts', { ...env, ...cloudEnv }, log('edge'));
  say(demoWelcome({ edgeUrl: edge.opened.url, cloudUrl: cloud.opened.url, home }));
}

watchForTheEnd();
await start().catch(failed);

import { parseArgs } from 'node:util';
import { type Logger, pino } from 'pino';
import { composeCloud } from './compose.ts';
import { readConfig } from './config.ts';
import { joinDatabase } from './db/cloud-database.ts';
import { openDatabase } from './db/database.ts';
import { createLocationEnrolment, type LocationEnrolment } from './modules/locations/location-enrolment.ts';
import { systemClock, systemRandom } from './system-ports.ts';

const USAGE = `Usage:
  cloud serve                                                Open the cloud: ingest, head-office page.
  cloud locations add --org ID --location ID --name NAME     Let a restaurant in; prints its token, once.
  cloud locations release --org ID --location ID             Take in again a restaurant that was set aside.

Environment: PASSBELL_CLOUD_PORT (8430), DATABASE_URL (else PostgreSQL from npm), PASSBELL_HOME (./.passbell).
`;
const STOP_DEADLINE_MS = 5_000;

/** Gives a way to leave in order, once; a stop that hangs is cut off after five seconds. */
function leaver(log: Logger, stop: () => Promise<void>): (why: string, exitCode: number) => void {
  let asked = false;
  return (why, exitCode) => {
    if (asked) return;
    asked = true;
    log.info({ why }, 'stopping');
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
    stop().then(
      () => process.exit(exitCode),
      (error: unknown) => {
        log.error({ err: error }, 'stop failed');
        process.exit(1);
      },
    );
  };
}

async function serve(): Promise<void> {
  const log = pino({ name: 'cloud', level: process.env.PASSBELL_LOG_LEVEL ?? 'info' }, pino.destination(2));
  const config = readConfig(process.env, process.cwd());
  const cloud = await composeCloud({ database: config.database, port: config.port, log });
  const leave = leaver(log, () => cloud.stop());
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => leave(signal, 0));
  process.on('disconnect', () => leave('the parent is gone', 0));
  void cloud.databaseEnded.then(() => leave('PostgreSQL has ended', 1));
  process.stdout.write(`Head office: ${cloud.url}\n`);
  process.send?.({ type: 'open', url: cloud.url, syncUrl: cloud.syncUrl });
}

async function withEnrolment(work: (enrolment: LocationEnrolment) => Promise<string>): Promise<void> {
  const database = await joinDatabase(readConfig(process.env, process.cwd()).database);
  const db = openDatabase(database.appUrl, () => undefined, 2);
  try {
    process.stdout.write(`${await work(createLocationEnrolment(db, systemRandom))}\n`);
  } finally {
    await db.destroy();
    await database.stop();
  }
}

async function locations(action: string | undefined, args: string[]): Promise<void> {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { org: option, location: option, name: option } });
  const { org: orgId = '', location: locationId = '', name = locationId } = values;
  const isId = (id: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/u.test(id);
  if (!isId(orgId) || !isId(locationId))
    throw new Error('--org and --location are needed: 1 to 64 letters, digits and _ . : -');
  if (action === 'add')
    return withEnrolment((enrolment) => enrolment.enrol({ orgId, locationId, name }, systemClock.nowMs()));
  if (action === 'release') {
    return withEnrolment(async (enrolment) =>
      (await enrolment.release({ orgId, locationId })) ? 'released' : 'was not set aside',
    );
  }
  throw new Error(`unknown: locations ${action ?? ''}`);
}

const [command, action, ...rest] = process.argv.slice(2);
try {
  if (command === 'serve') await serve();
  else if (command === 'locations') await locations(action, rest);
  else {
    process.stdout.write(USAGE);
    process.exitCode = command === undefined || command === 'help' || command === '--help' ? 0 : 2;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

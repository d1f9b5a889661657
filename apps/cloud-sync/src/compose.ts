import type { Clock } from '@passbell/core/kernel/clock';
import { createIdSource } from '@passbell/core/kernel/ids';
import type { RandomSource } from '@passbell/core/kernel/random';
import type { Timers } from '@passbell/core/kernel/timers';
import { sql } from 'kysely';
import { type Logger, pino } from 'pino';
import { type DatabaseChoice, type PreparedDatabase, prepareDatabase } from './db/cloud-database.ts';
import { assertBoundByRowSecurity, type CloudDb, openDatabase } from './db/database.ts';
import { createCloudApp } from './http/cloud-app.ts';
import { type CloudMetrics, createCloudMetrics } from './http/cloud-metrics.ts';
import { type HttpHandlers, openHttpListener } from './http/http-listener.ts';
import type { IngestObserver } from './modules/ingest/ingest-session.ts';
import { createPostgresCloudStore } from './modules/ingest/postgres-cloud-store.ts';
import {
  createSyncSocketServer,
  refuseUpgrade,
  SYNC_PATH,
  type SyncSocketServer,
} from './modules/ingest/sync-socket-server.ts';
import { createLocationEnrolment } from './modules/locations/location-enrolment.ts';
import { locationProjector } from './modules/locations/location-projector.ts';
import { orderProjector } from './modules/orders/order-projector.ts';
import { reportRoutes } from './modules/reports/report-routes.ts';
import { createProjectorRunner, type ProjectorRunner } from './projection/projector-runner.ts';
import { systemClock, systemRandom, systemTimers } from './system-ports.ts';

export interface CloudOptions {
  readonly database: DatabaseChoice;
  /** 0 takes a free port. */
  readonly port: number;
  readonly host?: string;
  readonly log?: Logger;
  readonly clock?: Clock;
  readonly random?: RandomSource;
  readonly timers?: Timers;
}

interface Ports {
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly timers: Timers;
  readonly log: Logger;
}

/** How long one step of a stop may take. */
const STOP_STEP_MS = 1_000;

/** A location to be let in. */
export interface LocationRequest {
  readonly orgId: string;
  readonly locationId: string;
  readonly name: string;
}

/** A running cloud. */
export interface Cloud {
  /** `http://127.0.0.1:PORT`, the head-office page. */
  readonly url: string;
  /** Where edges connect: `ws://127.0.0.1:PORT/v1/sync`. */
  readonly syncUrl: string;
  readonly port: number;
  /** Database URL of the owner, past row-level security. For tests and people with the keys. */
  readonly databaseUrl: string;
  /** Resolves if an embedded PostgreSQL ends by itself. */
  readonly databaseEnded: Promise<void>;
  /** Makes the location if it is new and gives a token for it. The last five tokens of a location stay good. */
  ensureLocation(location: LocationRequest): Promise<string>;
  /** Resolves when everything stored so far is projected. */
  projected(): Promise<void>;
  /** Ends sessions, requests, projectors, pool and embedded database. Within five seconds. */
  stop(): Promise<void>;
}

function ingestObserver(log: Logger, metrics: CloudMetrics, runner: ProjectorRunner): IngestObserver {
  return {
    stored: (key, events, tookMs) => {
      metrics.eventsStored.inc(events);
      metrics.appendSeconds.observe(tookMs / 1_000);
      if (events > 0) runner.wake(key);
    },
    refused: (key, code, reason) => {
      metrics.refusals.inc({ code });
      log.warn({ ...key, code, reason }, 'sync refused');
    },
    failed: (key, error) => log.error({ ...key, err: error }, 'sync failed'),
  };
}

function createRunner(db: CloudDb, clock: Clock, timers: Timers, log: Logger, metrics: CloudMetrics): ProjectorRunner {
  return createProjectorRunner({
    db,
    clock,
    timers,
    projectors: [locationProjector, orderProjector],
    observer: {
      projected: (projector, events) => metrics.eventsProjected.inc({ projector }, events),
      deadLetter: (key, projector, event, reason) => {
        metrics.deadLetters.inc({ projector });
        log.error({ ...key, projector, epoch: event.epoch, seq: event.seq, type: event.type, reason }, 'dead letter');
      },
      failed: (error) => log.error({ err: error }, 'projection failed'),
    },
  });
}

async function answers(db: CloudDb): Promise<boolean> {
  try {
    await sql`SELECT 1`.execute(db);
    return true;
  } catch {
    return false;
  }
}

/** Waits for work to end, but not longer than a stop may take; what is cut off is done again after the next start. */
function atMost(timers: Timers, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const cancel = timers.after(STOP_STEP_MS, resolve);
    const done = (): void => {
      cancel();
      resolve();
    };
    work.then(done, done);
  });
}

/** Everything between the database and the network. */
function wire(db: CloudDb, { clock, random, timers, log }: Ports) {
  const enrolment = createLocationEnrolment(db, random);
  const metrics: CloudMetrics = createCloudMetrics(() => sockets.sessionCount());
  const runner = createRunner(db, clock, timers, log, metrics);
  const sockets: SyncSocketServer = createSyncSocketServer({
    store: createPostgresCloudStore(db),
    clock,
    random,
    timers,
    observer: ingestObserver(log, metrics, runner),
    locationByToken: (token) => enrolment.locationByToken(token),
  });
  return { enrolment, metrics, runner, sockets };
}

/** Opens the cloud on a database. The only place where its parts meet. */
async function openOn(database: PreparedDatabase, db: CloudDb, ports: Ports, options: CloudOptions): Promise<Cloud> {
  const { clock, random, timers, log } = ports;
  const { host = '127.0.0.1' } = options;
  await assertBoundByRowSecurity(db);
  const { enrolment, metrics, runner, sockets } = wire(db, ports);
  let stopping: Promise<void> | null = null;
  const app = createCloudApp({
    clock,
    ids: createIdSource(clock, random),
    log,
    metrics,
    reports: reportRoutes(db, clock),
    isReady: async () => stopping === null && (await answers(db)),
  });
  const onUpgrade: HttpHandlers['onUpgrade'] = (path, request, socket, head) => {
    if (path === SYNC_PATH) sockets.upgrade(request, socket, head);
    else refuseUpgrade(socket, '404 Not Found');
  };
  const listener = await openHttpListener({ onRequest: app, onUpgrade }, options.port, host);
  const stop = async (): Promise<void> => {
    await sockets.stop();
    await listener.close();
    await atMost(timers, runner.stop());
    await atMost(timers, db.destroy());
    await database.stop();
    log.info('cloud is closed');
  };
  runner.start();
  log.info({ port: listener.port }, 'cloud is open');
  return {
    url: `http://${host}:${listener.port}`,
    syncUrl: `ws://${host}:${listener.port}${SYNC_PATH}`,
    port: listener.port,
    databaseUrl: database.ownerUrl,
    databaseEnded: database.ended,
    ensureLocation: (location) => enrolment.enrol(location, clock.nowMs()),
    projected: async () => {
      await runner.sweep();
      await runner.idle();
    },
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** Prepares the database (starting PostgreSQL if it is the embedded one) and opens the cloud. */
export async function composeCloud(options: CloudOptions): Promise<Cloud> {
  const { clock = systemClock, random = systemRandom, timers = systemTimers, log = pino({ enabled: false }) } = options;
  const database = await prepareDatabase(options.database);
  const db = openDatabase(database.appUrl, (error) => log.warn({ err: error }, 'database connection lost'));
  try {
    return await openOn(database, db, { clock, random, timers, log }, options);
  } catch (cause) {
    await db.destroy();
    await database.stop();
    throw cause;
  }
}

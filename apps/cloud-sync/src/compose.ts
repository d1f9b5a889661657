import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
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
import type { IngestObserver } from './modules/ingest/ingest-session.ts';
import { createPostgresCloudStore } from './modules/ingest/postgres-cloud-store.ts';
import { createSyncSocketServer, SYNC_PATH, type SyncSocketServer } from './modules/ingest/sync-socket-server.ts';
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

function ingestObserver(log: Logger, metrics: () => CloudMetrics, runner: () => ProjectorRunner): IngestObserver {
  return {
    stored: (key, events, tookMs) => {
      metrics().eventsStored.inc(events);
      metrics().appendSeconds.observe(tookMs / 1_000);
      if (events > 0) runner().wake(key);
    },
    refused: (key, code, reason) => {
      metrics().refusals.inc({ code });
      log.warn({ ...key, code, reason }, 'sync refused');
    },
    failed: (key, error) => log.error({ ...key, err: error }, 'sync failed'),
  };
}

function createRunner(
  db: CloudDb,
  clock: Clock,
  timers: Timers,
  log: Logger,
  metrics: () => CloudMetrics,
): ProjectorRunner {
  return createProjectorRunner({
    db,
    clock,
    timers,
    projectors: [locationProjector, orderProjector],
    observer: {
      projected: (projector, events) => metrics().eventsProjected.inc({ projector }, events),
      deadLetter: (key, projector, event, reason) => {
        metrics().deadLetters.inc({ projector });
        log.error({ ...key, projector, epoch: event.epoch, seq: event.seq, type: event.type, reason }, 'dead letter');
      },
      failed: (error) => log.error({ err: error }, 'projection failed'),
    },
  });
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function routeUpgrades(server: Server, sockets: SyncSocketServer): void {
  server.on('upgrade', (request, socket, head) => {
    if (new URL(request.url ?? '/', 'http://localhost').pathname === SYNC_PATH)
      return sockets.upgrade(request, socket, head);
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
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

/** Starts the cloud on a prepared database. The only place where its parts meet. */
async function startOn(database: PreparedDatabase, options: CloudOptions): Promise<Cloud> {
  const { clock = systemClock, random = systemRandom, timers = systemTimers, host = '127.0.0.1' } = options;
  const log = options.log ?? pino({ enabled: false });
  const db = openDatabase(database.appUrl, (error) => log.warn({ err: error }, 'database connection lost'));
  await assertBoundByRowSecurity(db);
  const enrolment = createLocationEnrolment(db, random);
  const metrics = createCloudMetrics(() => sockets.sessionCount());
  const runner = createRunner(db, clock, timers, log, () => metrics);
  const sockets = createSyncSocketServer({
    store: createPostgresCloudStore(db),
    clock,
    random,
    timers,
    observer: ingestObserver(
      log,
      () => metrics,
      () => runner,
    ),
    locationByToken: (token) => enrolment.locationByToken(token),
  });
  let stopping = false;
  const app = createCloudApp({
    clock,
    ids: createIdSource(clock, random),
    log,
    metrics,
    reports: reportRoutes(db, clock),
    isReady: async () => !stopping && (await answers(db)),
  });
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, app);
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  routeUpgrades(server, sockets);
  const port = await listen(server, options.port, host);
  runner.start();
  log.info({ port }, 'cloud is open');
  return {
    url: `http://${host}:${port}`,
    syncUrl: `ws://${host}:${port}${SYNC_PATH}`,
    port,
    databaseUrl: database.ownerUrl,
    databaseEnded: database.ended,
    ensureLocation: (location) => enrolment.enrol(location, clock.nowMs()),
    projected: async () => {
      await runner.sweep();
      await runner.idle();
    },
    stop: async () => {
      if (stopping) return;
      stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await sockets.stop();
      for (const socket of open) socket.destroySoon();
      await closed;
      await runner.stop();
      await db.destroy();
      await database.stop();
      log.info('cloud is closed');
    },
  };
}

/** Prepares the database (starting PostgreSQL if it is the embedded one) and opens the cloud. */
export async function composeCloud(options: CloudOptions): Promise<Cloud> {
  const database = await prepareDatabase(options.database);
  try {
    return await startOn(database, options);
  } catch (cause) {
    await database.stop();
    throw cause;
  }
}

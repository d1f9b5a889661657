import type { Server } from 'node:http';
import { join } from 'node:path';
import { COMMANDS } from '@passbell/core/wire/command-registry';
import type { HealthView } from '@passbell/core/wire/views';
import type { Logger } from 'pino';
import { type AdminServer, startAdminServer } from './admin/admin-server.ts';
import type { EdgeConfig } from './config.ts';
import { type Advertisement, advertise } from './discovery/mdns-advertiser.ts';
import type { Dispatch } from './dispatch/dispatch-port.ts';
import {
  deriveSecret,
  type EdgeServices,
  type EdgeServicesOptions,
  makeDataDir,
  openEdgeServices,
} from './edge-services.ts';
import { createHttpApp } from './http/create-http-app.ts';
import { createDemoDoor } from './http/demo-devices.ts';
import { cookieToken } from './http/device-credentials.ts';
import { createEdgeMetrics, type EdgeMetrics } from './http/edge-metrics.ts';
import type { ScreenFolders } from './http/http-deps.ts';
import { closeServer, createBoundedServer, listen } from './http/http-server.ts';
import { isLoopbackAddress } from './http/request-origin.ts';
import { createBallastFile } from './journal/ballast-file.ts';
import { createDiskGuard, type DiskGuard, freeBytesOf } from './journal/disk-guard.ts';
import { acquireEdgeLock } from './journal/edge-lock.ts';
import { attachFeed, type FeedServer } from './realtime/feed-server.ts';
import { SESSION_LIMITS } from './realtime/feed-session.ts';
import { createTopicHub } from './realtime/topic-hub.ts';
import { type Sync, startSync } from './sync/start-sync.ts';
import { toHealthView } from './sync/sync-health.ts';
import type { SystemPorts } from './system-ports.ts';

/** Requests that run when the server stops get this long to end. */
const REQUEST_GRACE_MS = 2_000;
const FEED_PATH = '/v1/feed';

export interface EdgeOptions {
  readonly config: EdgeConfig;
  readonly ports: SystemPorts;
  readonly logger: Logger;
  readonly screens: ScreenFolders;
  /** Makes this a demo restaurant: one tap opens a screen. PINs by staff id, to be shown at sign-in. */
  readonly demo?: { readonly pins: ReadonlyMap<string, string> };
  /** Something happened after which the process must end and start anew. */
  readonly onFatal: (error: unknown) => void;
  readonly pins?: EdgeServicesOptions['pins'];
}

/** An edge server: wired and with its journal open, but with its doors shut until `start`. */
export interface Edge {
  readonly services: EdgeServices;
  /** Counted as the doors count it. */
  readonly dispatch: Dispatch;
  /** Opens the doors. Rejects with `PortTaken` when somebody else has the port. */
  start(): Promise<void>;
  /** Shuts the doors, ends what runs, writes what waits, lets go of the folder. Calling it twice waits for the same end. */
  stop(): Promise<void>;
  /** Where it listens. Only after `start`. */
  url(): string;
}

/** The data folder belongs to a process that runs. */
export class EdgeBusy extends Error {
  override readonly name = 'EdgeBusy';
  constructor(dataDir: string, pid: number | null) {
    super(`another edge server works in ${dataDir}${pid === null ? '' : ` (process ${pid})`}`);
  }
}

const NOT_CONFIGURED: HealthView = {
  internet: 'not_configured',
  waitingToSync: 0,
  catchUpTotal: null,
  downSinceMs: null,
};

/** Puts an edge server together; the only place that knows all its parts. @throws {EdgeBusy} */
export function composeEdge(options: EdgeOptions): Edge {
  const { config, ports, logger } = options;
  makeDataDir(config.dataDir);
  const lock = acquireEdgeLock(config.dataDir);
  if (!lock.ok) throw new EdgeBusy(config.dataDir, lock.error.pid);
  // Before the journal is opened: on a full disk even that needs the room the ballast gives back.
  const disk = guardDisk(options);
  try {
    const services = openEdgeServices({
      config,
      ports,
      onFatal: options.onFatal,
      onListenerError: (error) => logger.error({ err: error }, 'a listener of the journal failed'),
      ...(disk && { disk: disk.state }),
      ...(options.pins && { pins: options.pins }),
    });
    return wireDoors(options, services, { disk, releaseLock: () => lock.value.release() });
  } catch (error) {
    disk?.stop();
    lock.value.release();
    throw error;
  }
}

/** Watches the room on the journal's disk. A demo sets none aside: it is somebody's own machine, and nothing is at stake. */
function guardDisk({ config, ports, logger, demo }: EdgeOptions): DiskGuard | null {
  if (!config.disk) return null;
  return createDiskGuard({
    freeBytes: freeBytesOf(config.dataDir),
    ballast: createBallastFile(config.dataDir),
    limits: demo ? { ...config.disk, ballastBytes: 0 } : config.disk,
    timers: ports.timers,
    onChange: ({ level, freeBytes }, before) => {
      const fields = { level, before, freeBytes, dataDir: config.dataDir };
      if (level === 'critical') logger.error(fields, 'the disk is nearly full: no new orders until space is freed');
      else if (level === 'low') logger.warn(fields, 'the disk is filling up: free space on the server');
      else logger.info(fields, 'the room on the disk has changed');
    },
    onFault: (error) => logger.error({ err: error }, 'the room on the disk could not be looked after'),
  });
}

/** What the doors share: they are made one after the other, and each may need what comes later. */
interface House {
  readonly options: EdgeOptions;
  readonly services: EdgeServices;
  readonly dispatch: Dispatch;
  readonly metrics: EdgeMetrics;
  readonly health: () => HealthView;
  readonly disk: DiskGuard | null;
  /** Whether commands are taken. */
  isOpen: boolean;
  sync: Sync | null;
  /** Once it listens. */
  port: number;
}

function furnishHouse(options: EdgeOptions, services: EdgeServices, disk: DiskGuard | null): House {
  const metrics = createEdgeMetrics(new Set(Object.keys(COMMANDS)));
  const house: House = {
    options,
    services,
    metrics,
    disk,
    dispatch: metrics.metered(services.dispatch),
    health: () => (house.sync === null ? NOT_CONFIGURED : toHealthView(house.sync.health())),
    isOpen: false,
    sync: null,
    port: 0,
  };
  services.journal.onCommitted((batch) => {
    metrics.batchCommitted(batch.txns.length);
    house.sync?.wake();
  });
  return house;
}

function wireHttp(house: House): Server {
  const { options, services, dispatch, disk } = house;
  const { gatekeeper, reads, keyring, ownDevice } = services;
  const { ports, logger, screens, demo } = options;
  const secret = deriveSecret(keyring, 'demo devices');
  const app = createHttpApp({
    dispatch,
    gatekeeper,
    reads,
    logger,
    screens,
    health: house.health,
    metrics: house.metrics,
    clock: ports.clock,
    ids: ports.ids,
    demo: demo ? createDemoDoor({ dispatch, reads, ownDevice, secret, pins: demo.pins }) : null,
    readiness: () => ({
      ready: house.isOpen,
      checks: {
        journal: house.isOpen,
        location: reads.location() !== undefined,
        menu: reads.menuHead() !== undefined,
        ...(disk && { storage: disk.state().level !== 'critical' }),
      },
    }),
  });
  return createBoundedServer(app);
}

function wireFeed({ options, services, dispatch, metrics, health, disk }: House, server: Server): FeedServer {
  const { ports, logger } = options;
  const onFault = (error: unknown) => logger.error({ err: error }, 'the feed failed');
  const { journal, reads, gatekeeper } = services;
  const hub = createTopicHub({ reads, clock: ports.clock, start: journal.head(), onFault });
  journal.onCommitted((batch) => hub.committed(batch));
  const feed = attachFeed(server, {
    ...ports,
    hub,
    dispatch,
    gatekeeper,
    health,
    onFault,
    path: FEED_PATH,
    cookieToken: (request) => cookieToken(request.headers.cookie),
    tenant: journal.identity(),
    limits: SESSION_LIMITS,
  });
  metrics.watch({ feedSessions: () => feed.sessions().length, health, ...(disk && { disk: disk.state }) });
  return feed;
}

/** Announces the server on the local network, unless only this machine can reach it anyway. */
function announce({ options: { config, logger }, services, port }: House): Advertisement | null {
  if (isLoopbackAddress(config.host) || config.host === 'localhost') return null;
  const name = services.reads.location()?.name ?? 'Passbell';
  return advertise({ name, port, locationId: services.journal.identity().locationId }, logger);
}

function startSyncing({ options: { config, ports, logger }, services }: House): Sync | null {
  const { clock, timers } = ports;
  return config.cloud && startSync({ ...config.cloud, file: services.journalFile, clock, timers, logger });
}

function urlOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

interface Held {
  readonly disk: DiskGuard | null;
  readonly releaseLock: () => void;
}

function wireDoors(options: EdgeOptions, services: EdgeServices, { disk, releaseLock }: Held): Edge {
  const { config, ports, logger } = options;
  const { journal } = services;
  const house = furnishHouse(options, services, disk);
  const { dispatch } = house;
  const server = wireHttp(house);
  const feed = wireFeed(house, server);
  let admin: AdminServer | null = null;
  let advertisement: Advertisement | null = null;
  let stopped: Promise<void> | undefined;

  const stop = async () => {
    house.isOpen = false;
    const closed = server.listening ? closeServer(server, ports.timers, REQUEST_GRACE_MS) : Promise.resolve();
    await Promise.all([advertisement?.withdraw(), feed.stop(), closed, admin?.stop(), house.sync?.stop()]);
    disk?.stop();
    await disk?.settled();
    await journal.close();
    releaseLock();
    logger.info('the edge server stopped');
  };
  return {
    services,
    dispatch,
    url: () => urlOf({ host: config.host, port: house.port }),
    async start() {
      house.port = await listen(server, config.host, config.port);
      admin = await startAdminServer(config.dataDir, { ...services, dispatch, ports }, logger);
      house.sync = startSyncing(house);
      house.isOpen = true;
      advertisement = announce(house);
      const { dataDir, host } = config;
      logger.info({ port: house.port, host, dataDir, seq: journal.head().seq }, 'the edge server is open');
    },
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** The built screens beside this package; null for one that is not built. */
export function builtScreens(exists: (path: string) => boolean): ScreenFolders {
  const folder = (app: string) => {
    const path = join(import.meta.dirname, '..', '..', app, 'dist');
    return exists(join(path, 'index.html')) ? path : null;
  };
  return { pos: folder('pos'), kds: folder('kds-desktop') };
}

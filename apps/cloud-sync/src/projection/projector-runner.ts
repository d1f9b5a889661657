import type { Clock } from '@passbell/core/kernel/clock';
import { SECOND_MS } from '@passbell/core/kernel/durations';
import type { Timers } from '@passbell/core/kernel/timers';
import { sql } from 'kysely';
import { asTenant, type CloudDb, type CloudTx, listOrganisations } from '../db/database.ts';
import type { LocationKey } from '../modules/ingest/cloud-store.ts';
import { PROJECTION_BATCH_EVENTS, projectNext } from './project-next.ts';
import type { Projector, StoredEvent } from './projector.ts';

const SWEEP_EVERY_MS = 15 * SECOND_MS;
/** Locations worked on at the same time; the pool has connections left for ingest and page. */
const PARALLEL_LOCATIONS = 3;
const REASON_LIMIT = 500;

export interface ProjectorObserver {
  projected(projector: string, events: number): void;
  deadLetter(key: LocationKey, projector: string, event: StoredEvent, reason: string): void;
  failed(error: unknown): void;
}

export interface ProjectorRunner {
  /** New events of a location are in the database. Never waits. */
  wake(key: LocationKey): void;
  /** Looks for locations that are behind, as after a crash. */
  sweep(): Promise<void>;
  start(): void;
  /** Finishes the batches under way. */
  stop(): Promise<void>;
  /** Resolves when no woken location is left to work on. */
  idle(): Promise<void>;
}

interface RunnerPorts {
  readonly db: CloudDb;
  readonly projectors: readonly Projector[];
  readonly clock: Clock;
  readonly timers: Timers;
  readonly observer: ProjectorObserver;
}

async function bury(
  ports: RunnerPorts,
  tx: CloudTx,
  key: LocationKey,
  projector: string,
  event: StoredEvent,
  reason: string,
): Promise<void> {
  const text = reason.replaceAll('\0', '').slice(0, REASON_LIMIT);
  await tx
    .insertInto('dead_letters')
    .values({
      org_id: key.orgId,
      location_id: key.locationId,
      projector,
      epoch: event.epoch,
      seq: event.seq,
      event_id: event.eventId,
      type: event.type,
      reason: text,
      failed_ms: ports.clock.nowMs(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  ports.observer.deadLetter(key, projector, event, text);
}

async function catchUp(ports: RunnerPorts, key: LocationKey, isStopping: () => boolean): Promise<void> {
  for (const projector of ports.projectors) {
    let taken = PROJECTION_BATCH_EVENTS;
    while (taken === PROJECTION_BATCH_EVENTS && !isStopping()) {
      taken = await projectNext(ports.db, key, projector, (tx, event, reason) =>
        bury(ports, tx, key, projector.name, event, reason),
      );
      if (taken > 0) ports.observer.projected(projector.name, taken);
    }
  }
}

async function locationsBehind(tx: CloudTx, orgId: string, projectors: readonly string[]): Promise<LocationKey[]> {
  const { rows } = await sql<{ location_id: string }>`
    SELECT DISTINCT c.location_id FROM sync_cursors c CROSS JOIN unnest(${projectors}::text[]) AS wanted (projector)
    LEFT JOIN projector_cursors p ON p.org_id = c.org_id AND p.location_id = c.location_id AND p.projector = wanted.projector
    WHERE c.org_id = ${orgId} AND c.seq > 0 AND (p.projector IS NULL OR (p.epoch, p.seq) < (c.epoch, c.seq))`.execute(
    tx,
  );
  return rows.map((row) => ({ orgId, locationId: row.location_id }));
}

/** A runner of projectors: one location's events in order, locations beside each other, at most three at a time. */
export function createProjectorRunner(ports: RunnerPorts): ProjectorRunner {
  const { db, observer } = ports;
  const waiting = new Map<string, LocationKey>();
  const running = new Map<string, Promise<void>>();
  let stopping = false;
  let cancelSweep = (): void => undefined;

  function pump(): void {
    for (const [name, key] of waiting) {
      if (stopping || running.size >= PARALLEL_LOCATIONS) return;
      if (running.has(name)) continue;
      waiting.delete(name);
      const work = catchUp(ports, key, () => stopping)
        .catch((error: unknown) => observer.failed(error)) // The next sweep finds the location again.
        .finally(() => {
          running.delete(name);
          pump();
        });
      running.set(name, work);
    }
  }

  function wake(key: LocationKey): void {
    waiting.set(JSON.stringify([key.orgId, key.locationId]), key);
    pump();
  }

  async function sweep(): Promise<void> {
    const names = ports.projectors.map((projector) => projector.name);
    for (const { org_id: orgId } of await listOrganisations(db)) {
      for (const key of await asTenant(db, { orgId, locationId: '*' }, (tx) => locationsBehind(tx, orgId, names)))
        wake(key);
    }
  }

  return {
    wake,
    sweep,
    start: () => {
      const run = (): void => void sweep().catch((error: unknown) => observer.failed(error));
      run();
      cancelSweep = ports.timers.every(SWEEP_EVERY_MS, run);
    },
    stop: async () => {
      stopping = true;
      cancelSweep();
      await Promise.all(running.values());
    },
    idle: async () => {
      while (running.size > 0) await Promise.all(running.values());
    },
  };
}

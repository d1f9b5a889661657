import { hash as digest } from 'node:crypto';
import {
  type DomainEvent,
  eventHeader,
  GENESIS_HASH,
  type JournalEvent,
  type RowImage,
} from '@passbell/core/journal/domain-event';
import { isCurrentVersion } from '@passbell/core/journal/upcasters';
import { assert } from '@passbell/core/kernel/assert';
import type { IdSource } from '@passbell/core/kernel/ids';
import type { Tenant } from './derived-rows.ts';
import { queryBuilder } from './query-builder.ts';
import { applyImages, encodeImage } from './row-applier.ts';
import { sealImage } from './row-sealing.ts';
import type { Sealer } from './sealer.ts';
import type { StatementCache } from './statement-cache.ts';

/** Where the journal ends: the next event follows this one. */
export interface Head {
  readonly epoch: number;
  readonly seq: number;
  readonly hash: string;
}

/** A committed event with its rows as rules see them: personal columns in clear. */
export type CommittedEvent = Omit<JournalEvent, 'body'> & { readonly rows: readonly RowImage[] };

/** Whose doing the events of one command are. */
export interface Origin {
  readonly occurredMs: number;
  readonly actor: string | null;
  readonly device: string;
  readonly commandKey: string;
}

/** Appends events and applies their rows, inside a transaction of the caller. */
export interface EventWriter {
  head(): Head;
  /** Goes back to a head taken before, when what was written since is rolled back. */
  restore(head: Head): void;
  /** Starts the next epoch; the next event belongs to it. */
  beginEpoch(): void;
  append(origin: Origin, events: readonly DomainEvent[]): CommittedEvent[];
}

/** The event's place in the chain: SHA-256 over the previous hash, its own header and its body, hex. */
export function chainHash(tenant: Tenant, event: Omit<JournalEvent, 'hash'>): string {
  const header = eventHeader(tenant.orgId, tenant.locationId, event);
  return digest('sha256', `${event.prevHash}\n${header}\n${event.body}`, 'hex');
}

const insertEvent = queryBuilder
  .insertInto('events')
  .values({
    epoch: 0,
    seq: 0,
    txn: 0,
    id: '',
    type: '',
    ver: 0,
    entity: '',
    entityId: '',
    occurredMs: 0,
    actor: null,
    device: '',
    commandKey: '',
    body: '',
    prevHash: '',
    hash: '',
  })
  .compile().sql;

const selectHead = queryBuilder
  .selectFrom('events')
  .select(['epoch', 'seq', 'hash'])
  .orderBy('epoch', 'desc')
  .orderBy('seq', 'desc')
  .limit(1)
  .compile().sql;

/** The last event's place, or the point before the first. */
export function readHead(statements: StatementCache): Head {
  // The compiled query selects exactly these columns; `limit ?` takes 1.
  const stored = statements.get(selectHead).get(1) as Head | undefined;
  return stored ?? { epoch: 0, seq: 0, hash: GENESIS_HASH };
}

interface Connection {
  readonly statements: StatementCache;
  readonly tenant: Tenant;
  readonly sealer: Sealer;
  readonly ids: IdSource;
}

function appendOne(connection: Connection, head: Head, txn: number, origin: Origin, event: DomainEvent) {
  const { statements, tenant, sealer } = connection;
  const { type, ver, entity, entityId } = event;
  assert(isCurrentVersion(type, ver), 'events are written in the current version of their type');
  const images = event.rows.map((image) => encodeImage(sealImage(sealer, statements, image)));
  const header = {
    epoch: head.epoch,
    seq: head.seq + 1,
    txn,
    id: connection.ids.newId(),
    type,
    ver,
    entity,
    entityId,
    ...origin,
    prevHash: head.hash,
  };
  const body = `[${images.map((image) => image.text).join(',')}]`;
  const hash = chainHash(tenant, { ...header, body });
  const { epoch, seq, id, occurredMs, actor, device, commandKey, prevHash } = header;
  statements
    .get(insertEvent)
    .run(epoch, seq, txn, id, type, ver, entity, entityId, occurredMs, actor, device, commandKey, body, prevHash, hash);
  applyImages(statements, tenant, images);
  return { ...header, hash, rows: event.rows };
}

export function createEventWriter(connection: Connection): EventWriter {
  let head = readHead(connection.statements);
  return {
    head: () => head,
    restore: (earlier) => {
      head = earlier;
    },
    beginEpoch: () => {
      head = { ...head, epoch: head.epoch + 1 };
    },
    append: (origin, events) => {
      const txn = head.seq + 1;
      return events.map((event) => {
        const committed = appendOne(connection, head, txn, origin, event);
        head = { epoch: committed.epoch, seq: committed.seq, hash: committed.hash };
        return committed;
      });
    },
  };
}

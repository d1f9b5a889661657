import { z } from 'zod';
import type { Json } from '../kernel/canonical-json.ts';
import type { TableName } from './table-declarations.ts';

/** A row as it stands after an event; `row: null` says that it is gone. Columns as in its table's declaration. */
export interface RowImage {
  readonly table: TableName;
  /** The key columns' values in declared order. */
  readonly key: readonly (string | number)[];
  readonly row: Readonly<Record<string, Json>> | null;
}

/**
 * What happened, decided but not yet written. The body is row post-images, never an instruction: whoever reads the
 * journal (screens, cloud, standby, auditor) applies rows and does not run rules of another version.
 */
export interface DomainEvent {
  /** Past tense with the capability first: `order.placed`. */
  readonly type: string;
  /** Version of this type's rows; readers bring old ones up through upcasters. */
  readonly ver: number;
  /** The aggregate it belongs to, such as `order`, and its id. */
  readonly entity: string;
  readonly entityId: string;
  readonly rows: readonly RowImage[];
}

/** An event as the journal stored it: hashed, numbered, immutable. `body` is the exact text that was hashed. */
export interface JournalEvent {
  readonly epoch: number;
  readonly seq: number;
  /** The first seq of the command's events: what one command did is never cut apart. */
  readonly txn: number;
  readonly id: string;
  readonly type: string;
  readonly ver: number;
  readonly entity: string;
  readonly entityId: string;
  readonly occurredMs: number;
  /** The person, or null for a device acting by itself. */
  readonly actor: string | null;
  readonly device: string;
  readonly commandKey: string;
  /** JSON text of `RowImage[]`, sealed columns already sealed. */
  readonly body: string;
  /** Lower-case hex SHA-256. */
  readonly prevHash: string;
  readonly hash: string;
}

/** The hash before the first event of an epoch 1. */
export const GENESIS_HASH = '0'.repeat(64);

/**
 * The text whose SHA-256, after the previous hash, is the event's hash: `sha256(prevHash + '\n' + header + '\n' + body)`.
 * Every field but the hashes is in it, so none can be changed unnoticed.
 */
export function eventHeader(
  orgId: string,
  locationId: string,
  event: Omit<JournalEvent, 'prevHash' | 'hash' | 'body'>,
): string {
  return JSON.stringify([
    orgId,
    locationId,
    event.epoch,
    event.seq,
    event.txn,
    event.id,
    event.type,
    event.ver,
    event.entity,
    event.entityId,
    event.occurredMs,
    event.actor,
    event.device,
    event.commandKey,
  ]);
}

const hexHash = z.string().regex(/^[0-9a-f]{64}$/u);

/** A journal event on its way to the cloud. */
export const journalEvent = z.strictObject({
  epoch: z.int().min(1),
  seq: z.int().min(1),
  txn: z.int().min(1),
  id: z.string().min(1).max(64),
  type: z.string().min(1).max(100),
  ver: z.int().min(1),
  entity: z.string().min(1).max(100),
  entityId: z.string().min(1).max(200),
  occurredMs: z.int(),
  actor: z.string().max(64).nullable(),
  device: z.string().max(64),
  commandKey: z.string().max(200),
  body: z.string(),
  prevHash: hexHash,
  hash: hexHash,
});

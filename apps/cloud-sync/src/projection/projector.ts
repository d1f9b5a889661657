import type { Result } from '@passbell/core/kernel/result';
import type { CloudTx } from '../db/database.ts';
import type { LocationKey } from '../modules/ingest/cloud-store.ts';
import type { ProjectedRow } from './projected-table.ts';

/** An event as a projector reads it. */
export interface StoredEvent {
  readonly epoch: number;
  readonly seq: number;
  readonly eventId: string;
  readonly type: string;
  readonly ver: number;
  readonly body: string;
}

/** A row and the event whose image it is. */
export interface PlacedRow extends ProjectedRow {
  readonly epoch: number;
  readonly seq: number;
}

/**
 * Turns events into tables people can ask. Separate from the append: what it cannot read is put aside as a dead letter
 * and never holds up what comes after.
 */
export interface Projector {
  /** Names its cursor; never changes. */
  readonly name: string;
  /** Pure. The error says why the event cannot be read. */
  decode(event: StoredEvent): Result<ProjectedRow[], string>;
  /** Writes rows, the last image of each. Doing it again, or with older images, changes nothing. */
  apply(tx: CloudTx, key: LocationKey, rows: readonly PlacedRow[]): Promise<void>;
}

import type { JournalEvent } from '@passbell/core/journal/domain-event';
import type { LocationRow } from '@passbell/core/location/location-row';
import type { SyncPosition } from '@passbell/core/wire/sync-messages';

/** One restaurant. */
export interface LocationKey {
  readonly orgId: string;
  readonly locationId: string;
}

/** Events of one PUSH whose shape and hashes are verified, in order, whole transactions only. */
export interface VerifiedBatch {
  readonly epoch: number;
  readonly from: number;
  readonly to: number;
  readonly prevHash: string;
  readonly events: readonly JournalEvent[];
}

/** What an edge says about itself when it comes. */
export interface Greeting {
  readonly nodeId: string;
  readonly head: SyncPosition;
  readonly location: LocationRow | null;
}

/** Where a location stands in the cloud. `setAside`: two histories were seen; nothing more is taken until a person looked. */
export interface CursorState {
  readonly cursor: SyncPosition;
  readonly setAside: boolean;
}

/** What became of a batch. Every outcome carries the cursor as it is after it. */
export type AppendOutcome =
  | { readonly kind: 'stored'; readonly cursor: SyncPosition; readonly storedEvents: number }
  | { readonly kind: 'gap' | 'fenced' | 'hash_mismatch' | 'set_aside'; readonly cursor: SyncPosition };

/**
 * Where the ingest keeps what comes up. The cursor moves in the same transaction as the events, so the answer to "what
 * do you have" is never wrong, whatever was killed when. Methods throw on infrastructure faults only; the caller then
 * knows nothing about the outcome and lets the edge send again.
 */
export interface CloudStore {
  /** Notes the contact and gives the cursor: `{epoch: 1, seq: 0, hash: GENESIS_HASH}` before the first event. */
  greet(key: LocationKey, greeting: Greeting, nowMs: number): Promise<CursorState>;
  /** Appends what is new of the batch. Overlap is compared by hash and left out. */
  append(key: LocationKey, batch: VerifiedBatch, nowMs: number): Promise<AppendOutcome>;
  /** Notes how far the edge's journal goes. */
  noteHead(key: LocationKey, head: SyncPosition, nowMs: number): Promise<void>;
  /** Sets the location aside and keeps the frame that showed why. The first one stays; later ones change nothing. */
  setAside(key: LocationKey, reason: string, frame: string, nowMs: number): Promise<void>;
}

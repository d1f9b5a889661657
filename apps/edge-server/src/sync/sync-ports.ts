import type { JournalEvent } from '@passbell/core/journal/domain-event';
import type { LocationRow } from '@passbell/core/location/location-row';
import type { SyncPosition } from '@passbell/core/wire/sync-messages';

/** The journal as the sync engine reads it. Synchronous and short: it has a connection, and a thread, of its own. */
export interface JournalSource {
  /** Events after a place, oldest first, whole transactions; the first one whole even if it alone passes the limits. */
  eventsAfter(
    epoch: number,
    seq: number,
    limits: { readonly maxEvents: number; readonly maxBytes: number },
  ): JournalEvent[];
  /** The last event's place; epoch 0 before the first. */
  head(): SyncPosition;
  /** The restaurant's record; null until it is set up. */
  location(): LocationRow | null;
}

/** What a connection tells. After `closed` it tells nothing more. */
export interface SyncSocketHandlers {
  opened(): void;
  message(text: string): void;
  /** The other side showed that it lives, without saying anything. */
  alive(): void;
  closed(reason: string): void;
}

export interface SyncSocket {
  send(text: string): void;
  /** Asks the other side for a sign of life. */
  ping(): void;
  /** Ends the connection at once. */
  close(): void;
}

/** Opens a connection to the cloud. Never throws: what goes wrong is told by `closed`. */
export type SyncSocketFactory = (handlers: SyncSocketHandlers) => SyncSocket;

/**
 * Remembers the cloud's cursor between starts, only to count what waits while there is no connection. The cloud's own
 * answer always counts more.
 */
export interface CursorMemory {
  read(): SyncPosition | null;
  write(cursor: SyncPosition): void;
}

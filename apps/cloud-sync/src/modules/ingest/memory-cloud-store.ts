import { GENESIS_HASH, type JournalEvent } from '@passbell/core/journal/domain-event';
import type { SyncPosition } from '@passbell/core/wire/sync-messages';
import type { CloudStore, LocationKey } from './cloud-store.ts';
import { decideAppend } from './decide-append.ts';

/** What the cloud has of one location, in memory. */
export interface MemoryLocation {
  cursor: SyncPosition;
  head: SyncPosition;
  lastContactMs: number;
  setAside: { readonly reason: string; readonly frame: string } | null;
  /** By `epoch/seq`. */
  readonly events: Map<string, JournalEvent>;
}

/** A `CloudStore` that can be looked into and set back, for simulations. Passes the same contract as the Postgres one. */
export interface MemoryCloudStore extends CloudStore {
  location(key: LocationKey): MemoryLocation;
}

/** An empty store. Each call is atomic, as a transaction would be: nothing in it waits. */
export function createMemoryCloudStore(): MemoryCloudStore {
  const locations = new Map<string, MemoryLocation>();

  function location(key: LocationKey): MemoryLocation {
    const name = JSON.stringify([key.orgId, key.locationId]);
    const start: SyncPosition = { epoch: 1, seq: 0, hash: GENESIS_HASH };
    const found = locations.get(name) ?? {
      cursor: start,
      head: start,
      lastContactMs: 0,
      setAside: null,
      events: new Map(),
    };
    locations.set(name, found);
    return found;
  }

  function noteHead(key: LocationKey, head: SyncPosition, nowMs: number): void {
    const at = location(key);
    if (head.epoch < at.cursor.epoch) return;
    at.head = head;
    at.lastContactMs = nowMs;
  }

  return {
    location,
    greet: async (key, greeting, nowMs) => {
      noteHead(key, greeting.head, nowMs);
      const at = location(key);
      return { cursor: at.cursor, setAside: at.setAside !== null };
    },
    append: async (key, batch, nowMs) => {
      const at = location(key);
      if (at.setAside !== null) return { kind: 'set_aside', cursor: at.cursor };
      const stored = new Map<number, string>();
      for (const { seq } of batch.events) {
        const kept = at.events.get(`${batch.epoch}/${seq}`);
        if (kept !== undefined) stored.set(seq, kept.hash);
      }
      const decision = decideAppend(at.cursor, batch, stored);
      if (decision.kind === 'nothing_new') return { kind: 'stored', cursor: at.cursor, storedEvents: 0 };
      if (decision.kind !== 'append') return { kind: decision.kind, cursor: at.cursor };
      const fresh = decision.events.filter((event) => !stored.has(event.seq));
      for (const event of fresh) at.events.set(`${event.epoch}/${event.seq}`, event);
      at.cursor = decision.cursor;
      at.lastContactMs = nowMs;
      if (at.head.seq < at.cursor.seq) at.head = at.cursor;
      return { kind: 'stored', cursor: at.cursor, storedEvents: fresh.length };
    },
    noteHead: async (key, head, nowMs) => noteHead(key, head, nowMs),
    setAside: async (key, reason, frame) => {
      location(key).setAside ??= { reason, frame };
    },
  };
}

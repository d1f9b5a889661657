import { hash } from 'node:crypto';
import { eventHeader, GENESIS_HASH, type JournalEvent, type RowImage } from '@passbell/core/journal/domain-event';
import { must } from '@passbell/core/kernel/assert';
import type { SyncPosition, SyncPush } from '@passbell/core/wire/sync-messages';
import type { LocationKey } from '../src/modules/ingest/cloud-store.ts';

/** A journal as an edge keeps it, without the edge: events hashed and chained, whole transactions. */
export interface JournalChain {
  readonly key: LocationKey;
  readonly events: JournalEvent[];
  /** Appends the events of one command, given as bodies. */
  command(...bodies: string[]): JournalEvent[];
  /** Appends one command with one event that carries these rows. */
  rows(...rows: RowImage[]): JournalEvent;
  head(): SyncPosition;
  /** The PUSH of `from` to `to`, both included. */
  push(from: number, to: number): SyncPush;
}

/** An empty journal, or one that starts a later epoch where another journal ends. */
export function journalChain(
  key: LocationKey,
  start: SyncPosition = { epoch: 1, seq: 0, hash: GENESIS_HASH },
): JournalChain {
  const events: JournalEvent[] = [];
  const head = (): SyncPosition => {
    const last = events.at(-1);
    return last === undefined ? start : { epoch: last.epoch, seq: last.seq, hash: last.hash };
  };
  const append = (txn: number, body: string): JournalEvent => {
    const { seq, hash: prevHash } = head();
    const named = {
      epoch: start.epoch,
      seq: seq + 1,
      txn,
      id: `event-${start.epoch}-${seq + 1}`,
      type: 'order.changed',
      ver: 1,
      entity: 'order',
      entityId: `order-${txn}`,
      occurredMs: 1_795_341_600_000 + seq,
      actor: null,
      device: 'till-1',
      commandKey: `key-${txn}`,
    };
    const text = `${prevHash}\n${eventHeader(key.orgId, key.locationId, named)}\n${body}`;
    const event = { ...named, body, prevHash, hash: hash('sha256', text, 'hex') };
    events.push(event);
    return event;
  };
  return {
    key,
    events,
    head,
    command: (...bodies) => {
      const txn = head().seq + 1;
      return bodies.map((body) => append(txn, body));
    },
    rows: (...rows) => append(head().seq + 1, JSON.stringify(rows)),
    push: (from, to) => {
      const chosen = events.filter((event) => event.seq >= from && event.seq <= to);
      const first = must(chosen[0], 'nothing to push');
      const last = must(chosen.at(-1), 'nothing to push');
      return {
        type: 'push',
        epoch: start.epoch,
        from,
        to,
        prevHash: first.prevHash,
        events: chosen,
        lastHash: last.hash,
      };
    },
  };
}

/** A journal with `count` commands of one event each. */
export function journalOf(key: LocationKey, count: number, start?: SyncPosition): JournalChain {
  const chain = journalChain(key, start);
  for (let at = 0; at < count; at += 1) chain.command('[]');
  return chain;
}

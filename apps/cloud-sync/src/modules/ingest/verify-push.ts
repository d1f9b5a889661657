import { hash } from 'node:crypto';
import { eventHeader, type JournalEvent } from '@passbell/core/journal/domain-event';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import type { SyncPush } from '@passbell/core/wire/sync-messages';
import type { LocationKey, VerifiedBatch } from './cloud-store.ts';

/** `malformed`: no edge of ours sends this. `hash_mismatch`: the bytes are not what was hashed. With words for the log. */
export interface PushFault {
  readonly kind: 'malformed' | 'hash_mismatch';
  readonly reason: string;
}

/** Lower-case hex SHA-256 of an event, from its own bytes (`core/journal/domain-event.ts` says over what). */
export function hashOf(key: LocationKey, event: JournalEvent): string {
  const text = `${event.prevHash}\n${eventHeader(key.orgId, key.locationId, event)}\n${event.body}`;
  return hash('sha256', text, 'hex');
}

function names(event: JournalEvent): (string | null)[] {
  return [event.id, event.type, event.entity, event.entityId, event.actor, event.device, event.commandKey];
}

function shapeFault(push: SyncPush): string | null {
  if (push.to - push.from + 1 !== push.events.length) return 'the number of events is not that of from to to';
  let txn = 0;
  for (const [at, event] of push.events.entries()) {
    if (event.epoch !== push.epoch || event.seq !== push.from + at)
      return `event ${at} is not ${push.epoch}/${push.from + at}`;
    if (event.txn !== event.seq && event.txn !== txn)
      return `event ${event.seq} belongs to a transaction that is not whole in this push`;
    if (names(event).some((name) => name?.includes('\0')))
      return `event ${event.seq} has a NUL in a name, which no database text can hold`;
    txn = event.txn;
  }
  return null;
}

/**
 * Checks that a PUSH is dense, starts a transaction, and that every event is chained to the one before by a hash that
 * we compute ourselves. What the events say is not looked at: raw append never fails on content.
 */
export function verifyPush(key: LocationKey, push: SyncPush): Result<VerifiedBatch, PushFault> {
  const malformed = shapeFault(push);
  if (malformed !== null) return err({ kind: 'malformed', reason: malformed });
  let prevHash = push.prevHash;
  for (const event of push.events) {
    if (event.prevHash !== prevHash)
      return err({ kind: 'hash_mismatch', reason: `event ${event.seq} does not follow the one before` });
    if (hashOf(key, event) !== event.hash)
      return err({ kind: 'hash_mismatch', reason: `event ${event.seq} is not what was hashed` });
    prevHash = event.hash;
  }
  if (prevHash !== push.lastHash) return err({ kind: 'hash_mismatch', reason: 'the last hash is another' });
  return ok({ epoch: push.epoch, from: push.from, to: push.to, prevHash: push.prevHash, events: push.events });
}

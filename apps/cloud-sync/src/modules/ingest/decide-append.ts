import type { JournalEvent } from '@passbell/core/journal/domain-event';
import type { SyncPosition } from '@passbell/core/wire/sync-messages';
import type { VerifiedBatch } from './cloud-store.ts';

/** What to do with a batch, given the cursor and the hashes the cloud has of the batch's range. */
export type AppendDecision =
  | { readonly kind: 'append'; readonly events: readonly JournalEvent[]; readonly cursor: SyncPosition }
  | { readonly kind: 'nothing_new' | 'gap' | 'fenced' | 'hash_mismatch' };

/**
 * Decides about a batch. Pure.
 *
 * @param storedHashes hash by seq of the events the cloud has of the batch's epoch and range. There may be some beyond
 * the cursor: a cursor set back by hand leaves them. They may stay if they are the same ones.
 */
export function decideAppend(
  cursor: SyncPosition,
  batch: VerifiedBatch,
  storedHashes: ReadonlyMap<number, string>,
): AppendDecision {
  if (batch.epoch < cursor.epoch) return { kind: 'fenced' };
  if (batch.from > cursor.seq + 1) return { kind: 'gap' };
  // A new epoch continues after the last event of the old one; anything else is a second history.
  if (batch.epoch > cursor.epoch && batch.from !== cursor.seq + 1) return { kind: 'hash_mismatch' };
  const differs = (event: JournalEvent): boolean => (storedHashes.get(event.seq) ?? event.hash) !== event.hash;
  const isLost = (event: JournalEvent): boolean => event.seq <= cursor.seq && !storedHashes.has(event.seq);
  if (batch.events.some((event) => differs(event) || isLost(event))) return { kind: 'hash_mismatch' };
  const fresh = batch.events.filter((event) => event.seq > cursor.seq);
  const [first] = fresh;
  const last = fresh.at(-1);
  if (first === undefined || last === undefined) return { kind: 'nothing_new' };
  if (first.prevHash !== cursor.hash) return { kind: 'hash_mismatch' };
  return { kind: 'append', events: fresh, cursor: { epoch: batch.epoch, seq: last.seq, hash: last.hash } };
}

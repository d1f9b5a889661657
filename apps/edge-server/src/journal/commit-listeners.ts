import type { Cancel } from '@passbell/core/kernel/timers';
import type { CommittedEvent, Head } from './event-writer.ts';

/** The events of one command. */
export interface CommittedTxn {
  readonly txn: number;
  readonly lastSeq: number;
  readonly events: readonly CommittedEvent[];
}

/** What one COMMIT made durable, in order. */
export interface CommittedBatch {
  readonly epoch: number;
  readonly txns: readonly CommittedTxn[];
  readonly headSeq: number;
}

/** Those who hear of commits: the feed, the printers, the sync. */
export interface CommitListeners {
  add(listener: (batch: CommittedBatch) => void): Cancel;
  /** Keeps the events of a command until its batch is committed. */
  collect(events: readonly CommittedEvent[]): void;
  /** COMMIT has returned: tells everybody. One that throws does not keep it from the others. */
  notify(): void;
}

export function createCommitListeners(head: () => Head, onListenerError: (error: unknown) => void): CommitListeners {
  const listeners = new Set<(batch: CommittedBatch) => void>();
  let txns: CommittedTxn[] = [];
  return {
    add: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    collect: (events) => {
      const [first, last] = [events[0], events.at(-1)];
      if (first && last) txns.push({ txn: first.txn, lastSeq: last.seq, events });
    },
    notify: () => {
      if (txns.length === 0) return;
      const { epoch, seq } = head();
      const batch: CommittedBatch = { epoch, txns, headSeq: seq };
      txns = [];
      for (const listener of listeners) {
        try {
          listener(batch);
        } catch (error) {
          onListenerError(error);
        }
      }
    },
  };
}

import type { CommandQueue } from '@passbell/edge-client/command-queue';

/** Tells the on-site server which tickets were painted. */
export interface SeenReporter {
  /** These tickets are painted on a visible page now. Each is told once. */
  painted(ticketIds: readonly string[]): void;
  /** Whether a ticket still has to be told. */
  isUntold(ticketId: string): boolean;
}

/** What one acknowledgement may hold (see `acknowledgeTickets`). */
const MAX_BATCH = 100;
const LANE = 'seen';

/**
 * Sends acknowledgements in batches through the queue, so that one made just before the line broke still arrives. A batch
 * that is refused because one of its tickets is gone is sent again one by one; a single one that is refused is let go.
 */
export function createSeenReporter(queue: Pick<CommandQueue, 'submit' | 'dismiss' | 'getSnapshot'>): SeenReporter {
  const told = new Set<string>();
  // Left from an earlier run, with nobody waiting for it any more.
  for (const { key, name } of queue.getSnapshot().refused) if (name === 'acknowledgeTickets') queue.dismiss(key);

  const send = (ticketIds: readonly string[]) => {
    const options = { lane: LANE, optimistic: false, as: 'device' } as const;
    const { key, answered } = queue.submit('acknowledgeTickets', { ticketIds: [...ticketIds] }, options);
    void answered.then((outcome) => {
      if (outcome.status === 'committed') return;
      queue.dismiss(key);
      const isPoisoned = outcome.status === 'blocked' || ticketIds.length > 1;
      if (isPoisoned) for (const ticketId of ticketIds) send([ticketId]);
    });
  };

  return {
    painted(ticketIds) {
      const fresh = [...new Set(ticketIds)].filter((ticketId) => !told.has(ticketId));
      for (const ticketId of fresh) told.add(ticketId);
      for (let at = 0; at < fresh.length; at += MAX_BATCH) send(fresh.slice(at, at + MAX_BATCH));
    },
    isUntold: (ticketId) => !told.has(ticketId),
  };
}

interface Progress {
  bumped: number;
  wanted: number;
  ready: () => void;
}

/** Knows which orders of the day are in the kitchen and tells when one is done. */
export interface KitchenTracker {
  expect(orderId: string): void;
  isOurs(orderId: string): boolean;
  bumped(orderId: string): void;
  /** Resolves when `tickets` tickets of the order are bumped; at once for none. */
  cooked(orderId: string, tickets: number): Promise<void>;
}

export function createKitchenTracker(): KitchenTracker {
  const orders = new Map<string, Progress>();
  const settle = (progress: Progress) => {
    if (progress.bumped >= progress.wanted) progress.ready();
  };
  return {
    expect: (orderId) =>
      void orders.set(orderId, { bumped: 0, wanted: Number.POSITIVE_INFINITY, ready: () => undefined }),
    isOurs: (orderId) => orders.has(orderId),
    bumped(orderId) {
      const progress = orders.get(orderId);
      if (!progress) return;
      progress.bumped += 1;
      settle(progress);
    },
    cooked(orderId, tickets) {
      const progress = orders.get(orderId);
      if (!progress) return Promise.resolve();
      return new Promise((resolve) => {
        progress.wanted = tickets;
        progress.ready = resolve;
        settle(progress);
      });
    },
  };
}

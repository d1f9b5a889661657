/** Takes a listener away again. Calling it twice is harmless. */
export type Unsubscribe = () => void;

/** Something that changes and tells; fits React's `useSyncExternalStore`. */
export interface Observable<T> {
  /** The same reference until something changed. */
  readonly getSnapshot: () => T;
  readonly subscribe: (listener: () => void) => Unsubscribe;
}

export interface Listeners {
  readonly add: (listener: () => void) => Unsubscribe;
  readonly tell: () => void;
}

/** A set of listeners. One that is added while they are told is not told this time. */
export function createListeners(): Listeners {
  const listeners = new Map<object, () => void>();
  return {
    add(listener) {
      const ticket = {};
      listeners.set(ticket, listener);
      return () => {
        listeners.delete(ticket);
      };
    },
    tell() {
      for (const listener of [...listeners.values()]) listener();
    },
  };
}

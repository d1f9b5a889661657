import type { DocumentCache } from '@passbell/edge-client/document-cache';
import type { Cart } from './cart.ts';

/** Where unsent carts survive a reload of the page. */
export interface CartVault {
  load(): Promise<readonly Cart[]>;
  /** Keeps the carts as they are now. Calls are written in order, and only the newest of those that wait. */
  save(carts: readonly Cart[]): void;
}

const NAME = 'carts';
/** What an older till wrote in another shape is left alone: it is at most an unsent cart. */
const VERSION = 1;

function readCarts(text: string | null): Cart[] {
  if (text === null) return [];
  try {
    const kept = JSON.parse(text) as { readonly version: number; readonly carts: Cart[] }; // Only `save` below writes it.
    return kept.version === VERSION ? kept.carts : [];
  } catch {
    return [];
  }
}

/** Keeps carts in the device's document cache. `failed` is told when the device cannot keep them. */
export function createCartVault(cache: DocumentCache, failed: () => void): CartVault {
  let waiting: readonly Cart[] | null = null;
  let writing = false;

  const write = async () => {
    writing = true;
    while (waiting !== null) {
      const carts = waiting;
      waiting = null;
      try {
        await cache.write(NAME, JSON.stringify({ version: VERSION, carts }));
      } catch {
        failed();
      }
    }
    writing = false;
  };

  return {
    async load() {
      try {
        return readCarts(await cache.read(NAME));
      } catch {
        failed();
        return [];
      }
    },
    save(carts) {
      waiting = carts;
      if (!writing) void write();
    },
  };
}

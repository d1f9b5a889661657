import { uuidV7 } from '@passbell/core/kernel/ids';
import type { DispatchOutcome } from '@passbell/edge-server/dispatch/dispatch-port';
import type { EdgeReads } from '@passbell/edge-server/modules/edge-reads';
import { createSeededRandom, type SeededRandom } from '@passbell/testkit/seeded-random';
import type { FolderHouse, SentCommand } from './folder-house.ts';

/** Most commands that are sent at once, so that they share a COMMIT. */
const MAX_WAVE = 6;

/** A command and the answer it was given. */
export interface Acknowledged {
  readonly command: SentCommand;
  readonly outcome: DispatchOutcome;
}

/** How one command went, as whoever sent it saw it. */
export type Heard = Acknowledged | { readonly command: SentCommand; readonly failure: unknown };

class Evening {
  readonly #random: SeededRandom;
  readonly #reads: EdgeReads;
  readonly #orders: string[] = [];
  #made = 0;

  constructor(random: SeededRandom, reads: EdgeReads) {
    this.#random = random;
    this.#reads = reads;
  }

  /** The next thing somebody does. Some of it is refused, as in life: that too is remembered by its key. */
  next(): SentCommand {
    const random = this.#random;
    const orderId = this.#orders.length === 0 ? undefined : random.pick(this.#orders.slice(-12));
    const at = random.below(100);
    if (orderId === undefined || at < 40) return this.#place();
    if (at < 50) return this.#command('addLines', { orderId, lines: this.#lines() });
    if (at < 68) return this.#command('payCash', { orderId, tenderedMinor: 100_000 });
    if (at < 74) return this.#command('handOverOrder', { orderId });
    if (at < 78) return this.#command('cancelOrder', { orderId, reason: 'Guest left' });
    if (at < 82)
      return this.#command('countStock', {
        lines: [{ ingredientId: 'egg', counted: random.between(900_000, 990_000) }],
      });
    const ticket = this.#reads.orderTickets(orderId)[0];
    if (!ticket) return this.#place();
    return this.#command(at < 88 ? 'startTicket' : at < 97 ? 'bumpTicket' : 'recallTicket', { ticketId: ticket.id });
  }

  #place(): SentCommand {
    const orderId = this.#id();
    this.#orders.push(orderId);
    return this.#command('placeOrder', {
      orderId,
      tableLabel: String(this.#random.between(1, 30)),
      lines: this.#lines(),
    });
  }

  #lines(): object[] {
    return Array.from({ length: this.#random.between(1, 3) }, () => ({
      lineId: this.#id(),
      itemId: this.#random.pick(['burger', 'lager']),
      quantity: this.#random.between(1, 3),
    }));
  }

  #command(name: SentCommand['name'], args: object): SentCommand {
    return { key: this.#id(), name, args };
  }

  #id(): string {
    this.#made += 1;
    return uuidV7(1_795_341_600_000 + this.#made, this.#random.bytes(10));
  }
}

/**
 * Sends `count` commands in waves of one to six at once, telling `heard` of each answer the moment it arrives. Stops
 * early when the journal stopped. The same seed on the same journal sends the same.
 */
export async function playEvening(
  house: FolderHouse,
  { seed, count, heard }: { readonly seed: number; readonly count: number; readonly heard: (heard: Heard) => void },
): Promise<void> {
  const random = createSeededRandom(seed);
  const evening = new Evening(random, house.services.reads);
  for (let sent = 0; sent < count && house.fatal.length === 0; ) {
    const size = Math.min(count - sent, random.between(1, MAX_WAVE));
    const wave = Array.from({ length: size }, () => evening.next());
    sent += size;
    await Promise.all(
      wave.map((command) =>
        house.send(command).then(
          (outcome) => heard({ command, outcome }),
          (failure: unknown) => heard({ command, failure }),
        ),
      ),
    );
  }
}

import { appendFileSync } from 'node:fs';
import { uuidV7 } from '@passbell/core/kernel/ids';
import type { SeededRandom } from '@passbell/testkit/seeded-random';
import type { HttpAnswer, HttpCaller } from '../restaurant/http-caller.ts';

/** A change as it was sent, so that it can be sent again word for word. */
interface SentChange {
  readonly key: string;
  readonly path: string;
  readonly body: object;
}

/** A change and the answer it was given, as this client would swear to it. */
export interface SwornAnswer extends SentChange {
  readonly status: number;
  readonly text: string;
}

/** How many of its last orders a client still works on. */
const OPEN_ORDERS = 5;

/** What of an answer must be the same on every retry: all of a success; of a refusal all but the request's own number. */
function bodyOf({ status, text }: { readonly status: number; readonly text: string }): string {
  if (status < 400) return text;
  const { code, params } = JSON.parse(text) as { code: string; params: unknown }; // A problem document.
  return JSON.stringify({ code, params });
}

/**
 * A till that works without pause, keeps a log of every answer on its own disk, and after a restart sends again what it
 * has no answer to.
 */
export class KillClient {
  readonly sworn: SwornAnswer[] = [];
  readonly faults: string[] = [];
  /** Sent without an answer; whether it happened, only the server knows. */
  unanswered: SentChange[] = [];
  /** Of the unanswered, those that had happened. */
  happenedUnheard = 0;
  readonly #random: SeededRandom;
  readonly #log: string;
  readonly #orders: string[] = [];
  #resworn = 0;
  #isWorking = false;

  constructor(random: SeededRandom, log: string) {
    this.#random = random;
    this.#log = log;
  }

  /** Sends one change after the other until the server is gone or `rest` is called. */
  async work(caller: HttpCaller): Promise<void> {
    this.#isWorking = true;
    while (this.#isWorking) {
      const change = this.#next();
      const answer = await this.#send(caller, change);
      if (!answer) {
        this.unanswered.push(change);
        return;
      }
      if (answer.headers.get('idempotency-replayed') !== null)
        this.faults.push(`${change.key} was new, and is called a repetition`);
      this.#swear(change, answer);
    }
  }

  rest(): void {
    this.#isWorking = false;
  }

  /** After a restart: brings every open question to an end and sends again what was answered since the last time. */
  async settle(caller: HttpCaller): Promise<void> {
    for (const answer of this.sworn.slice(this.#resworn)) await this.#again(caller, answer);
    for (const change of this.unanswered) {
      const answer = await this.#send(caller, change);
      if (!answer) throw new Error(`no answer to ${change.key} from a server that was left in peace`);
      if (answer.headers.get('idempotency-replayed') === 'true') this.happenedUnheard += 1;
      await this.#again(caller, this.#swear(change, answer));
    }
    this.unanswered = [];
    this.#resworn = this.sworn.length;
  }

  /** Sends something again that was answered: it must be known, and the answer the same. */
  async #again(caller: HttpCaller, sworn: SwornAnswer): Promise<void> {
    const answer = await this.#send(caller, sworn);
    if (!answer) throw new Error(`no answer to ${sworn.key} from a server that was left in peace`);
    if (answer.headers.get('idempotency-replayed') !== 'true')
      this.faults.push(
        `${sworn.path} ${sworn.key} was answered ${sworn.status} and happened again as if it were new: ${answer.text}`,
      );
    else if (answer.status !== sworn.status || bodyOf(answer) !== bodyOf(sworn))
      this.faults.push(
        `${sworn.path} ${sworn.key} was answered ${sworn.status} ${sworn.text}, and now ${answer.status} ${answer.text}`,
      );
  }

  /** Null when there was no answer, or one that says that it was not taken up. */
  async #send(caller: HttpCaller, { path, body, key }: SentChange): Promise<HttpAnswer | null> {
    const answer = await caller.post(path, body, key).catch(() => null);
    if (answer && answer.status >= 500 && answer.status !== 503)
      this.faults.push(`${path} ${key} was answered ${answer.status} ${answer.text}`);
    return answer && answer.status < 500 ? answer : null;
  }

  #swear(change: SentChange, { status, text }: HttpAnswer): SwornAnswer {
    const sworn: SwornAnswer = { ...change, status, text };
    this.sworn.push(sworn);
    appendFileSync(this.#log, `${JSON.stringify(sworn)}\n`);
    return sworn;
  }

  #next(): SentChange {
    const random = this.#random;
    const orderId = this.#orders.length === 0 ? undefined : random.pick(this.#orders.slice(-OPEN_ORDERS));
    const at = random.below(10);
    if (orderId === undefined || at < 5) {
      const made = this.#id();
      this.#orders.push(made);
      return this.#change('/v1/orders', { orderId: made, lines: this.#lines() });
    }
    if (at < 6) return this.#change(`/v1/orders/${orderId}/add-lines`, { lines: this.#lines() });
    if (at < 9)
      return this.#change(`/v1/orders/${orderId}/pay-cash`, { paymentId: this.#id(), tenderedMinor: 100_000 });
    return this.#change(`/v1/orders/${orderId}/cancel`, {});
  }

  #lines(): object[] {
    return [
      { lineId: this.#id(), itemId: this.#random.pick(['burger', 'lager']), quantity: this.#random.between(1, 3) },
    ];
  }

  #change(path: string, body: object): SentChange {
    return { key: this.#id(), path, body };
  }

  #id(): string {
    return uuidV7(Date.now(), this.#random.bytes(10));
  }
}

import type { Json } from '@passbell/core/kernel/canonical-json';
import { createIdSource } from '@passbell/core/kernel/ids';
import type { OrderView } from '@passbell/core/wire/views';
import type { ClientLife } from './client-node.ts';
import { drawLines } from './order-lines.ts';
import { committedAnswer, refusedAnswer } from './press-book.ts';

type Body = { readonly [field: string]: Json };

/** Takes an answer as it came. */
const ANY = { safeParse: (data: unknown) => ({ success: true as const, data: data as Json }) }; // Parsed from JSON.

interface Sent {
  readonly name: string;
  readonly path: string;
  readonly body: Body;
  readonly key: string;
}

/** A partner's machine: orders over HTTP and asks again with the same key, sometimes long after it was answered. */
export function workAsPartner(life: ClientLife, pressEveryMs: number, mayPress: () => boolean): void {
  const { client, node, random } = life;
  const { timers, clock } = node.parts.machine;
  const { book, context, name: by } = node.parts;
  const ids = createIdSource(clock, random.fork());
  const sent: Sent[] = [];

  const ask = async (request: Sent): Promise<void> => {
    const { name, path, body, key } = request;
    book.add({ key, by, lane: key, name, position: sent.length, args: body });
    const answer = await client.http.post(path, body, key, ANY);
    if (answer.ok) book.answered(key, committedAnswer(answer.value, null, null), null);
    else if (answer.error.code !== 'edge_unreachable')
      book.answered(key, refusedAnswer(answer.error.code, answer.error.params as Body), answer.error.code); // A problem's parameters are JSON.
    else if (random.chance(0.7)) timers.after(random.between(100, 3_000), () => void ask(request));
  };
  /** Another intent under a key that was used must be told so, and do nothing. */
  const abuse = async ({ path, body, key }: Sent): Promise<void> => {
    const answer = await client.http.post(path, { ...body, note: 'another' }, key, ANY);
    const isTold = !answer.ok && ['idempotency_key_reused', 'validation_failed'].includes(answer.error.code);
    // An older copy of the journal may have been put back meanwhile; it does not know the key.
    if (book.presses.get(key)?.answer === null) return;
    const isAnswered = answer.ok || !['edge_unreachable', 'internal', 'shutting_down'].includes(answer.error.code);
    if (isAnswered && !isTold)
      context.violate('a key is one intent', `${key}: ${JSON.stringify(answer).slice(0, 200)}`);
  };
  const orders = () => [...(life.held.get('orders.open')?.getSnapshot().documents.values() ?? [])] as OrderView[]; // The topic holds orders.
  const next = (): Sent => {
    const open = orders();
    const key = `${by}-${ids.newId()}`;
    const dice = random.float();
    if (dice < 0.6 || open.length === 0) {
      const orderId = random.chance(0.5) ? { orderId: ids.newId() } : {};
      // Without ids of the sender's a second effect would not be refused as one that exists.
      const lines = drawLines(random, ids).map(({ lineId: _, ...line }) => line);
      return { name: 'placeOrder', path: '/v1/orders', body: { ...orderId, lines, tableLabel: '7' }, key };
    }
    const { id } = random.pick(open);
    if (dice < 0.8) return { name: 'cancelOrder', path: `/v1/orders/${id}/cancel`, body: {}, key };
    return { name: 'handOverOrder', path: `/v1/orders/${id}/hand-over`, body: {}, key };
  };
  const press = () => {
    timers.after(random.between(1, 2 * pressEveryMs), press);
    if (!life.isStormy()) return;
    const answered = sent.filter(({ key }) => book.presses.get(key)?.answer !== null);
    if (answered.length > 0 && random.chance(0.2)) {
      const old = random.pick(answered);
      if (random.chance(0.5)) void ask(old);
      else if (old.name === 'placeOrder') void abuse(old);
      return;
    }
    if (!mayPress()) return;
    const request = next();
    sent.push(request);
    void ask(request);
  };
  timers.after(random.between(1, pressEveryMs), press);
}

import { createIdSource } from '@passbell/core/kernel/ids';
import type { OrderView } from '@passbell/core/wire/views';
import type { ClientLife } from './client-node.ts';
import { dismissSome } from './kitchen-cook.ts';
import { drawLines } from './order-lines.ts';
import { watchOverlay } from './overlay-watch.ts';
import { STRICT_PORTIONS } from './sim-menu.ts';
import { SIM_PIN, SIM_STAFF } from './sim-people.ts';

const ORDERS = { settleTopics: ['orders.open'] };
const STOCK = { lane: 'stock', settleTopics: ['stock'] };
const INGREDIENTS = [...Object.keys(STRICT_PORTIONS), 'lager'];
const SUBJECTS = [
  { kind: 'item', subjectId: 'soup' },
  { kind: 'item', subjectId: 'catch' },
  { kind: 'variation', subjectId: 'burger-single' },
  { kind: 'modifier', subjectId: 'fried-egg' },
] as const;
const RETRY_SIGN_IN_MS = 1_500;

interface TillHabits {
  readonly pressEveryMs: number;
  readonly payFirst: boolean;
  /** Whether there is a press left to make. */
  readonly mayPress: () => boolean;
  /** Whether a line may leave the screen. */
  readonly isGone: (orderId: string, lineId: string) => boolean;
}

/** A till with somebody at it, who signs in and does what people at tills do, sensible or not. */
export function workAtTill(life: ClientLife, habits: TillHabits): void {
  const { client, node, random } = life;
  const { timers, clock } = node.parts.machine;
  const ids = createIdSource(clock, random.fork());
  watchOverlay(life, habits.isGone);

  const signIn = () => {
    const waitsFor = client.queue.getSnapshot().pending.find(({ needsSession }) => needsSession)?.staffId;
    const isIn = client.sessions.current.getSnapshot() !== null;
    // The till says whose presses wait for them; people come back to it.
    if (isIn && (waitsFor == null || random.chance(0.7))) return timers.after(RETRY_SIGN_IN_MS, signIn);
    const drawn = random.chance(0.6) ? SIM_STAFF[0] : SIM_STAFF[1];
    const person = SIM_STAFF.find(({ id }) => id === waitsFor) ?? drawn;
    void client.signIn(person.id, SIM_PIN).then(() => timers.after(random.between(1, RETRY_SIGN_IN_MS), signIn));
    return undefined;
  };
  signIn();

  const orders = () => [...(life.held.get('orders.open')?.getSnapshot().documents.values() ?? [])] as OrderView[]; // The topic holds orders.
  const visit = () => {
    const orderId = ids.newId();
    const options = { ...ORDERS, lane: orderId };
    const isOpened = habits.payFirst || random.chance(0.25);
    const args = { orderId, lines: drawLines(random, ids), guestName: `Guest ${random.below(100)}` };
    client.queue.submit(isOpened ? 'openOrder' : 'placeOrder', args, options);
    if (random.chance(0.35)) client.queue.submit('addLines', { orderId, lines: drawLines(random, ids) }, options);
    if (random.chance(isOpened ? 0.7 : 0.2))
      client.queue.submit('payCash', { orderId, tenderedMinor: 100_000 }, { ...options, optimistic: false });
    return undefined;
  };
  const change = (order: OrderView) => {
    const orderId = order.id;
    const options = { ...ORDERS, lane: orderId };
    const dice = random.float();
    if (dice < 0.3) return client.queue.submit('addLines', { orderId, lines: drawLines(random, ids) }, options);
    if (dice < 0.7) {
      const part = random.chance(0.4) && order.dueMinor > 1 ? { amountMinor: random.between(1, order.dueMinor) } : {};
      const args = { orderId, tenderedMinor: 100_000, ...part, ...(random.chance(0.5) && { paymentId: ids.newId() }) };
      return client.queue.submit('payCash', args, { ...options, optimistic: false });
    }
    if (dice < 0.85) return client.queue.submit('handOverOrder', { orderId }, options);
    return client.queue.submit('cancelOrder', { orderId, reason: 'Guest left' }, options);
  };
  const stock = () => {
    const dice = random.float();
    const ingredientId = random.pick(INGREDIENTS);
    const quantity = (STRICT_PORTIONS[ingredientId] ?? 568) * random.between(1, 8);
    if (dice < 0.35) return client.queue.submit('receiveStock', { lines: [{ ingredientId, quantity }] }, STOCK);
    if (dice < 0.5) return client.queue.submit('countStock', { lines: [{ ingredientId, counted: quantity }] }, STOCK);
    return client.queue.submit(random.chance(0.4) ? 'eightySix' : 'restoreSale', random.pick(SUBJECTS), STOCK);
  };
  const act = () => {
    const open = orders();
    const dice = random.float();
    if (dice < 0.03) return client.signOut();
    if (dice < 0.15) return stock();
    if (dice < 0.55 || open.length === 0) return visit();
    return change(random.pick(open));
  };
  const press = () => {
    timers.after(random.between(1, 2 * habits.pressEveryMs), press);
    if (!life.isStormy() || client.sessions.current.getSnapshot() === null || !habits.mayPress()) return;
    act();
    dismissSome(life);
  };
  timers.after(random.between(1, habits.pressEveryMs), press);
}

import { randomUUID } from 'node:crypto';
import type { CommandAnswer } from '@passbell/core/wire/command-registry';
import type { OrderView } from '@passbell/core/wire/views';
import type { DrawnOrder } from '../order-mix.ts';
import { type DemoScreen, itemsRunOut } from './demo-http.ts';

const BILLS_MINOR = [500, 1_000, 2_000, 5_000, 10_000];
const MAX_CHOICES = 5;

/** What a visit is played with. */
export interface VisitStage {
  readonly till: DemoScreen;
  /** Registers an order before it is placed, so that no ticket of it comes too early. */
  expect(orderId: string): void;
  /** Resolves when so many tickets of the order are bumped. */
  cooked(orderId: string, tickets: number): Promise<void>;
  /** Somebody had to choose something else. */
  choseAgain(): void;
}

/** What came of a visit. */
export interface VisitOutcome {
  readonly totalMinor: number;
  readonly lines: number;
  readonly tickets: number;
  /** From placing to ready. */
  readonly kitchenMs: number;
  readonly status: string;
}

function toLine({
  itemId,
  variationId,
  quantity,
  modifiers,
  seat,
  course,
  note,
  allergies,
}: DrawnOrder['lines'][number]) {
  return {
    itemId,
    variationId,
    quantity,
    modifiers,
    course,
    allergies,
    ...(seat === null ? {} : { seat }),
    ...(note === null ? {} : { note }),
  };
}

/** Places an order; where something ran out, without it. Undefined when nothing was left to order. */
async function place(
  { till, expect, choseAgain }: VisitStage,
  drawn: DrawnOrder,
): Promise<CommandAnswer<'placeOrder'> | undefined> {
  const { channel, diningOption, tableLabel, guestCount } = drawn;
  let { lines } = drawn;
  for (let choice = 1; choice <= MAX_CHOICES && lines.length > 0; choice += 1) {
    const orderId = randomUUID();
    expect(orderId);
    try {
      return await till.post<CommandAnswer<'placeOrder'>>('/v1/orders', {
        orderId,
        channel,
        diningOption,
        ...(tableLabel === null ? {} : { tableLabel }),
        ...(guestCount === null ? {} : { guestCount }),
        lines: lines.map(toLine),
      });
    } catch (error) {
      const gone = itemsRunOut(error);
      if (gone === null) throw error;
      choseAgain();
      lines = lines.filter((line) => !gone.has(line.itemId));
    }
  }
  return undefined;
}

/** The cash a guest puts down: the sum rounded up to the next note, and sometimes exactly the sum. */
function cashFor(dueMinor: number, isExact: boolean): number {
  if (isExact) return dueMinor;
  const note = BILLS_MINOR.find((bill) => bill >= dueMinor / 3) ?? 10_000;
  return Math.ceil(dueMinor / note) * note;
}

/**
 * Plays one party: order, kitchen, cash, goodbye. Who takes it away pays first; who sits pays when it was brought.
 * Undefined when they left because nothing was left of what they wanted.
 */
export async function playVisit(
  stage: VisitStage,
  drawn: DrawnOrder,
  isExact: boolean,
): Promise<VisitOutcome | undefined> {
  const { till } = stage;
  const startedMs = performance.now();
  const placed = await place(stage, drawn);
  if (placed === undefined) return undefined;
  const { orderId, dueMinor } = placed;
  const pay = () =>
    till.post<CommandAnswer<'payCash'>>(`/v1/orders/${orderId}/pay-cash`, {
      tenderedMinor: cashFor(dueMinor, isExact),
    });
  const paysFirst = drawn.diningOption !== 'dine_in';
  if (paysFirst && dueMinor > 0) await pay();
  const { tickets } = await till.get<OrderView>(`/v1/orders/${orderId}`);
  await stage.cooked(orderId, tickets.length);
  const kitchenMs = performance.now() - startedMs;
  if (paysFirst || dueMinor === 0) await till.post(`/v1/orders/${orderId}/hand-over`, {});
  else await pay();
  const { status } = await till.get<OrderView>(`/v1/orders/${orderId}`);
  return { totalMinor: placed.totalMinor, lines: placed.lineIds.length, tickets: tickets.length, kitchenMs, status };
}

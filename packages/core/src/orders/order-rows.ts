import type { PaymentState } from '../payments/payment-state.ts';
import type { CheckState } from './check-state.ts';
import type { LineState } from './line-state.ts';
import type { OrderStatus } from './order-status.ts';

/** Most lines an order may have over its life. */
export const MAX_LINES_PER_ORDER = 200;

/** Where an order came in. */
export type Channel = 'pos' | 'kiosk' | 'online' | 'integration';
export type DiningOption = 'dine_in' | 'take_away' | 'delivery';

/** One modifier as it was sold: names and price of that moment. */
export interface LineModifier {
  readonly modifierId: string;
  readonly groupId: string;
  readonly name: string;
  readonly kitchenName: string;
  /** How the kitchen reads it: a plain choice, or the word in front of it. `standard` is the dish as it comes: not shown. */
  readonly action: 'standard' | 'choice' | 'add' | 'extra' | 'no' | 'sub' | 'side';
  /** Per unit of the line; 0 for something left off. */
  readonly quantity: number;
  /** Price of one of it. */
  readonly unitPriceMinor: number;
}

/** A tax as it was sold. */
export interface LineTax {
  readonly taxId: string;
  readonly name: string;
  readonly ratePpm: number;
  readonly inclusive: boolean;
}

/** What one unit of a line takes from stock. Integers in the ingredient's own unit. */
export interface RecipePart {
  readonly ingredientId: string;
  readonly quantity: number;
}

export interface OrderRow {
  readonly id: string;
  readonly channel: Channel;
  readonly diningOption: DiningOption;
  readonly tableLabel: string | null;
  readonly guestName: string | null;
  readonly guestCount: number | null;
  readonly note: string | null;
  readonly staffId: string | null;
  readonly deviceId: string;
  readonly currency: string;
  /** Stamped once, at placing, with `series` and `number`: the human order number. */
  readonly businessDay: string | null;
  readonly series: string | null;
  readonly number: number | null;
  readonly openedMs: number;
  readonly placedMs: number | null;
  readonly readyMs: number | null;
  readonly closedMs: number | null;
  readonly status: OrderStatus;
  readonly totalMinor: number;
  readonly paidMinor: number;
}

export interface OrderLineRow {
  readonly id: string;
  readonly orderId: string;
  readonly checkId: string;
  readonly position: number;
  readonly seat: number | null;
  readonly course: number;
  readonly itemId: string;
  readonly variationId: string;
  readonly name: string;
  readonly variationName: string | null;
  readonly kitchenName: string;
  readonly stationId: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
  readonly modifiers: readonly LineModifier[];
  /** `quantity × (unit price + modifiers)`, as shown to the guest (with inclusive taxes in it). */
  readonly amountMinor: number;
  readonly taxGroupId: string | null;
  readonly taxes: readonly LineTax[];
  /** This line's share of its check's taxes, inclusive and exclusive. */
  readonly taxMinor: number;
  readonly allergens: readonly string[];
  /** What the guest must not eat, as told by the guest. */
  readonly allergies: readonly string[];
  readonly note: string | null;
  readonly menuHash: string;
  readonly recipe: readonly RecipePart[];
  readonly stockPolicy: 'strict' | 'advisory' | 'none';
  readonly state: LineState;
  readonly sentMs: number | null;
}

export interface CheckTax extends LineTax {
  readonly baseMinor: number;
  readonly amountMinor: number;
}

export interface CheckRow {
  readonly id: string;
  readonly orderId: string;
  readonly position: number;
  readonly state: CheckState;
  /** Sum of the lines' amounts. */
  readonly subtotalMinor: number;
  /** Tax on top of the subtotal. */
  readonly exclusiveTaxMinor: number;
  /** Tax already inside the subtotal. */
  readonly inclusiveTaxMinor: number;
  /** `subtotal + exclusive tax`. */
  readonly totalMinor: number;
  readonly paidMinor: number;
  readonly taxes: readonly CheckTax[];
}

export interface PaymentRow {
  readonly id: string;
  readonly orderId: string;
  readonly checkId: string;
  readonly tender: 'cash';
  readonly state: PaymentState;
  readonly amountMinor: number;
  readonly tenderedMinor: number;
  readonly changeMinor: number;
  readonly currency: string;
  readonly businessDay: string;
  readonly staffId: string | null;
  readonly deviceId: string;
  readonly createdMs: number;
  readonly settledMs: number | null;
}

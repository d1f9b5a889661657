import type { LineArgs, OrderAnswer } from '@passbell/core/wire/order-commands';
import type { House } from './open-house.ts';

type Dish = Pick<LineArgs, 'itemId'> & Partial<LineArgs>;

/** For whom an order is. */
interface OrderHead {
  readonly tableLabel?: string;
  readonly guestName?: string;
  readonly guestCount?: number;
  readonly note?: string;
}

/** Sends an order as the box itself: for journeys in which ringing it is not the point. */
export function sendOrder(house: House, head: OrderHead, ...dishes: readonly Dish[]): Promise<OrderAnswer> {
  return house.restaurant.commit('placeOrder', {
    ...head,
    lines: dishes.map((dish) => ({ quantity: 1, course: 1, allergies: [], ...dish })),
  });
}

import { journal } from './0010-journal.ts';
import { restaurantRows } from './0020-restaurant-rows.ts';
import { orderRows } from './0030-order-rows.ts';
import { kitchenRows } from './0040-kitchen-rows.ts';
import { stockRows } from './0050-stock-rows.ts';
import { signIn } from './0060-sign-in.ts';
import type { Migration } from './migration.ts';

/** Every migration in order. Static, so that nothing depends on what lies in a folder. */
export const MIGRATIONS: readonly Migration[] = [journal, restaurantRows, orderRows, kitchenRows, stockRows, signIn];

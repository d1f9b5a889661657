import { isClosedStatus, ORDER_STATUSES } from '@passbell/core/orders/order-status';
import { sql } from 'kysely';

const closed = ORDER_STATUSES.filter(isClosedStatus).map((status) => sql.lit(status));

/**
 * Holds for orders that still take changes. Ask for open orders with this and not with a list of statuses: SQLite uses
 * the index of open orders only for the very condition it was made with, and else walks every order ever sold.
 */
export const ORDER_IS_OPEN = sql<boolean>`${sql.ref('status')} not in (${sql.join(closed)})`;

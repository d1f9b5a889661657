import { businessDayOf } from '@passbell/core/kernel/business-day';
import { divideRounded, sumMinor } from '@passbell/core/kernel/money';
import { sql } from 'kysely';
import type { CloudDb } from '../../db/database.ts';
import { forEachOrganisation } from './organisation-walk.ts';

/** Money taken in one way of paying. */
export interface TenderSum {
  readonly tender: string;
  readonly payments: number;
  readonly amountMinor: number;
}

/** Sums in one currency. Gross is what guests owe with tax in it; net is without. */
export interface SalesFigures {
  readonly currency: string;
  readonly orders: number;
  readonly grossMinor: number;
  readonly netMinor: number;
  readonly taxMinor: number;
  /** Net sales per order; null without an order. */
  readonly averageCheckMinor: number | null;
  readonly tenders: readonly TenderSum[];
}

export interface LocationSales extends SalesFigures {
  readonly orgId: string;
  readonly locationId: string;
  readonly name: string;
  /** Today as the location counts it, `YYYY-MM-DD`. */
  readonly businessDay: string;
}

export interface SalesToday {
  readonly asOfMs: number;
  /** One for each currency, largest gross first. Currencies are never added together. */
  readonly totals: readonly SalesFigures[];
  readonly locations: readonly LocationSales[];
  /** True when there are more locations than are shown. */
  readonly truncated: boolean;
}

interface OrderSums {
  location_id: string;
  currency: string;
  orders: number;
  gross_minor: number;
  tax_minor: number;
}

interface TenderSums {
  location_id: string;
  currency: string;
  tender: string;
  payments: number;
  amount_minor: number;
}

function figures(
  currency: string,
  sums: Pick<OrderSums, 'orders' | 'gross_minor' | 'tax_minor'>,
  tenders: readonly TenderSum[],
): SalesFigures {
  const netMinor = sums.gross_minor - sums.tax_minor;
  return {
    currency,
    orders: sums.orders,
    grossMinor: sums.gross_minor,
    netMinor,
    taxMinor: sums.tax_minor,
    averageCheckMinor: sums.orders === 0 ? null : divideRounded(BigInt(netMinor), BigInt(sums.orders), 'half_up'),
    tenders,
  };
}

function addTenders(all: readonly TenderSum[]): TenderSum[] {
  const byTender = Map.groupBy(all, (sum) => sum.tender);
  return [...byTender].map(([tender, sums]) => ({
    tender,
    payments: sums.reduce((count, sum) => count + sum.payments, 0),
    amountMinor: sumMinor(sums.map((sum) => sum.amountMinor)),
  }));
}

function totalsOf(locations: readonly LocationSales[]): SalesFigures[] {
  const byCurrency = Map.groupBy(locations, (location) => location.currency);
  return [...byCurrency]
    .map(([currency, all]) => {
      const sums = {
        orders: all.reduce((count, location) => count + location.orders, 0),
        gross_minor: sumMinor(all.map((location) => location.grossMinor)),
        tax_minor: sumMinor(all.map((location) => location.taxMinor)),
      };
      return figures(currency, sums, addTenders(all.flatMap((location) => location.tenders)));
    })
    .sort((a, b) => b.grossMinor - a.grossMinor);
}

/**
 * Today's sales: placed orders of each location's own business day, without the cancelled and refunded ones, as far as
 * they have arrived. `locations` of the status report say whether that is all.
 */
export async function salesToday(db: CloudDb, nowMs: number): Promise<SalesToday> {
  const all: LocationSales[] = [];
  const truncated = await forEachOrganisation(db, async (tx, orgId, locations) => {
    const days = locations.map((location) => businessDayOf(nowMs, location.time_zone, location.business_day_hour));
    const today = sql`unnest(${locations.map((location) => location.location_id)}::text[], ${days}::text[]) AS today (location_id, business_day)`;
    const orders = await sql<OrderSums>`
      SELECT o.location_id, o.currency, count(*) AS orders, sum(c.total_minor)::bigint AS gross_minor, sum(c.tax_minor)::bigint AS tax_minor
      FROM orders o JOIN ${today} USING (location_id, business_day)
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(total_minor), 0) AS total_minor, coalesce(sum(exclusive_tax_minor + inclusive_tax_minor), 0) AS tax_minor
        FROM checks WHERE org_id = o.org_id AND location_id = o.location_id AND order_id = o.id AND state <> 'voided'
      ) c
      WHERE o.org_id = ${orgId} AND o.status NOT IN ('cart', 'cancelled', 'refunded')
      GROUP BY o.location_id, o.currency`.execute(tx);
    const tenders = await sql<TenderSums>`
      SELECT p.location_id, p.currency, p.tender, count(*) AS payments, sum(p.amount_minor)::bigint AS amount_minor
      FROM payments p JOIN ${today} USING (location_id, business_day)
      WHERE p.org_id = ${orgId} AND p.state IN ('captured', 'authorized')
      GROUP BY p.location_id, p.currency, p.tender ORDER BY p.tender`.execute(tx);
    for (const [at, location] of locations.entries()) {
      const here = <T extends { location_id: string }>(row: T): boolean => row.location_id === location.location_id;
      const sums = orders.rows.find(here) ?? { orders: 0, gross_minor: 0, tax_minor: 0, currency: location.currency };
      const paid = tenders.rows
        .filter(here)
        .map((row) => ({ tender: row.tender, payments: row.payments, amountMinor: row.amount_minor }));
      all.push({
        orgId,
        locationId: location.location_id,
        name: location.name,
        businessDay: days[at] ?? '',
        ...figures(sums.currency, sums, paid),
      });
    }
  });
  return { asOfMs: nowMs, totals: totalsOf(all), locations: all, truncated };
}

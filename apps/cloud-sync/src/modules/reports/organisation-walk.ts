import { asTenant, type CloudDb, type CloudTx, listOrganisations } from '../../db/database.ts';

/** Locations a report shows at most. */
const MAX_LOCATIONS = 500;

export interface ReportLocation {
  readonly location_id: string;
  readonly name: string;
  readonly time_zone: string;
  readonly currency: string;
  readonly locale: string;
  readonly business_day_hour: number;
}

/**
 * Visits every organisation with its locations by name, each in a transaction that sees only that organisation.
 *
 * @returns whether some locations were left out because there are too many.
 */
export async function forEachOrganisation(
  db: CloudDb,
  visit: (tx: CloudTx, orgId: string, locations: readonly ReportLocation[]) => Promise<void>,
): Promise<boolean> {
  let left = MAX_LOCATIONS;
  for (const { org_id: orgId } of await listOrganisations(db)) {
    if (left <= 0) return true;
    const found = await asTenant(db, { orgId, locationId: '*' }, async (tx) => {
      const locations = await tx
        .selectFrom('locations')
        .select(['location_id', 'name', 'time_zone', 'currency', 'locale', 'business_day_hour'])
        .where('org_id', '=', orgId)
        .orderBy('name')
        .orderBy('location_id')
        .limit(left + 1)
        .execute();
      await visit(tx, orgId, locations.slice(0, left));
      return locations.length;
    });
    if (found > left) return true;
    left -= found;
  }
  return false;
}

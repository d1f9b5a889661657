import { decodeBody, projectedTable } from '../../projection/projected-table.ts';
import type { Projector } from '../../projection/projector.ts';

const TABLES = [projectedTable('locations', ['id', 'name', 'timeZone', 'currency', 'locale', 'businessDayHour'])];

/** Keeps each location's name, zone and currency as its own journal says. The record's key is the location itself. */
export const locationProjector: Projector = {
  name: 'locations',
  decode: (event) => decodeBody(TABLES, event),
  apply: async (tx, key, rows) => {
    for (const { values, epoch, seq } of rows) {
      if (values === null) continue;
      const { id: _, ...columns } = values;
      await tx
        .updateTable('locations')
        .set({ ...columns, epoch, seq })
        .where('org_id', '=', key.orgId)
        .where('location_id', '=', key.locationId)
        .where((eb) => eb.or([eb('epoch', '<', epoch), eb.and([eb('epoch', '=', epoch), eb('seq', '<', seq)])]))
        .execute();
    }
  },
};

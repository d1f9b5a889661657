import { domainError } from '@passbell/core/errors/domain-error';
import { canonicalJson } from '@passbell/core/kernel/canonical-json';
import { err, ok } from '@passbell/core/kernel/result';
import type { LocationRow } from '@passbell/core/location/location-row';
import type { Handlers } from '../../dispatch/handler.ts';

export const locationHandlers: Pick<Handlers, 'configureLocation'> = {
  configureLocation: ({ location }, context) => {
    const known = context.tx.row<LocationRow>('locations', [context.locationId]);
    const row: LocationRow = { id: context.locationId, ...location };
    if (known && canonicalJson(known) === canonicalJson(row))
      return ok({ events: [], answer: { locationId: row.id, changed: false } });
    // Its prices, and every order made from it, are in the menu's currency.
    const menu = context.menu();
    const isPriced = menu.ok && menu.value.document.currency !== row.currency;
    if (isPriced)
      return err(domainError('currency_mismatch', { menu: menu.value.document.currency, location: row.currency }));
    const rows = [{ table: 'locations' as const, key: [row.id], row: { ...row } }];
    const event = { type: 'location.configured', ver: 1, entity: 'location', entityId: row.id, rows };
    return ok({ events: [event], answer: { locationId: row.id, changed: true } });
  },
};

import type { LocationRow } from '@passbell/core/location/location-row';

/** Saltmarsh in New York: open checks at the tables, and paying the last of a ready order hands it over. */
export const demoLocation: LocationRow = {
  id: '0197a3c0-0000-7000-8000-0000000000f0',
  name: 'Saltmarsh',
  timeZone: 'America/New_York',
  currency: 'USD',
  locale: 'en-US',
  taxMode: 'exclusive',
  businessDayHour: 4,
  openChecks: true,
  handOverOnPayment: true,
  unseenAlarmMs: 5_000,
};

/** What most restaurants want, until they say otherwise. Name, time zone and currency have no such answer. */
export const NEW_LOCATION = {
  locale: 'en-US',
  taxMode: 'exclusive',
  businessDayHour: 4,
  openChecks: true,
  handOverOnPayment: true,
  unseenAlarmMs: 5_000,
} as const;

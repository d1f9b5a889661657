import { assert } from './assert.ts';
import { HOUR_MS } from './durations.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();

interface LocalTime {
  readonly date: string;
  readonly hour: number;
  readonly minute: number;
  /** 1 = Monday … 7 = Sunday, as in ISO 8601. */
  readonly weekday: number;
}

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formatters.set(timeZone, made);
  return made;
}

/** The clock on the wall of the restaurant at an instant. */
export function localTime(instantMs: number, timeZone: string): LocalTime {
  const parts = new Map(
    formatterFor(timeZone)
      .formatToParts(instantMs)
      .map((part) => [part.type, part.value]),
  );
  const date = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return {
    date,
    hour: Number(parts.get('hour')),
    minute: Number(parts.get('minute')),
    weekday: weekday === 0 ? 7 : weekday,
  };
}

/**
 * The business day (`YYYY-MM-DD`) an instant belongs to. The day rolls at `rollHour` on the restaurant's own wall
 * clock, so a sale at 01:30 belongs to the evening before. It reads the wall clock instead of subtracting hours from
 * the instant: on a night with a clock change the two differ, and staff go by the wall.
 */
export function businessDayOf(instantMs: number, timeZone: string, rollHour: number): string {
  assert(Number.isInteger(rollHour) && rollHour >= 0 && rollHour < 24, 'the roll hour is an integer from 0 to 23');
  const local = localTime(instantMs, timeZone);
  if (local.hour >= rollHour) return local.date;
  const noon = Date.parse(`${local.date}T12:00:00Z`) - 24 * HOUR_MS;
  return new Date(noon).toISOString().slice(0, 10);
}

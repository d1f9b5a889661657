import { localTime } from '../kernel/business-day.ts';
import type { MenuDaypart } from './menu-document.ts';

const MINUTES_PER_DAY = 24 * 60;

function minutesOf(clockTime: string): number {
  return Number(clockTime.slice(0, 2)) * 60 + Number(clockTime.slice(3, 5));
}

/** Whether a daypart is on at an instant, by the wall clock of the restaurant. From inclusive, to exclusive. */
export function isDaypartOn(daypart: MenuDaypart, instantMs: number, timeZone: string): boolean {
  const local = localTime(instantMs, timeZone);
  const minute = local.hour * 60 + local.minute;
  const from = minutesOf(daypart.from);
  const to = minutesOf(daypart.to);
  if (from < to) return daypart.days.includes(local.weekday) && minute >= from && minute < to;
  const yesterday = local.weekday === 1 ? 7 : local.weekday - 1;
  if (minute >= from && minute < MINUTES_PER_DAY) return daypart.days.includes(local.weekday);
  return minute < to && daypart.days.includes(yesterday);
}

import { expect, test } from 'vitest';
import { isDaypartOn } from './daypart.ts';
import type { MenuDaypart } from './menu-document.ts';

const NEW_YORK = 'America/New_York';
const lunch: MenuDaypart = { id: 'lunch', name: 'Lunch', days: [1, 2, 3, 4, 5], from: '11:30', to: '15:00' };
const late: MenuDaypart = { id: 'late', name: 'Late', days: [5, 6], from: '22:00', to: '02:00' };
const allDay: MenuDaypart = { id: 'all', name: 'All', days: [1], from: '06:00', to: '06:00' };

// 2026-11-20 is a Friday; New York is five hours behind UTC then.
test.each([
  ['a minute before it begins', lunch, '2026-11-20T16:29:59Z', false],
  ['as it begins', lunch, '2026-11-20T16:30:00Z', true],
  ['its last minute', lunch, '2026-11-20T19:59:59Z', true],
  ['as it ends', lunch, '2026-11-20T20:00:00Z', false],
  ['a day it is not on', lunch, '2026-11-21T17:00:00Z', false],
  ['Friday night', late, '2026-11-21T03:00:00Z', true],
  ['past the midnight of Friday', late, '2026-11-21T06:59:59Z', true],
  ['past the midnight of Saturday, on a Sunday', late, '2026-11-22T06:30:00Z', true],
  ['past the midnight of Thursday, on a Friday', late, '2026-11-20T06:30:00Z', false],
  ['Sunday night', late, '2026-11-23T03:30:00Z', false],
  ['from six to six, on its day', allDay, '2026-11-23T11:00:00Z', true],
  ['from six to six, the morning after', allDay, '2026-11-24T10:59:00Z', true],
  ['from six to six, before its day', allDay, '2026-11-23T10:59:00Z', false],
])('%s', (_when, daypart, instant, isOn) => {
  expect(isDaypartOn(daypart, Date.parse(instant), NEW_YORK)).toBe(isOn);
});

test('the wall clock rules where it is set: both two-o-clocks of the longest night count as the first did', () => {
  // 2026-11-01, a Sunday after a Saturday night: 01:30 comes twice.
  for (const instant of ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'])
    expect(isDaypartOn(late, Date.parse(instant), NEW_YORK)).toBe(true);
  expect(isDaypartOn(late, Date.parse('2026-11-01T07:00:00Z'), NEW_YORK)).toBe(false);
});

import { exampleMenu } from '@passbell/core/menu/example-menu';
import type { MenuDocument } from '@passbell/core/menu/menu-document';
import { indexMenu } from '@passbell/core/menu/menu-index';
import { resolveLine } from '@passbell/core/orders/resolve-lines';
import { createSeededRandom } from '@passbell/testkit/seeded-random';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrivalTimesMs } from './arrival-times.ts';
import { type DrawnOrder, nextOrder } from './order-mix.ts';
import { demoLocation } from './restaurant/demo-location.ts';
import { demoMenu } from './restaurant/demo-menu.ts';
import { demoOpeningStock } from './restaurant/demo-opening-stock.ts';

const MIDNIGHT_MS = Date.parse('2026-11-20T05:00:00Z');
const YEAR_MS = 365 * 24 * 3_600_000;

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const instants = fc.integer({ min: MIDNIGHT_MS, max: MIDNIGHT_MS + YEAR_MS });

function refusalsOf(order: DrawnOrder, document: MenuDocument, nowMs: number): string[] {
  const menu = indexMenu(document, 'test');
  return order.lines.flatMap(({ seat, note, ...line }) => {
    const request = { ...line, ...(seat === null ? {} : { seat }), ...(note === null ? {} : { note }) };
    const resolved = resolveLine(menu, request, nowMs, demoLocation.timeZone);
    return resolved.ok ? [] : [`${resolved.error.code} ${JSON.stringify(resolved.error.params)}`];
  });
}

test('every order of the demo can be placed at its hour', () => {
  const menu = indexMenu(demoMenu, 'test');
  fc.assert(
    fc.property(seeds, instants, (seed, nowMs) => {
      const order = nextOrder(createSeededRandom(seed), menu, nowMs);
      expect(order.lines.length).toBeGreaterThan(0);
      expect(order.lines.length).toBeLessThanOrEqual(60);
      expect(refusalsOf(order, demoMenu, nowMs)).toEqual([]);
      for (const line of order.lines) {
        if (line.seat !== null) expect(line.seat).toBeLessThanOrEqual(order.guestCount ?? 0);
      }
      expect(order.tableLabel === null).toBe(order.diningOption !== 'dine_in');
    }),
    { numRuns: 500 },
  );
}, 60_000);

/** The demo menu as a manager might bend it: other bounds, dishes and choices off, prices open. */
const bentMenus = fc
  .record({
    min: fc.constantFrom(null, 0, 1, 2, 4),
    extra: fc.constantFrom(null, 0, 1, 3),
    offItems: fc.subarray(demoMenu.items.map((item) => item.id)),
    offChoices: fc.subarray(demoMenu.modifierGroups.flatMap((group) => group.modifiers.map((modifier) => modifier.id))),
    openPrices: fc.subarray(
      demoMenu.items.map((item) => item.id),
      { maxLength: 10 },
    ),
  })
  .map(({ min, extra, offItems, offChoices, openPrices }): MenuDocument => {
    const link = { min, max: extra === null ? null : Math.max(1, (min ?? 1) + extra) };
    const off = new Set([...offItems, ...offChoices]);
    return {
      ...demoMenu,
      items: demoMenu.items.map((item) => ({
        ...item,
        available: !off.has(item.id),
        modifierGroups: item.modifierGroups.map(({ groupId }) => ({ groupId, ...link })),
        variations: item.variations.map((variation) =>
          openPrices.includes(item.id) ? { ...variation, priceMinor: null } : variation,
        ),
      })),
      modifierGroups: demoMenu.modifierGroups.map((group) => ({
        ...group,
        max: null,
        modifiers: group.modifiers.map((modifier) => ({ ...modifier, available: !off.has(modifier.id) })),
      })),
    };
  });

test('orders keep to the rules of any menu, whatever is off and whatever its groups ask for', () => {
  fc.assert(
    fc.property(seeds, instants, fc.oneof(bentMenus, fc.constant(exampleMenu)), (seed, nowMs, document) => {
      const order = nextOrder(createSeededRandom(seed), indexMenu(document, 'test'), nowMs);
      expect(refusalsOf(order, document, nowMs)).toEqual([]);
    }),
    { numRuns: 500 },
  );
}, 60_000);

test('one seed is one day', () => {
  const menu = indexMenu(demoMenu, 'test');
  const day = (seed: number) => {
    const random = createSeededRandom(seed);
    return arrivalTimesMs(random, 50, MIDNIGHT_MS).map((atMs) => [atMs, nextOrder(random, menu, atMs)]);
  };
  expect(day(7)).toEqual(day(7));
  expect(day(7)).not.toEqual(day(8));
});

test('orders come between opening and the last order, most of them at lunch and at dinner', () => {
  const times = arrivalTimesMs(createSeededRandom(3), 1_000, MIDNIGHT_MS).map(
    (atMs) => (atMs - MIDNIGHT_MS) / 3_600_000,
  );
  expect(times).toHaveLength(1_000);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times[0]).toBeGreaterThanOrEqual(11);
  expect(times.at(-1)).toBeLessThanOrEqual(22.5);
  const between = (from: number, to: number) => times.filter((hour) => hour >= from && hour < to).length;
  expect(between(12, 13)).toBeGreaterThan(3 * between(15, 16));
  expect(between(18.5, 19.5)).toBeGreaterThan(3 * between(15, 16));
});

test('a day has a bit of everything: channels, notes, allergies, changes, big tables', () => {
  const menu = indexMenu(demoMenu, 'test');
  const random = createSeededRandom(11);
  const orders = arrivalTimesMs(random, 400, MIDNIGHT_MS).map((atMs) => nextOrder(random, menu, atMs));
  const lines = orders.flatMap((order) => order.lines);
  expect(new Set(orders.map((order) => order.channel))).toEqual(new Set(['pos', 'kiosk', 'online']));
  expect(new Set(orders.map((order) => order.diningOption))).toEqual(new Set(['dine_in', 'take_away', 'delivery']));
  expect(lines.some((line) => line.note !== null)).toBe(true);
  expect(lines.some((line) => line.allergies.length > 0)).toBe(true);
  expect(lines.some((line) => line.modifiers.some((modifier) => modifier.quantity > 1))).toBe(true);
  expect(orders.some((order) => (order.guestCount ?? 0) >= 6)).toBe(true);
  expect(new Set(lines.map((line) => line.itemId)).size).toBeGreaterThan(75);
});

test('the shelves last for 700 orders, but for what is meant to run short', () => {
  const menu = indexMenu(demoMenu, 'test');
  const left = new Map(demoOpeningStock.map(({ ingredientId, quantity }) => [ingredientId, quantity]));
  const random = createSeededRandom(5);
  for (const atMs of arrivalTimesMs(random, 700, MIDNIGHT_MS)) {
    for (const { seat: _seat, note: _note, ...line } of nextOrder(random, menu, atMs).lines) {
      const resolved = resolveLine(menu, line, atMs, demoLocation.timeZone);
      if (!resolved.ok) throw new Error(resolved.error.code);
      for (const part of resolved.value.recipe) {
        left.set(part.ingredientId, (left.get(part.ingredientId) ?? 0) - part.quantity * line.quantity);
      }
    }
  }
  const out = [...left].filter(([, quantity]) => quantity < 0).map(([ingredientId]) => ingredientId);
  expect(out.sort()).toEqual(['lobster-meat', 'octopus', 'ribeye', 'scallop']);
});

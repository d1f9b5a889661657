import { canonicalJson } from '@passbell/core/kernel/canonical-json';
import { checkMenu } from '@passbell/core/menu/check-menu';
import { menuDocument } from '@passbell/core/menu/menu-document';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryCatalog } from '../../../../../test/fixtures/square/arbitrary-catalog.ts';
import { contextOf } from '../../../../../test/fixtures/square/catalog-builders.ts';
import { importSquare } from './import-square.ts';

const place = fc.option(fc.constantFrom('L1', 'L2', 'L3'), { nil: undefined });

/** Counts the objects of a catalog without the importer's help: each of the list, and each inside one. */
function countObjects(objects: readonly unknown[]): number {
  const inside: readonly (readonly [string, string, string])[] = [
    ['ITEM', 'item_data', 'variations'],
    ['MODIFIER_LIST', 'modifier_list_data', 'modifiers'],
    ['ITEM_OPTION', 'item_option_data', 'values'],
  ];
  let count = 0;
  for (const one of objects) {
    count += 1;
    if (one === null || typeof one !== 'object') continue;
    const fields: Record<string, unknown> = { ...one };
    for (const [type, data, list_] of inside) {
      if (fields.type !== type || fields[data] === null || typeof fields[data] !== 'object') continue;
      const nested = Object.getOwnPropertyDescriptor(fields[data], list_)?.value;
      if (Array.isArray(nested)) count += nested.length;
    }
  }
  return count;
}

function options(locationId: string | undefined) {
  return locationId === undefined ? {} : { locationId };
}

test('whatever a catalog holds, the menu is sound, each thing is accounted for once, and a second run changes nothing', () => {
  fc.assert(
    fc.property(arbitraryCatalog, place, (objects, locationId) => {
      const first = importSquare(objects, contextOf(options(locationId)));
      if (!first.ok) {
        expect(first.error.code).toBe('validation_failed');
        return;
      }
      const { document, report } = first.value;
      expect(menuDocument.safeParse(document).success).toBe(true);
      expect(checkMenu(document)).toEqual([]);
      expect(report.entries).toHaveLength(countObjects(objects));
      const { taken, mapped, leftOut, unchanged } = report.totals;
      expect(taken + mapped + leftOut + unchanged).toBe(report.entries.length);
      for (const entry of report.entries) {
        if (entry.outcome === 'left_out' || entry.outcome === 'mapped') expect(entry.reasons).not.toEqual([]);
        if (entry.outcome === 'taken') expect(entry.reasons).toEqual([]);
      }
      const second = importSquare(objects, contextOf({ ...options(locationId), base: document }));
      expect(second).toMatchObject({
        ok: true,
        value: { report: { changed: false, totals: { taken: 0, mapped: 0, leftOut } } },
      });
      expect(second.ok && canonicalJson(second.value.document)).toBe(canonicalJson(document));
    }),
    { numRuns: 600 },
  );
}, 60_000);

test('a catalog laid over the menu of another leaves a sound menu, and everything of the other is still there', () => {
  fc.assert(
    fc.property(arbitraryCatalog, arbitraryCatalog, place, (before, after, locationId) => {
      const base = importSquare(before, contextOf(options(locationId)));
      if (!base.ok) return;
      const second = importSquare(after, contextOf({ ...options(locationId), base: base.value.document }));
      if (!second.ok) {
        expect(second.error.code).toBe('validation_failed');
        return;
      }
      const { document } = second.value;
      expect(checkMenu(document)).toEqual([]);
      const idsOf = (things: readonly { readonly id: string }[]) => new Set(things.map((thing) => thing.id));
      for (const kind of ['categories', 'modifierGroups', 'taxGroups', 'stations'] as const) {
        expect([...idsOf(base.value.document[kind])].filter((one) => !idsOf(document[kind]).has(one))).toEqual([]);
      }
      const third = importSquare(after, contextOf({ ...options(locationId), base: document }));
      expect(third).toMatchObject({ ok: true, value: { report: { changed: false } } });
    }),
    { numRuns: 400 },
  );
}, 60_000);

test('no JSON at all makes the importer throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.jsonValue(), fc.record({ objects: fc.jsonValue(), related_objects: fc.jsonValue() })),
      (value) => {
        const result = importSquare(value, contextOf());
        if (!result.ok) expect(result.error.code).toBe('validation_failed');
      },
    ),
    { numRuns: 500 },
  );
}, 60_000);

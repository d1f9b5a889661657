import { expect, test } from 'vitest';
import { contextOf, item } from '../../../../test/fixtures/square/catalog-builders.ts';
import { importReason } from './import-reason.ts';
import { type ImportEntry, importReport } from './import-report.ts';
import { formatImportReport, runImport } from './run-import.ts';

function entry(over: Partial<ImportEntry>): ImportEntry {
  return { kind: 'ITEM', id: 'A', name: 'Soup', outcome: 'taken', reasons: [], ...over };
}

test('text that is no JSON is refused as such; a byte-order mark is not a fault', () => {
  expect(runImport('square', '{"objects": [', contextOf())).toMatchObject({ error: { code: 'malformed_json' } });
  const text = `\uFEFF${JSON.stringify([item('A')])}`;
  expect(runImport('square', text, contextOf())).toMatchObject({ ok: true, value: { report: { source: 'square' } } });
});

test('a sheet goes the way of sheets', () => {
  expect(runImport('csv', 'item,price\nSoup,6', contextOf())).toMatchObject({
    ok: true,
    value: { report: { source: 'csv' } },
  });
});

test('the table has the totals, then what needs a look, then the rest', () => {
  const report = importReport(
    'square',
    true,
    [
      entry({}),
      entry({ id: 'B', name: 'Bread', outcome: 'mapped', reasons: [importReason('price_open')] }),
      entry({ kind: 'IMAGE', id: 'C', name: 'x.jpg', outcome: 'left_out', reasons: [importReason('image')] }),
    ],
    [importReason('location_assumed', 'L1')],
  );
  expect(formatImportReport(report)).toMatchInlineSnapshot(`
    "The menu changes.
    Note: no location was chosen; the only one the file names was taken (L1)

    Kind   Taken  Mapped  Left out  Unchanged  Total
    ITEM       1       1         0          0      2
    IMAGE      0       0         1          0      1
    Total      1       1         1          0      3

    Left out (1)
    Kind   Id  Name   Why
    IMAGE  C   x.jpg  pictures are not imported

    Taken with a change (1)
    Kind  Id  Name   Why
    ITEM  B   Bread  its price is typed at the till

    Taken (1)
    Kind  Id  Name  Why
    ITEM  A   Soup
    "
  `);
});

test('no more than 200 of an outcome are printed, and the rest is counted', () => {
  const many = Array.from({ length: 1_234 }, (_, at) => entry({ id: `I${at}` }));
  const text = formatImportReport(importReport('square', true, many, []));
  expect(text.match(/^ITEM {2}I\d+/gmu)).toHaveLength(200);
  expect(text).toContain('… and 1034 more; --json lists them all');
});

test('text of the file cannot steer the terminal', () => {
  const text = formatImportReport(
    importReport('square', true, [entry({ name: 'a\u001b[31m\u202Eevil\nrow\u0007' })], []),
  );
  expect(text).toContain('a [31mevil row');
  expect(/(?!\n)[\p{Cc}\p{Cf}]/u.test(text)).toBe(false);
});

test('an import that changes nothing says so first', () => {
  const report = importReport('csv', false, [entry({ outcome: 'unchanged' })], []);
  expect(formatImportReport(report).split('\n')[0]).toBe(
    'The menu does not change: everything in the file is here already.',
  );
});

import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import { err, type Result } from '@passbell/core/kernel/result';
import { importCsv } from './csv/import-csv.ts';
import type { ImportedMenu, SquareImportContext } from './import-context.ts';
import { IMPORT_OUTCOMES, type ImportEntry, type ImportOutcome, type ImportReport } from './import-report.ts';
import { importSquare } from './square/import-square.ts';

/**
 * Imports the text of a file. Reads and writes nothing itself: the caller reads the file and activates the document,
 * unless it is only asked what would happen. Errors: as `importSquare` and `importCsv`, and `malformed_json`.
 */
export function runImport(
  source: ImportReport['source'],
  text: string,
  context: SquareImportContext,
): Result<ImportedMenu, DomainError> {
  if (source === 'csv') return importCsv(text, context);
  let catalog: unknown;
  try {
    catalog = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    const problem = error instanceof SyntaxError ? error.message.slice(0, 200) : 'is not JSON';
    return err(domainError('malformed_json', { problem }));
  }
  return importSquare(catalog, context);
}

/** Most entries of one outcome that the table shows; `--json` has all. */
const SHOWN_PER_OUTCOME = 200;

const HEADINGS: Readonly<Record<ImportOutcome, string>> = {
  taken: 'Taken',
  mapped: 'Taken with a change',
  left_out: 'Left out',
  unchanged: 'Unchanged',
};

/** What needs a look comes first. */
const READING_ORDER: readonly ImportOutcome[] = ['left_out', 'mapped', 'taken', 'unchanged'];

type Column = { readonly title: string; readonly alignEnd?: boolean; readonly max?: number };

/** Text of a file on a terminal: no control character of it may move the cursor or change a colour. */
function printable(text: string): string {
  return text
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
}

function fitted(text: string, max: number | undefined): string {
  const letters = [...printable(text)];
  return max !== undefined && letters.length > max ? `${letters.slice(0, max - 1).join('')}…` : letters.join('');
}

function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) => columns.map((column, at) => fitted(row[at] ?? '', column.max)));
  const widths = columns.map(({ title }, at) =>
    Math.max(title.length, ...cells.map((row) => [...(row[at] ?? '')].length)),
  );
  const line = (row: readonly string[]) =>
    columns
      .map(({ alignEnd }, at) => {
        const text = row[at] ?? '';
        const gap = ' '.repeat(Math.max(0, (widths[at] ?? 0) - [...text].length));
        return alignEnd ? `${gap}${text}` : `${text}${gap}`;
      })
      .join('  ')
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...cells.map(line)];
}

function section(outcome: ImportOutcome, entries: readonly ImportEntry[]): string[] {
  if (entries.length === 0) return [];
  const shown = entries.slice(0, SHOWN_PER_OUTCOME);
  const columns = [{ title: 'Kind', max: 16 }, { title: 'Id', max: 30 }, { title: 'Name', max: 40 }, { title: 'Why' }];
  const rows = shown.map(({ kind, id, name, reasons }) => [
    kind,
    id,
    name,
    reasons.map(({ words }) => words).join('; '),
  ]);
  const rest = entries.length - shown.length;
  const more = rest > 0 ? [`… and ${rest} more; --json lists them all`] : [];
  return ['', `${HEADINGS[outcome]} (${entries.length})`, ...table(columns, rows), ...more];
}

/** The report as a plain-text table for a terminal or a file: totals first, then what needs a look. */
export function formatImportReport(report: ImportReport): string {
  const { totals } = report;
  const counts = (of: typeof totals) => [of.taken, of.mapped, of.leftOut, of.unchanged];
  const rowOf = (title: string, of: typeof totals) => {
    const numbers = counts(of);
    return [title, ...numbers.map(String), String(numbers.reduce((sum, number) => sum + number, 0))];
  };
  const columns: Column[] = [
    { title: 'Kind', max: 26 },
    ...['Taken', 'Mapped', 'Left out', 'Unchanged', 'Total'].map((title) => ({ title, alignEnd: true })),
  ];
  const rows = [...report.kinds.map((kind) => rowOf(kind.kind, kind)), rowOf('Total', totals)];
  const byOutcome = new Map(
    IMPORT_OUTCOMES.map((outcome) => [outcome, report.entries.filter((entry) => entry.outcome === outcome)]),
  );
  const lines = [
    report.changed ? 'The menu changes.' : 'The menu does not change: everything in the file is here already.',
    ...report.notes.map(({ words }) => `Note: ${printable(words)}`),
    '',
    ...table(columns, rows),
    ...READING_ORDER.flatMap((outcome) => section(outcome, byOutcome.get(outcome) ?? [])),
  ];
  return `${lines.join('\n')}\n`;
}

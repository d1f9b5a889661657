import type { ImportReason } from './import-reason.ts';

/** What became of a thing of the file. `mapped` is taken with a change that the reasons name. */
export const IMPORT_OUTCOMES = ['taken', 'mapped', 'left_out', 'unchanged'] as const;
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];

/** One thing of the file and what became of it. `id` is the file's own; `objects[3]` stands for one without. */
export interface ImportEntry {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly outcome: ImportOutcome;
  readonly reasons: readonly ImportReason[];
}

interface ImportCounts {
  readonly taken: number;
  readonly mapped: number;
  readonly leftOut: number;
  readonly unchanged: number;
}

/** What an import did, also the shape of `--json`. Every thing of the file stands in `entries` exactly once. */
export interface ImportReport {
  readonly source: 'square' | 'csv';
  /** Whether the menu differs from the one before. */
  readonly changed: boolean;
  readonly totals: ImportCounts;
  readonly kinds: readonly (ImportCounts & { readonly kind: string })[];
  /** What is to be said of the whole file. */
  readonly notes: readonly ImportReason[];
  readonly entries: readonly ImportEntry[];
}

function countOutcomes(entries: readonly ImportEntry[]): ImportCounts {
  const of = (outcome: ImportOutcome) => entries.filter((entry) => entry.outcome === outcome).length;
  return { taken: of('taken'), mapped: of('mapped'), leftOut: of('left_out'), unchanged: of('unchanged') };
}

/** Adds the counts up. Kinds come in the order in which the file first names them. */
export function importReport(
  source: ImportReport['source'],
  changed: boolean,
  entries: readonly ImportEntry[],
  notes: readonly ImportReason[],
): ImportReport {
  const byKind = new Map<string, ImportEntry[]>();
  for (const entry of entries) {
    const known = byKind.get(entry.kind);
    if (known) known.push(entry);
    else byKind.set(entry.kind, [entry]);
  }
  const kinds = [...byKind].map(([kind, ofKind]) => ({ kind, ...countOutcomes(ofKind) }));
  return { source, changed, totals: countOutcomes(entries), kinds, notes, entries };
}

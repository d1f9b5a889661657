import { leaveOut, noteReason, type OpenEntry } from '../import-ledger.ts';
import { plainText } from '../plain-text.ts';
import type { SquareCatalog } from './read-catalog.ts';
import { squareOptionValue } from './square-shapes.ts';

/** The values of item options (Small, Oat milk …), from which Square names variations. */
export interface OptionBook {
  /** The name of a value that a variation carries; null if the file does not say. Marks it as used by the variation. */
  valueName(valueRawId: string, optionRawId: string | null, variation: { readonly ref: string }): string | null;
  /** Leaves out what no variation needed. */
  close(): void;
}

/** Reads item options. They are not kept themselves: they live on in the names of variations. */
export function mapOptions(catalog: SquareCatalog): OptionBook {
  const options = catalog.byType.get('ITEM_OPTION') ?? [];
  const values = catalog.byType.get('ITEM_OPTION_VAL') ?? [];
  const names = new Map<string, { readonly text: string; readonly entry: OpenEntry }>();
  for (const value of values) {
    if (value.envelope.is_deleted === true) continue;
    const parsed = squareOptionValue.safeParse(value.data);
    const name = parsed.success ? plainText(parsed.data.name, 80) : null;
    if (name !== null) names.set(value.envelope.id, { text: name.text, entry: value.entry });
  }
  const optionEntries = new Map(options.map((option) => [option.envelope.id, option.entry]));
  const parents = new Map(values.map((value) => [value.envelope.id, value.parent?.entry ?? null]));
  return {
    valueName(valueRawId, optionRawId, variation) {
      const value = names.get(valueRawId);
      if (value === undefined) return null;
      const parent = parents.get(valueRawId) ?? optionEntries.get(optionRawId ?? '');
      for (const entry of parent ? [value.entry, parent] : [value.entry]) {
        noteReason(entry, 'option_names');
        entry.targets.push(`variation/${variation.ref}`);
      }
      return value.text;
    },
    close() {
      for (const { envelope, entry } of [...options, ...values]) {
        if (entry.targets.length > 0) continue;
        leaveOut(entry, envelope.is_deleted === true ? 'deleted' : 'option_unused');
      }
    },
  };
}

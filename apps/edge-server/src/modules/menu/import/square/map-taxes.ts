import type { MenuTaxGroup } from '@passbell/core/menu/menu-document';
import type { SquareImportContext } from '../import-context.ts';
import { leaveOut, nameEntry, noteReason, type OpenEntry } from '../import-ledger.ts';
import type { MenuTax } from '../menu-draft.ts';
import { shortHash } from '../menu-ref.ts';
import { menuRoom } from '../menu-room.ts';
import { plainText } from '../plain-text.ts';
import { issueOf, type SquareCatalog, type SquareObject } from './read-catalog.ts';
import type { SquarePlace } from './square-place.ts';
import { squareTax } from './square-shapes.ts';

interface MappedTax {
  readonly tax: MenuTax;
  readonly entry: OpenEntry;
}

const MAX_TAX_GROUPS = 200;
const MAX_TAXES_TOGETHER = 10;

/** The taxes of a catalog, and the groups that the items which were taken need. */
export interface TaxBook {
  /** Whether the file holds taxes at all; if not, items keep the tax they have here. */
  readonly isEmpty: boolean;
  /** The tax group for an item's taxes, null for none. Notes on the item what could not be had. */
  groupFor(rawIds: readonly string[], itemEntry: OpenEntry): string | null;
  /** The groups asked for, and every tax that counts. Leaves out the taxes that neither an item nor the menu here uses. */
  close(): { readonly groups: MenuTaxGroup[]; readonly taxes: MenuTax[] };
}

/** Parts per million from a percentage in decimal form: "8.625" is 86250. Null where it is no percentage. */
function ratePpmOf(percentage: string | number): { readonly ratePpm: number; readonly rounded: boolean } | null {
  const match = /^(\d{1,3})(?:\.(\d{1,20}))?$/u.exec(String(percentage).trim());
  if (!match) return null;
  const decimals = (match[2] ?? '').padEnd(5, '0');
  const roundUp = Number(decimals.slice(4, 5)) >= 5 ? 1 : 0;
  const ratePpm = Number(match[1]) * 10_000 + Number(decimals.slice(0, 4)) + roundUp;
  return ratePpm > 1_000_000 ? null : { ratePpm, rounded: /[1-9]/u.test(decimals.slice(4)) };
}

function mapTax(object: SquareObject, place: SquarePlace, context: SquareImportContext): MappedTax | null {
  const { entry } = object;
  const refuse = (...why: Parameters<typeof leaveOut> extends [unknown, ...infer Rest] ? Rest : never) => {
    leaveOut(entry, ...why);
    return null;
  };
  const parsed = squareTax.safeParse(object.data);
  if (object.envelope.is_deleted === true) return refuse('deleted');
  if (!parsed.success) return refuse('malformed', issueOf(parsed.error));
  const data = parsed.data;
  if (!place.isHere(object)) return refuse('absent_here');
  if (data.enabled === false) return refuse('tax_disabled');
  const rate = ratePpmOf(data.percentage ?? '');
  if (rate === null) return refuse('tax_rate', String(data.percentage ?? ''));
  if (rate.rounded) noteReason(entry, 'tax_rate_rounded', String(data.percentage));
  if (data.calculation_phase === 'TAX_TOTAL_PHASE') noteReason(entry, 'tax_phase');
  if (data.applies_to_product_set_id) noteReason(entry, 'tax_product_set');
  const name = plainText(data.name, 60);
  if (name === null) noteReason(entry, 'name_made', `Tax ${data.percentage}%`);
  if (name?.cut) noteReason(entry, 'name_cut');
  if (name?.cleaned) noteReason(entry, 'name_cleaned');
  const text = name?.text ?? `Tax ${data.percentage}%`.slice(0, 60);
  nameEntry(entry, text);
  const inclusive = data.inclusion_type === 'INCLUSIVE' || (!data.inclusion_type && context.taxMode === 'inclusive');
  entry.targets.push(`tax/${object.ref}`);
  return { tax: { id: object.ref, name: text, ratePpm: rate.ratePpm, inclusive }, entry };
}

function groupOf(taxes: readonly MenuTax[]): MenuTaxGroup {
  const [first] = taxes;
  const id = taxes.length === 1 && first ? first.id : `taxes-${shortHash(taxes.map((tax) => tax.id).join('\n'))}`;
  const names = taxes.map((tax) => tax.name).join(' + ');
  return { id, name: plainText(names, 60)?.text ?? id, taxes: [...taxes] };
}

/** Reads the taxes of a catalog. Sets of taxes that lie on an item together become tax groups. */
export function mapTaxes(catalog: SquareCatalog, place: SquarePlace, context: SquareImportContext): TaxBook {
  const objects = catalog.byType.get('TAX') ?? [];
  const mapped = new Map<string, MappedTax>();
  const used = new Set<string>();
  const groups = new Map<string, MenuTaxGroup>();
  const hasRoom = menuRoom(MAX_TAX_GROUPS, context.base?.taxGroups ?? []);
  const refs = new Set<string>();
  for (const object of objects) {
    const tax = mapTax(object, place, context);
    if (tax === null) continue;
    if (refs.has(object.ref)) leaveOut(object.entry, 'duplicate_id');
    else mapped.set(object.envelope.id, tax);
    refs.add(object.ref);
  }
  const known = new Set(objects.map((object) => object.envelope.id));
  return {
    isEmpty: objects.length === 0,
    groupFor(rawIds, itemEntry) {
      for (const id of rawIds) if (!known.has(id)) noteReason(itemEntry, 'tax_missing', id);
      const taxes = [...new Set(rawIds)].sort().flatMap((id) => mapped.get(id) ?? []);
      if (taxes.length > MAX_TAXES_TOGETHER) noteReason(itemEntry, 'tax_missing', `more than ${MAX_TAXES_TOGETHER}`);
      const together = taxes.slice(0, MAX_TAXES_TOGETHER);
      if (together.length === 0) return null;
      const group = groupOf(together.map(({ tax }) => tax));
      if (!groups.has(group.id) && !hasRoom(group.id)) {
        noteReason(itemEntry, 'tax_missing', `more than ${MAX_TAX_GROUPS} sets of taxes`);
        return null;
      }
      groups.set(group.id, group);
      for (const { tax } of together) used.add(tax.id);
      return group.id;
    },
    close() {
      for (const group of context.base?.taxGroups ?? []) for (const tax of group.taxes) used.add(tax.id);
      for (const { tax, entry } of mapped.values()) if (!used.has(tax.id)) leaveOut(entry, 'tax_unused');
      const taxes = [...mapped.values()].map(({ tax }) => tax).filter((tax) => used.has(tax.id));
      return { groups: [...groups.values()], taxes };
    },
  };
}

import { canonicalJson } from '@passbell/core/kernel/canonical-json';
import type { MenuDocument } from '@passbell/core/menu/menu-document';
import { type ImportReason, type ImportReasonCode, importReason } from './import-reason.ts';
import type { ImportEntry } from './import-report.ts';

/** What of a menu an entry stands for, to see whether it changed. */
type ImportTarget = `${'category' | 'item' | 'variation' | 'modifierGroup' | 'modifier' | 'tax' | 'station'}/${string}`;

/** An entry of the report while the import is still deciding. */
export interface OpenEntry {
  readonly kind: string;
  readonly id: string;
  name: string;
  leftOut: boolean;
  readonly reasons: ImportReason[];
  readonly targets: ImportTarget[];
}

const TEXT_LIMIT = 100;
const REASON_LIMIT = 20;

function bounded(text: string): string {
  return text.length > TEXT_LIMIT ? `${text.slice(0, TEXT_LIMIT).toWellFormed()}…` : text.toWellFormed();
}

/** Opens an entry. Its texts come from the file, so they are bounded. */
export function openEntry(kind: string, id: string, name = ''): OpenEntry {
  return { kind, id: bounded(id), name: bounded(name), leftOut: false, reasons: [], targets: [] };
}

export function nameEntry(entry: OpenEntry, name: string): void {
  entry.name = bounded(name);
}

/** Notes a change. The same reason is noted once, and a hostile file cannot make the list endless. */
export function noteReason(entry: OpenEntry, code: ImportReasonCode, detail?: string): void {
  const reason = importReason(code, detail);
  if (entry.reasons.length >= REASON_LIMIT || entry.reasons.some((known) => known.words === reason.words)) return;
  entry.reasons.push(reason);
}

/** Notes that the thing stays away, and why. */
export function leaveOut(entry: OpenEntry, code: ImportReasonCode, detail?: string): void {
  entry.leftOut = true;
  noteReason(entry, code, detail);
}

function thingsOf(document: MenuDocument): Map<ImportTarget, string> {
  const things = new Map<ImportTarget, string>();
  for (const station of document.stations) things.set(`station/${station.id}`, canonicalJson(station));
  for (const category of document.categories) things.set(`category/${category.id}`, canonicalJson(category));
  for (const group of document.taxGroups) {
    for (const tax of group.taxes) things.set(`tax/${tax.id}`, canonicalJson(tax));
  }
  for (const group of document.modifierGroups) {
    things.set(`modifierGroup/${group.id}`, canonicalJson(group));
    for (const modifier of group.modifiers) things.set(`modifier/${modifier.id}`, canonicalJson(modifier));
  }
  for (const item of document.items) {
    things.set(`item/${item.id}`, canonicalJson(item));
    for (const variation of item.variations) things.set(`variation/${variation.id}`, canonicalJson(variation));
  }
  return things;
}

/** Closes the entries by comparing the menu before and after: what stands there word for word is `unchanged`. */
export function closeEntries(
  open: readonly OpenEntry[],
  before: MenuDocument | null,
  after: MenuDocument,
): ImportEntry[] {
  const old = before === null ? new Map<ImportTarget, string>() : thingsOf(before);
  const made = thingsOf(after);
  return open.map((entry) => {
    const { kind, id, name, reasons } = entry;
    if (entry.leftOut) return { kind, id, name, outcome: 'left_out', reasons };
    const same = entry.targets.length > 0 && entry.targets.every((target) => old.get(target) === made.get(target));
    return { kind, id, name, outcome: same ? 'unchanged' : reasons.length > 0 ? 'mapped' : 'taken', reasons };
  });
}

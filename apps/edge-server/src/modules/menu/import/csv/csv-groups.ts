import { MENU_LIMITS } from '@passbell/core/menu/menu-document';
import type { ImportContext } from '../import-context.ts';
import { leaveOut, nameEntry, noteReason, type OpenEntry, openEntry } from '../import-ledger.ts';
import { kitchenWording } from '../kitchen-name.ts';
import type { ModifierDraft, ModifierGroupDraft } from '../menu-draft.ts';
import { menuRoom, type Room } from '../menu-room.ts';
import { plainText } from '../plain-text.ts';
import { readModifierGroups, type WrittenGroup } from './csv-modifiers.ts';
import type { CsvSheet } from './csv-sheet.ts';
import { nameBook } from './name-book.ts';

/** The modifier groups of a sheet. */
export interface GroupBook {
  readonly drafts: readonly ModifierGroupDraft[];
  /** One entry of the report per group that a row describes. */
  readonly entries: readonly OpenEntry[];
  /** The groups a cell names, in its order. Notes on the row what cannot be had. */
  groupsOf(cell: string, row: OpenEntry): string[];
}

interface Written {
  readonly group: WrittenGroup;
  readonly entry: OpenEntry;
  readonly text: string;
}

function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function modifiersOf(written: Written, groupName: string, groupId: string, context: ImportContext): ModifierDraft[] {
  const { group, entry } = written;
  const own = context.base?.modifierGroups.find((known) => known.id === groupId)?.modifiers ?? [];
  const idOf = nameBook('modifier', own);
  const seen = new Set<string>();
  const drafts: ModifierDraft[] = [];
  let defaultsLeft = group.max ?? Number.POSITIVE_INFINITY;
  for (const choice of group.choices ?? []) {
    const name = plainText(choice.name, 80);
    if (name === null || choice.price.kind !== 'price' || drafts.length >= MENU_LIMITS.modifiersPerGroup) {
      noteReason(entry, 'modifiers_left_out', choice.name);
      continue;
    }
    const id = idOf(name.text, groupName);
    if (seen.has(id)) {
      noteReason(entry, 'modifiers_left_out', `${name.text} twice`);
      continue;
    }
    seen.add(id);
    if (name.cut) noteReason(entry, 'name_cut', name.text);
    const isDefault = choice.isDefault && defaultsLeft > 0;
    if (choice.isDefault) defaultsLeft -= 1;
    if (choice.isDefault && !isDefault) noteReason(entry, 'defaults_trimmed');
    const { kind } = kitchenWording(name.text, group.min === 0 && group.max !== 1);
    const { priceMinor } = choice.price;
    drafts.push({
      id,
      copyOfId: null,
      name: name.text,
      kitchenName: null,
      kind,
      priceMinor,
      isDefault,
      available: true,
      ordinal: drafts.length,
      entry,
    });
  }
  return drafts;
}

/** Finds what each group offers: the first row that lists its choices counts, wherever in the sheet it stands. */
function collect(sheet: CsvSheet, currency: string): Map<string, Written> {
  const written = new Map<string, Written>();
  for (const row of sheet.rows) {
    for (const group of readModifierGroups(row.cell('modifier_groups'), currency)) {
      if (group === null || group.choices === null) continue;
      const key = keyOf(group.name);
      const text = JSON.stringify(group);
      const known = written.get(key);
      if (known === undefined) {
        written.set(key, { group, entry: openEntry('MODIFIER_GROUP', `row ${row.number}`, group.name), text });
      } else if (known.text !== text) noteReason(known.entry, 'group_differs', `row ${row.number}`);
    }
  }
  return written;
}

function draftOf(
  written: Written,
  ordinal: number,
  hasRoom: Room,
  context: ImportContext,
  claimed: Set<string>,
): ModifierGroupDraft | null {
  const { group, entry } = written;
  const name = plainText(group.name, 60);
  if (name === null) {
    leaveOut(entry, 'name_missing');
    return null;
  }
  if (name.cut) noteReason(entry, 'name_cut');
  nameEntry(entry, name.text);
  const id = nameBook('group', context.base?.modifierGroups ?? [])(name.text);
  const modifiers = modifiersOf(written, name.text, id, context).filter((modifier) => !claimed.has(modifier.id));
  if (modifiers.length === 0) leaveOut(entry, 'list_empty');
  else if (claimed.has(id)) leaveOut(entry, 'duplicate_id');
  else if (!hasRoom(id)) leaveOut(entry, 'too_many');
  if (entry.leftOut) return null;
  for (const thing of [id, ...modifiers.map((modifier) => modifier.id)]) claimed.add(thing);
  entry.targets.push(`modifierGroup/${id}`);
  return { id, name: name.text, min: group.min, max: group.max, ordinal, modifiers };
}

/** Reads the modifier groups of a sheet. */
export function mapGroups(sheet: CsvSheet, context: ImportContext): GroupBook {
  const base = context.base?.modifierGroups ?? [];
  const hasRoom = menuRoom(MENU_LIMITS.modifierGroups, base);
  const written = collect(sheet, context.currency);
  const claimed = new Set<string>();
  const drafts = new Map<string, ModifierGroupDraft>();
  for (const [key, one] of written) {
    const draft = draftOf(one, drafts.size, hasRoom, context, claimed);
    if (draft !== null) drafts.set(key, draft);
  }
  const baseIds = new Set(base.map((group) => group.id));
  const baseIdOf = nameBook('group', base);
  return {
    drafts: [...drafts.values()],
    entries: [...written.values()].map(({ entry }) => entry),
    groupsOf(cell, row) {
      const ids = readModifierGroups(cell, context.currency).flatMap((group) => {
        if (group === null) {
          noteReason(row, 'group_malformed', cell);
          return [];
        }
        const here = baseIdOf(group.name);
        const id = drafts.get(keyOf(group.name))?.id ?? (baseIds.has(here) ? here : undefined);
        if (id === undefined) noteReason(row, 'group_undefined', group.name);
        return id === undefined ? [] : [id];
      });
      return [...new Set(ids)].slice(0, MENU_LIMITS.groupsPerItem);
    },
  };
}

import { MENU_LIMITS } from '@passbell/core/menu/menu-document';
import type { SquareImportContext } from '../import-context.ts';
import { leaveOut, nameEntry, noteReason } from '../import-ledger.ts';
import { KITCHEN_NAME_LIMIT, kitchenWording } from '../kitchen-name.ts';
import type { ModifierDraft } from '../menu-draft.ts';
import { menuRoom } from '../menu-room.ts';
import { plainText } from '../plain-text.ts';
import { type ChoiceBounds, isBeyondLimit, listBounds, soundBounds } from './choice-bounds.ts';
import { inOrder } from './rank-of.ts';
import { issueOf, nameInside, type SquareCatalog, type SquareObject } from './read-catalog.ts';
import { priceOf } from './square-money.ts';
import type { SquarePlace } from './square-place.ts';
import { squareModifier, squareModifierList } from './square-shapes.ts';

/** A modifier of a list; `isDefault` is what the modifier itself says. */
interface MappedModifier extends ModifierDraft {
  readonly rawId: string;
}

export interface MappedList {
  readonly object: SquareObject;
  readonly ref: string;
  readonly name: string;
  readonly bounds: ChoiceBounds;
  readonly isSingle: boolean;
  readonly ordinal: number;
  readonly modifiers: readonly MappedModifier[];
}

interface Placed {
  readonly ordinal: number | null;
  readonly position: number;
  readonly draft: Omit<MappedModifier, 'ordinal'>;
}

function mapModifier(object: SquareObject, isOptional: boolean, place: SquarePlace, currency: string): Placed | null {
  const { entry } = object;
  const parsed = squareModifier.safeParse(object.data);
  if (object.envelope.is_deleted === true) leaveOut(entry, 'deleted');
  else if (!parsed.success) leaveOut(entry, 'malformed', issueOf(parsed.error));
  else if (!place.isHere(object)) leaveOut(entry, 'absent_here');
  if (entry.leftOut || !parsed.success) return null;
  const data = parsed.data;
  const name = plainText(data.name, 80);
  const override = place.ownOverride(data.location_overrides);
  const price = priceOf(override?.price_money ?? data.price_money, currency);
  if (name === null) leaveOut(entry, 'name_missing');
  if (!price.ok) leaveOut(entry, price.error);
  if (name === null || !price.ok) return null;
  if (name.cut) noteReason(entry, 'name_cut');
  if (name.cleaned) noteReason(entry, 'name_cleaned');
  if (override?.price_money) noteReason(entry, 'price_here');
  if (override?.sold_out === true) noteReason(entry, 'sold_out');
  nameEntry(entry, nameInside(object.parent, name.text));
  return {
    ordinal: data.ordinal ?? null,
    position: object.position,
    draft: {
      rawId: object.envelope.id,
      id: object.ref,
      copyOfId: null,
      name: name.text,
      kitchenName: plainText(data.kitchen_name, KITCHEN_NAME_LIMIT)?.text ?? null,
      kind: kitchenWording(name.text, isOptional).kind,
      priceMinor: price.value ?? 0,
      isDefault: data.on_by_default === true,
      available: override?.sold_out !== true,
      entry,
    },
  };
}

interface ListReading {
  readonly place: SquarePlace;
  readonly context: SquareImportContext;
  readonly modifiersOf: ReadonlyMap<string, readonly SquareObject[]>;
  /** Modifier ids that a list has already: they are unique across a menu. */
  readonly claimed: Set<string>;
  readonly hasRoom: (id: string) => boolean;
}

function listRefusal(object: SquareObject, place: SquarePlace): boolean {
  const parsed = squareModifierList.safeParse(object.data);
  if (object.envelope.is_deleted === true) leaveOut(object.entry, 'deleted');
  else if (!parsed.success) leaveOut(object.entry, 'malformed', issueOf(parsed.error));
  else if (!place.isHere(object)) leaveOut(object.entry, 'absent_here');
  else if (parsed.data.modifier_type === 'TEXT') leaveOut(object.entry, 'text_modifier');
  return object.entry.leftOut;
}

function mapModifiers(objects: readonly SquareObject[], isOptional: boolean, reading: ListReading): MappedModifier[] {
  const placed: Placed[] = [];
  for (const object of objects) {
    const modifier = mapModifier(object, isOptional, reading.place, reading.context.currency);
    if (modifier === null) continue;
    if (reading.claimed.has(object.ref)) leaveOut(object.entry, 'duplicate_id');
    else if (placed.length >= MENU_LIMITS.modifiersPerGroup) leaveOut(object.entry, 'too_many');
    else placed.push(modifier);
    if (!object.entry.leftOut) object.entry.targets.push(`modifier/${object.ref}`);
    reading.claimed.add(object.ref);
  }
  return inOrder(placed).map(({ draft }, ordinal) => ({ ...draft, ordinal }));
}

function mapList(object: SquareObject, ordinal: number, reading: ListReading): MappedList | null {
  const { entry, ref } = object;
  const inside = reading.modifiersOf.get(object.envelope.id) ?? [];
  const refused = listRefusal(object, reading.place);
  const parsed = squareModifierList.safeParse(object.data);
  if (refused || !parsed.success) {
    for (const modifier of inside) leaveOut(modifier.entry, 'parent_left_out');
    return null;
  }
  const data = parsed.data;
  const stated = listBounds(data);
  const bounds = soundBounds(stated);
  const modifiers = mapModifiers(inside, bounds.min === 0 && bounds.max !== 1, reading);
  if (modifiers.length === 0) leaveOut(entry, 'list_empty');
  else if (!reading.hasRoom(ref)) leaveOut(entry, 'too_many');
  if (entry.leftOut) {
    for (const modifier of inside) if (!modifier.entry.leftOut) leaveOut(modifier.entry, 'parent_left_out');
    return null;
  }
  if (bounds !== stated) noteReason(entry, 'bounds_contradict');
  if (isBeyondLimit(data)) noteReason(entry, 'bounds_cut');
  if (inside.some((modifier) => modifier.entry.leftOut)) noteReason(entry, 'modifiers_left_out');
  const name = plainText(data.name, 60) ?? plainText(data.internal_name, 60);
  if (name === null) noteReason(entry, 'name_made', 'Options');
  if (name?.cut) noteReason(entry, 'name_cut');
  if (name?.cleaned) noteReason(entry, 'name_cleaned');
  nameEntry(entry, name?.text ?? 'Options');
  entry.targets.push(`modifierGroup/${ref}`);
  return {
    object,
    ref,
    name: name?.text ?? 'Options',
    bounds,
    isSingle: data.selection_type === 'SINGLE',
    ordinal,
    modifiers,
  };
}

/** Modifiers by the list they belong to: those inside it, and those that stand alone in the file and name it. */
function modifiersByList(catalog: SquareCatalog): Map<string, SquareObject[]> {
  const byList = new Map<string, SquareObject[]>();
  const lists = new Set((catalog.byType.get('MODIFIER_LIST') ?? []).map((list) => list.envelope.id));
  for (const object of catalog.byType.get('MODIFIER') ?? []) {
    const parsed = squareModifier.safeParse(object.data);
    const listId = object.parent?.envelope.id ?? (parsed.success ? parsed.data.modifier_list_id : null) ?? '';
    if (!lists.has(listId)) {
      const isOrphan = object.parent === null && parsed.success;
      leaveOut(object.entry, object.parent ? 'parent_left_out' : isOrphan ? 'parent_missing' : 'malformed');
      continue;
    }
    const known = byList.get(listId);
    if (known) known.push(object);
    else byList.set(listId, [object]);
  }
  return byList;
}

/** Reads the modifier lists of a catalog with their modifiers, by Square's id of the list. */
export function mapModifierLists(
  catalog: SquareCatalog,
  place: SquarePlace,
  context: SquareImportContext,
): Map<string, MappedList> {
  const lists = (catalog.byType.get('MODIFIER_LIST') ?? []).map((object) => {
    const parsed = squareModifierList.safeParse(object.data);
    return { object, ordinal: parsed.success ? (parsed.data.ordinal ?? null) : null, position: object.position };
  });
  const reading: ListReading = {
    place,
    context,
    modifiersOf: modifiersByList(catalog),
    claimed: new Set(),
    hasRoom: menuRoom(MENU_LIMITS.modifierGroups, context.base?.modifierGroups ?? []),
  };
  const mapped = new Map<string, MappedList>();
  const refs = new Set<string>();
  for (const [ordinal, { object }] of inOrder(lists).entries()) {
    if (refs.has(object.ref)) {
      // Two ids of Square's that read the same as ids of a menu.
      leaveOut(object.entry, 'duplicate_id');
      for (const modifier of reading.modifiersOf.get(object.envelope.id) ?? [])
        leaveOut(modifier.entry, 'parent_left_out');
      continue;
    }
    const list = mapList(object, ordinal, reading);
    if (list === null) continue;
    mapped.set(object.envelope.id, list);
    refs.add(list.ref);
  }
  return mapped;
}

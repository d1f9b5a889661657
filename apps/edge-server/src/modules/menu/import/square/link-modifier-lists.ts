import { MENU_LIMITS } from '@passbell/core/menu/menu-document';
import { noteReason, type OpenEntry } from '../import-ledger.ts';
import type { GroupLinkDraft, ModifierGroupDraft } from '../menu-draft.ts';
import { shortHash, toMenuRef } from '../menu-ref.ts';
import type { Room } from '../menu-room.ts';
import { type ChoiceBounds, isBeyondLimit, itemBounds, soundBounds } from './choice-bounds.ts';
import type { MappedList } from './map-modifier-lists.ts';
import { inOrder } from './rank-of.ts';
import { type SquareModifierListInfo, squareModifierListInfo } from './square-shapes.ts';

/** Modifier lists as items use them. */
export interface ListLinker {
  /** The links of one item. Notes on it what could not be had. */
  linksOf(infos: readonly unknown[] | null | undefined, entry: OpenEntry): GroupLinkDraft[];
  /** Every group of the file, with the copies that items with their own preselection needed. */
  groups(): ModifierGroupDraft[];
}

interface LinkerParts {
  readonly lists: ReadonlyMap<string, MappedList>;
  /** Groups of the menu that is here: an export of items alone names lists it does not hold. */
  readonly baseGroupIds: ReadonlySet<string>;
  readonly hasRoom: Room;
}

/** The ids of the first `max` modifiers that are preselected: more than may be chosen cannot be. */
function withinMax(ids: readonly string[], max: number | null): string[] {
  return max === null ? [...ids] : ids.slice(0, max);
}

function ownDefaults(list: MappedList): string[] {
  return list.modifiers.filter((modifier) => modifier.isDefault).map((modifier) => modifier.id);
}

/** `on_by_default_override` (YES, NO, NOT_SET) decides; before it existed the override was the boolean beside it. */
function isOverriddenOn(override: NonNullable<SquareModifierListInfo['modifier_overrides']>[number]): boolean | null {
  const { on_by_default_override: word, on_by_default: flag } = override;
  if (word === 'YES' || word === true) return true;
  if (word === 'NO' || word === false) return false;
  if (word === 'NOT_SET') return null;
  return flag ?? null;
}

function itemDefaults(list: MappedList, info: SquareModifierListInfo): string[] {
  const overrides = new Map((info.modifier_overrides ?? []).map((one) => [one.modifier_id, isOverriddenOn(one)]));
  return list.modifiers
    .filter((modifier) => overrides.get(modifier.rawId) ?? modifier.isDefault)
    .map((modifier) => modifier.id);
}

function groupDraft(list: MappedList): ModifierGroupDraft {
  const { ref: id, name, bounds, ordinal } = list;
  const defaults = new Set(withinMax(ownDefaults(list), bounds.max));
  const modifiers = list.modifiers.map((modifier) => ({ ...modifier, isDefault: defaults.has(modifier.id) }));
  return { id, name, min: bounds.min, max: bounds.max, ordinal, modifiers };
}

/** A copy of a list with other preselected modifiers: in a menu these belong to the group, in Square to the item. */
function copyOf(list: MappedList, defaults: readonly string[], bounds: ChoiceBounds): ModifierGroupDraft {
  const mark = shortHash([String(bounds.min), String(bounds.max), ...defaults].join('\n'));
  const modifiers = list.modifiers.map((modifier) => ({
    ...modifier,
    id: toMenuRef(`${modifier.id}:${mark}`),
    copyOfId: modifier.id,
    isDefault: defaults.includes(modifier.id),
    entry: null,
  }));
  return { id: toMenuRef(`${list.ref}:${mark}`), name: list.name, ...bounds, ordinal: list.ordinal, modifiers };
}

function readInfos(infos: readonly unknown[], entry: OpenEntry): SquareModifierListInfo[] {
  const read = infos.flatMap((raw, position) => {
    const parsed = squareModifierListInfo.safeParse(raw);
    if (parsed.success) return [{ info: parsed.data, ordinal: parsed.data.ordinal, position }];
    noteReason(entry, 'modifier_link_malformed');
    return [];
  });
  return inOrder(read)
    .map(({ info }) => info)
    .filter((info) => info.enabled !== false);
}

/** Makes the linker of one import. */
export function createListLinker(parts: LinkerParts): ListLinker {
  const copies = new Map<string, ModifierGroupDraft>();

  const linkTo = (list: MappedList, info: SquareModifierListInfo, entry: OpenEntry): GroupLinkDraft => {
    const stated = itemBounds(info, list.bounds, list.isSingle);
    const bounds = soundBounds(stated);
    if (bounds !== stated) noteReason(entry, 'bounds_contradict', list.name);
    if (isBeyondLimit(info)) noteReason(entry, 'bounds_cut', list.name);
    const wanted = itemDefaults(list, info);
    const defaults = withinMax(wanted, bounds.max);
    if (defaults.length < wanted.length) noteReason(entry, 'defaults_trimmed', list.name);
    const usual = withinMax(ownDefaults(list), list.bounds.max);
    if (defaults.join('\n') !== usual.join('\n')) {
      const copy = copyOf(list, defaults, bounds);
      if (copies.has(copy.id) || parts.hasRoom(copy.id)) {
        noteReason(entry, 'defaults_per_item', list.name);
        copies.set(copy.id, copy);
        return { groupId: copy.id, min: null, max: null };
      }
    }
    const { min, max } = bounds;
    // A group's own limit cannot be lifted by a null: that would mean "as the group says".
    const openMax = max === null && list.bounds.max !== null ? 100 : max;
    return {
      groupId: list.ref,
      min: min === list.bounds.min ? null : min,
      max: max === list.bounds.max ? null : openMax,
    };
  };

  return {
    linksOf(infos, entry) {
      const links = new Map<string, GroupLinkDraft>();
      const seen = new Set<string>();
      for (const info of readInfos(infos ?? [], entry)) {
        const list = parts.lists.get(info.modifier_list_id);
        const ref = list?.ref ?? toMenuRef(info.modifier_list_id);
        if (seen.has(ref)) noteReason(entry, 'modifier_list_repeated', info.modifier_list_id);
        else if (links.size >= MENU_LIMITS.groupsPerItem) noteReason(entry, 'modifier_list_missing', 'more than 50');
        else if (list) links.set(ref, linkTo(list, info, entry));
        else if (parts.baseGroupIds.has(ref)) links.set(ref, { groupId: ref, min: null, max: null });
        else noteReason(entry, 'modifier_list_missing', info.modifier_list_id);
        seen.add(ref);
      }
      return [...links.values()];
    },
    groups: () => [...[...parts.lists.values()].map(groupDraft), ...copies.values()],
  };
}

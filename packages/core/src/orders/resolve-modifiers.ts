import { type DomainError, domainError } from '../errors/domain-error.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { MenuItem, MenuModifier, MenuModifierGroup } from '../menu/menu-document.ts';
import type { MenuIndex } from '../menu/menu-index.ts';
import type { LineModifier } from './order-rows.ts';

/** What somebody chose for one line: modifiers with quantities from 1. */
export interface ChosenModifier {
  readonly modifierId: string;
  readonly quantity: number;
}

/** Bounds of a group as an item uses it. */
export function groupBounds(
  item: MenuItem,
  group: MenuModifierGroup,
): { readonly min: number; readonly max: number | null } {
  const link = item.modifierGroups.find((candidate) => candidate.groupId === group.id);
  return { min: link?.min ?? group.min, max: link?.max ?? group.max };
}

/** What the menu chooses for an item when nobody says anything. */
export function defaultModifiers(menu: MenuIndex, item: MenuItem): ChosenModifier[] {
  return item.modifierGroups.flatMap((link) =>
    (menu.groups.get(link.groupId)?.modifiers ?? [])
      .filter((modifier) => modifier.isDefault && modifier.available)
      .map((modifier) => ({ modifierId: modifier.id, quantity: 1 })),
  );
}

/** How the kitchen reads a chosen modifier: its plain name for a choice, the word in front of it otherwise. */
function chosenAction(modifier: MenuModifier, quantity: number): LineModifier['action'] {
  if (modifier.kind !== 'add') return modifier.kind;
  if (quantity > 1) return 'extra';
  return modifier.isDefault ? 'standard' : 'add';
}

function linesOfGroup(
  group: MenuModifierGroup,
  chosen: ReadonlyMap<string, number>,
  max: number | null,
): LineModifier[] {
  const isSingle = max === 1;
  return [...group.modifiers]
    .sort((a, b) => a.ordinal - b.ordinal)
    .flatMap((modifier): LineModifier[] => {
      const quantity = chosen.get(modifier.id) ?? 0;
      const names = {
        modifierId: modifier.id,
        groupId: group.id,
        name: modifier.name,
        kitchenName: modifier.kitchenName,
      };
      if (quantity > 0) {
        return [{ ...names, action: chosenAction(modifier, quantity), quantity, unitPriceMinor: modifier.priceMinor }];
      }
      // In a group of one choice, choosing another is not "no" to the default.
      const isLeftOff = modifier.isDefault && modifier.available && !isSingle;
      return isLeftOff ? [{ ...names, action: 'no', quantity: 0, unitPriceMinor: 0 }] : [];
    });
}

/**
 * Checks the modifiers chosen for one unit of an item against its groups and gives them as they are sold: chosen ones
 * with price, and defaults that were left off as "no". Refusals name the group or modifier.
 */
export function resolveModifiers(
  menu: MenuIndex,
  item: MenuItem,
  choice: readonly ChosenModifier[] | undefined,
): Result<LineModifier[], DomainError> {
  const chosen = new Map<string, number>();
  const offered = new Set(item.modifierGroups.map((link) => link.groupId));
  for (const { modifierId, quantity } of choice ?? defaultModifiers(menu, item)) {
    const known = menu.modifiers.get(modifierId);
    if (!known || !offered.has(known.group.id))
      return err(domainError('modifier_unknown', { itemId: item.id, modifierId }));
    if (!known.modifier.available)
      return err(domainError('item_unavailable', { itemId: item.id, modifierId, name: known.modifier.name }));
    if (chosen.has(modifierId)) return err(domainError('modifier_repeated', { itemId: item.id, modifierId }));
    chosen.set(modifierId, quantity);
  }
  const lines: LineModifier[] = [];
  for (const link of item.modifierGroups) {
    const group = menu.groups.get(link.groupId);
    if (!group) continue;
    const { min, max } = groupBounds(item, group);
    const count = group.modifiers.reduce((sum, modifier) => sum + (chosen.get(modifier.id) ?? 0), 0);
    const params = { itemId: item.id, groupId: group.id, name: group.name, chosen: count, min, max };
    if (count < min) return err(domainError('modifiers_below_min', params));
    if (max !== null && count > max) return err(domainError('modifiers_above_max', params));
    lines.push(...linesOfGroup(group, chosen, max));
  }
  return ok(lines);
}

/** A modifier worth showing. */
export type ShownModifier = LineModifier & { readonly action: Exclude<LineModifier['action'], 'standard'> };

/** The modifiers that people read: all but what the dish has anyway. */
export function shownModifiers(modifiers: readonly LineModifier[]): ShownModifier[] {
  return modifiers.filter((modifier): modifier is ShownModifier => modifier.action !== 'standard');
}

import type { RandomSource } from '@passbell/core/kernel/random';
import type { MenuItem, MenuModifier, MenuModifierGroup } from '@passbell/core/menu/menu-document';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import { groupBounds } from '@passbell/core/orders/resolve-modifiers';
import { chance, pick } from './draw.ts';

export interface DrawnModifier {
  readonly modifierId: string;
  readonly quantity: number;
}

/** How often, in percent, a guest leaves something off, adds something, or takes the other of one choice. */
const HABITS = { leavesOff: 9, adds: 7, wantsExtra: 12, choosesOther: 35 } as const;

/** No till asks for more than this of one modifier. */
const MAX_OF_ONE = 20;

function chooseOne(random: RandomSource, offered: readonly MenuModifier[], min: number): Map<string, number> {
  const usual = offered.find((modifier) => modifier.isDefault);
  const other = usual === undefined ? min > 0 || chance(random, HABITS.adds) : chance(random, HABITS.choosesOther);
  const chosen = other ? pick(random, offered) : usual;
  return new Map(chosen ? [[chosen.id, 1]] : []);
}

function chooseSome(random: RandomSource, offered: readonly MenuModifier[], max: number): Map<string, number> {
  const chosen = new Map<string, number>();
  let room = max;
  for (const modifier of offered) {
    if (room === 0) break;
    const takes = modifier.isDefault ? !chance(random, HABITS.leavesOff) : chance(random, HABITS.adds);
    if (!takes) continue;
    const quantity = room > 1 && !modifier.isDefault && chance(random, HABITS.wantsExtra) ? 2 : 1;
    chosen.set(modifier.id, quantity);
    room -= quantity;
  }
  return chosen;
}

/** Adds choices until the group has what it asks for: first what is not chosen yet, then more of the same. */
function fillUp(chosen: Map<string, number>, offered: readonly MenuModifier[], min: number): void {
  let missing = min - [...chosen.values()].reduce((sum, quantity) => sum + quantity, 0);
  for (const modifier of offered) {
    if (missing <= 0) return;
    if (chosen.has(modifier.id)) continue;
    chosen.set(modifier.id, 1);
    missing -= 1;
  }
  for (const modifier of offered) {
    if (missing <= 0) return;
    const now = chosen.get(modifier.id) ?? 0;
    const more = Math.min(missing, MAX_OF_ONE - now);
    chosen.set(modifier.id, now + more);
    missing -= more;
  }
}

function chooseFrom(random: RandomSource, item: MenuItem, group: MenuModifierGroup): Map<string, number> {
  const { min, max } = groupBounds(item, group);
  const offered = group.modifiers.filter((modifier) => modifier.available);
  if (offered.length === 0) return new Map();
  const chosen =
    max === 1 ? chooseOne(random, offered, min) : chooseSome(random, offered, max ?? Number.POSITIVE_INFINITY);
  fillUp(chosen, offered, min);
  return chosen;
}

/**
 * What a guest chooses of the modifiers of an item: mostly what the menu chose already, now and then less, more or
 * something else; always within the bounds of each group. Lists everything that is on the dish.
 */
export function chooseModifiers(random: RandomSource, menu: MenuIndex, item: MenuItem): DrawnModifier[] {
  return item.modifierGroups.flatMap((link) => {
    const group = menu.groups.get(link.groupId);
    if (!group) return [];
    return [...chooseFrom(random, item, group)].map(([modifierId, quantity]) => ({ modifierId, quantity }));
  });
}

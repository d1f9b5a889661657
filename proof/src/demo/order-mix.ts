import { type RandomSource, randomBelow } from '@passbell/core/kernel/random';
import type { MenuItem } from '@passbell/core/menu/menu-document';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import type { Channel, DiningOption } from '@passbell/core/orders/order-rows';
import { isSoldNow } from '@passbell/core/orders/resolve-lines';
import { chooseModifiers, type DrawnModifier } from './choose-modifiers.ts';
import { chance, pick, pickWeighted } from './draw.ts';
import { demoLocation } from './restaurant/demo-location.ts';

interface DrawnLine {
  readonly itemId: string;
  readonly variationId: string;
  readonly quantity: number;
  readonly modifiers: readonly DrawnModifier[];
  readonly seat: number | null;
  readonly course: number;
  readonly note: string | null;
  readonly allergies: readonly string[];
}

/** An order as a party would give it. */
export interface DrawnOrder {
  readonly channel: Channel;
  readonly diningOption: DiningOption;
  readonly tableLabel: string | null;
  readonly guestCount: number | null;
  readonly lines: readonly DrawnLine[];
}

type Part = 'starter' | 'main' | 'side' | 'sweet' | 'kids' | 'drink';

/** Which part of a meal a section of the demo menu is; the sections of any other menu count as mains. */
const PARTS: ReadonlyMap<string, Part> = new Map([
  ['starters', 'starter'],
  ['sides', 'side'],
  ['with-it', 'side'],
  ['sweet', 'sweet'],
  ['kids', 'kids'],
  ['drinks', 'drink'],
  ['wine-and-bar', 'drink'],
]);

const COURSES: Readonly<Record<Part, number>> = { drink: 1, starter: 1, main: 2, side: 2, kids: 2, sweet: 3 };

const NOTES: readonly string[] = [
  'Cut in half',
  'Birthday 🎂',
  'Plates together please',
  'No rush',
  'Extra napkins',
  'Fork and spoon',
  'Split on two plates',
  'بدون بصل',
];

const ALLERGIES: readonly string[] = [
  'gluten',
  'dairy',
  'egg',
  'tree-nuts',
  'peanuts',
  'fish',
  'shellfish',
  'soy',
  'sesame',
];

interface Party {
  readonly channel: Channel;
  readonly diningOption: DiningOption;
  readonly tableLabel: string | null;
  /** How many eat; the check only names it where they sit down. */
  readonly size: number;
}

function drawParty(random: RandomSource): Party {
  const channel =
    pickWeighted<Channel>(random, [
      ['pos', 78],
      ['kiosk', 13],
      ['online', 9],
    ]) ?? 'pos';
  const isIn = channel === 'pos' ? chance(random, 85) : channel === 'kiosk' && chance(random, 55);
  const size =
    pickWeighted(random, [
      [1, 22],
      [2, 42],
      [3, 14],
      [4, 14],
      [5, 4],
      [6, 3],
      [8, 1],
    ]) ?? 2;
  if (!isIn) {
    const isDelivered = channel === 'online' && chance(random, 45);
    return { channel, diningOption: isDelivered ? 'delivery' : 'take_away', tableLabel: null, size: Math.min(size, 4) };
  }
  const atBar = channel === 'pos' && size <= 2 && chance(random, 25);
  const tableLabel = atBar ? `Bar ${1 + randomBelow(random, 8)}` : String(1 + randomBelow(random, 24));
  return { channel, diningOption: 'dine_in', tableLabel, size };
}

function partOf(item: MenuItem): Part {
  return PARTS.get(item.categoryIds[0] ?? '') ?? 'main';
}

/** What can be ordered at an instant: on sale, in a daypart that is on, with a price and with enough choices. */
function sellable(menu: MenuIndex, nowMs: number, timeZone: string): Map<Part, MenuItem[]> {
  const byPart = new Map<Part, MenuItem[]>();
  for (const item of menu.document.items) {
    if (!item.available || !isSoldNow(menu, item, nowMs, timeZone)) continue;
    if (!item.variations.some((variation) => variation.available && variation.priceMinor !== null)) continue;
    if (!item.modifierGroups.every((link) => canChoose(menu, link.groupId, link.min))) continue;
    const part = partOf(item);
    byPart.set(part, [...(byPart.get(part) ?? []), item]);
  }
  return byPart;
}

function canChoose(menu: MenuIndex, groupId: string, min: number | null): boolean {
  const group = menu.groups.get(groupId);
  if (!group) return true;
  const offered = group.modifiers.filter((modifier) => modifier.available).length;
  return (min ?? group.min) <= offered * 20;
}

interface Seat {
  readonly seat: number | null;
  readonly allergies: readonly string[];
}

interface Draw {
  readonly random: RandomSource;
  readonly menu: MenuIndex;
  readonly items: ReadonlyMap<Part, readonly MenuItem[]>;
  readonly isDineIn: boolean;
}

function drawLine(draw: Draw, part: Part, who: Seat, quantity = 1): DrawnLine[] {
  const { random, menu, items, isDineIn } = draw;
  const item = pick(random, items.get(part) ?? []);
  if (!item) return [];
  const sizes = item.variations.filter((variation) => variation.available && variation.priceMinor !== null);
  // The first size is what most people mean.
  const variation = chance(random, 60) ? sizes[0] : pick(random, sizes);
  if (!variation) return [];
  return [
    {
      itemId: item.id,
      variationId: variation.id,
      quantity,
      modifiers: chooseModifiers(random, menu, item),
      seat: who.seat,
      course: isDineIn ? COURSES[part] : 1,
      note: chance(random, 4) ? (pick(random, NOTES) ?? null) : null,
      allergies: who.allergies,
    },
  ];
}

/** What one guest eats and drinks. */
function guestLines(draw: Draw, who: Seat): DrawnLine[] {
  const { random } = draw;
  const isChild = chance(random, 9) && (draw.items.get('kids') ?? []).length > 0;
  const drinks = chance(random, 88) ? drawLine(draw, 'drink', who, chance(random, 12) ? 2 : 1) : [];
  const starter = !isChild && chance(random, 28) ? drawLine(draw, 'starter', who) : [];
  const main = drawLine(draw, isChild ? 'kids' : 'main', who);
  const side = chance(random, 22) ? drawLine(draw, 'side', who) : [];
  const sweet = chance(random, 20) ? drawLine(draw, 'sweet', who) : [];
  return [...drinks, ...starter, ...main, ...side, ...sweet];
}

/**
 * Draws a believable order: a party with drinks, starters to share, a main each and what goes with it. Every order can
 * be placed at `nowMs`: it keeps to dayparts, bounds and defaults of the menu. Only stock is not asked, because running
 * out is part of a day. The same randomness gives the same order. An empty menu gives an order without lines.
 */
export function nextOrder(
  random: RandomSource,
  menu: MenuIndex,
  nowMs: number,
  timeZone: string = demoLocation.timeZone,
): DrawnOrder {
  const { size, ...party } = drawParty(random);
  const isDineIn = party.diningOption === 'dine_in';
  const draw: Draw = { random, menu, items: sellable(menu, nowMs, timeZone), isDineIn };
  const shared = { seat: null, allergies: [] };
  const lines = size > 1 && chance(random, 35) ? drawLine(draw, 'starter', shared) : [];
  for (let guest = 1; guest <= size; guest += 1) {
    const allergy = chance(random, 4) ? pick(random, ALLERGIES) : undefined;
    const who: Seat = { seat: isDineIn ? guest : null, allergies: allergy === undefined ? [] : [allergy] };
    lines.push(...guestLines(draw, who));
  }
  if (size > 2 && chance(random, 30)) lines.push(...drawLine(draw, 'side', shared, 2));
  const fallback =
    lines.length > 0 ? [] : [...draw.items.keys()].flatMap((part) => drawLine(draw, part, shared)).slice(0, 1);
  return { ...party, guestCount: isDineIn ? size : null, lines: [...lines, ...fallback] };
}

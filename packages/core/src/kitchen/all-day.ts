import type { TicketLineRow } from './ticket-rows.ts';

/** What all-day needs of a ticket line. */
export type AllDayLine = Pick<TicketLineRow, 'name' | 'variationName' | 'quantity' | 'state' | 'modifiers'>;

/** How many of a dish are wanted one way: "3 MR", "4 Double". */
export interface AllDaySplit {
  /** Variation and choices, in the kitchen's words; never empty. */
  readonly label: string;
  readonly quantity: number;
}

/** One dish and how many of it are still to cook over all open tickets. */
export interface AllDayEntry {
  readonly name: string;
  readonly quantity: number;
  /** By label. Portions without variation or choice are only in `quantity`. */
  readonly splits: readonly AllDaySplit[];
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Words that split a dish: its variation and its chosen options, not what was added, left off or comes with it anyway. */
function splitLabel(line: AllDayLine): string {
  const choices = line.modifiers.filter((modifier) => modifier.action === 'choice');
  return [line.variationName, ...choices.map((modifier) => modifier.kitchenName)]
    .filter((word) => word !== null && word !== '')
    .join(' ');
}

/** What a station still has to cook, most first: lines that wait or are being made, dishes by kitchen name. */
export function allDay(lines: Iterable<AllDayLine>): AllDayEntry[] {
  const dishes = new Map<string, { quantity: number; splits: Map<string, number> }>();
  for (const line of lines) {
    if (line.state !== 'waiting' && line.state !== 'making') continue;
    const dish = dishes.get(line.name) ?? { quantity: 0, splits: new Map<string, number>() };
    dish.quantity += line.quantity;
    const label = splitLabel(line);
    if (label !== '') dish.splits.set(label, (dish.splits.get(label) ?? 0) + line.quantity);
    dishes.set(line.name, dish);
  }
  return [...dishes]
    .map(([name, { quantity, splits }]) => ({
      name,
      quantity,
      splits: [...splits]
        .map(([label, count]) => ({ label, quantity: count }))
        .sort((a, b) => byText(a.label, b.label)),
    }))
    .sort((a, b) => b.quantity - a.quantity || byText(a.name, b.name));
}

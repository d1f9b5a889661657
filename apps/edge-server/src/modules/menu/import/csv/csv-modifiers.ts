import { type PriceReading, readPrice } from './csv-price.ts';

/** A choice of a modifier group as a cell writes it. */
interface WrittenChoice {
  readonly name: string;
  readonly price: PriceReading;
  readonly isDefault: boolean;
}

/** A modifier group as a cell writes it. `choices: null` only names a group that another row describes. */
export interface WrittenGroup {
  readonly name: string;
  readonly min: number;
  readonly max: number | null;
  readonly choices: readonly WrittenChoice[] | null;
}

const LIMIT = 100;
const CHOICE_LIMIT = 300;

/** `[1]` exactly one, `[0-3]` up to three, `[1+]` one or more, `[any]` or nothing: as many as you like. */
function readBounds(text: string | undefined): { readonly min: number; readonly max: number | null } | null {
  const bounds = text?.replace(/\s+/gu, '').toLowerCase() ?? '';
  if (bounds === '' || bounds === 'any') return { min: 0, max: null };
  const match = /^(\d{1,3})(?:(\+)|[-–](\d{1,3}))?$/u.exec(bounds);
  if (!match) return null;
  const min = Number(match[1]);
  const max = match[2] ? null : Number(match[3] ?? match[1]);
  return min > LIMIT || (max !== null && (max > LIMIT || max < 1 || max < min)) ? null : { min, max };
}

function readChoice(raw: string, currency: string): WrittenChoice | null {
  let text = raw.trim().slice(0, CHOICE_LIMIT);
  let isDefault = false;
  let price: PriceReading = { kind: 'price', priceMinor: 0 };
  // The star and the price stand after the name, in either order.
  for (let turn = 0; turn < 2; turn += 1) {
    if (text.endsWith('*')) {
      isDefault = true;
      text = text.slice(0, -1).trim();
    }
    const priced = /^(.*\S)\s*([+-]\s*\p{Sc}?\s*\d[\d.,]*\s*\p{Sc}?)$/u.exec(text);
    if (priced?.[1] !== undefined && priced[2] !== undefined) {
      price = readPrice(priced[2].replace(/\s+/gu, ''), currency);
      text = priced[1].trim();
    }
  }
  return text === '' ? null : { name: text, price, isDefault };
}

function readGroup(raw: string, currency: string): WrittenGroup | null {
  const colon = raw.indexOf(':');
  const head = colon === -1 ? raw : raw.slice(0, colon);
  const match = /^([^[\]]*)(?:\[([^[\]]*)\])?\s*$/u.exec(head.trim());
  const name = match?.[1]?.trim() ?? '';
  const bounds = readBounds(match?.[2]);
  if (name === '' || bounds === null) return null;
  if (colon === -1) return { name, ...bounds, choices: null };
  const choices = raw
    .slice(colon + 1)
    .split('|')
    .flatMap((choice) => readChoice(choice, currency) ?? []);
  return { name, ...bounds, choices };
}

/**
 * Reads a cell of modifier groups, separated by `;` or line ends:
 * `Temperature [1]: Rare | Med rare* | Well; Extras: Bacon +2.50 | Fried egg +2; Sides`.
 * Null stands for a group that cannot be read.
 */
export function readModifierGroups(cell: string, currency: string): (WrittenGroup | null)[] {
  return cell
    .split(/[;\n]/u)
    .map((group) => group.trim())
    .filter((group) => group !== '')
    .map((group) => readGroup(group, currency));
}

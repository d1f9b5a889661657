import type { MenuItem } from '@passbell/core/menu/menu-document';
import { editDistance } from './edit-distance.ts';
import type { MenuPage, MenuSection } from './menu-sections.ts';

/** A dish that was found, and the tint of the tile it has in the grid. */
export interface FoundItem {
  readonly item: MenuItem;
  readonly tint: MenuSection['tint'];
}

/** What was typed: `2x fries` is two of whatever `fries` finds. */
export interface TypedSearch {
  readonly quantity: number;
  readonly words: string;
}

export interface SearchResult {
  readonly found: readonly FoundItem[];
  /** Only when nothing was found: the three whose names come nearest. */
  readonly nearest: readonly FoundItem[];
}

export interface ItemSearch {
  find(words: string): SearchResult;
}

const MAX_FOUND = 40;
const NEAREST = 3;
const QUANTITY = /^\s*(\d{1,3})\s*[x×*]\s*(.*)$/iu;

/** Splits `digits × item` from the words: `2x`, `2*`, `2 × burger`. Zero of something is one. */
export function parseSearch(text: string): TypedSearch {
  const match = QUANTITY.exec(text);
  if (!match) return { quantity: 1, words: text.trim() };
  return { quantity: Math.max(1, Number(match[1])), words: (match[2] ?? '').trim() };
}

/** Letters as people type them: lower case, without accents, `+` and the like as spaces. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLocaleLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

interface Entry extends FoundItem {
  readonly folded: string;
  readonly words: readonly string[];
}

/** How well an entry fits (among equals the shorter name is the likelier one), lower is better; null when it does not. Every typed word has to begin a word of the name. */
function rank(entry: Entry, typed: readonly string[], whole: string): number | null {
  if (entry.folded === whole) return 0;
  if (entry.folded.startsWith(whole)) return 1;
  if (typed.every((part) => entry.words.some((word) => word.startsWith(part)))) return 2;
  return entry.folded.includes(whole) ? 3 : null;
}

function distanceTo(entry: Entry, whole: string): number {
  // A slip in one word must not drown in the length of a long name.
  const candidates = [entry.folded, ...entry.words, entry.folded.slice(0, whole.length)];
  return Math.min(...candidates.map((candidate) => editDistance(candidate.slice(0, 24), whole.slice(0, 24))));
}

/** Makes the search of a menu: names and kitchen names of every dish, across categories. Built once per menu. */
export function createItemSearch(pages: readonly MenuPage[]): ItemSearch {
  const entries = new Map<string, Entry>();
  for (const section of pages.flatMap((page) => page.sections)) {
    for (const item of section.items) {
      if (entries.has(item.id)) continue;
      const folded = foldText(item.name);
      const kitchen = foldText(item.kitchenName);
      entries.set(item.id, {
        item,
        tint: section.tint,
        folded,
        words: [...new Set([...folded.split(' '), ...kitchen.split(' ')])],
      });
    }
  }
  const all = [...entries.values()];
  return {
    find(text) {
      const whole = foldText(text);
      if (whole === '') return { found: [], nearest: [] };
      const typed = whole.split(' ');
      const ranked = all.flatMap((entry, at) => {
        const value = rank(entry, typed, whole);
        return value === null ? [] : [{ entry, value, at }];
      });
      const found = ranked
        .toSorted((a, b) => a.value - b.value || a.entry.folded.length - b.entry.folded.length || a.at - b.at)
        .slice(0, MAX_FOUND)
        .map(({ entry }) => entry);
      if (found.length > 0) return { found, nearest: [] };
      const nearest = all
        .map((entry, at) => ({ entry, distance: distanceTo(entry, whole), at }))
        .toSorted((a, b) => a.distance - b.distance || a.at - b.at)
        .slice(0, NEAREST)
        .map(({ entry }) => entry);
      return { found: [], nearest };
    },
  };
}

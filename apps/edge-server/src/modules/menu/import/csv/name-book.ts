import { refFromName } from '../menu-ref.ts';

interface Thing {
  readonly id: string;
  readonly name: string;
}

function keyOf(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}

/**
 * Ids by name. A sheet has no ids: what the menu here already calls by a name keeps its id (so a sheet can change prices
 * of a menu that came from elsewhere), and a new name gets an id that every later import makes again.
 */
export function nameBook(kind: string, known: readonly Thing[]): (name: string, scope?: string) => string {
  const byName = new Map<string, string>();
  const ids = new Set(known.map((thing) => thing.id));
  for (const thing of known) if (!byName.has(keyOf(thing.name))) byName.set(keyOf(thing.name), thing.id);
  return (name, scope = '') => {
    const own = refFromName(kind, scope === '' ? keyOf(name) : `${keyOf(scope)}\u0000${keyOf(name)}`);
    return ids.has(own) ? own : (byName.get(keyOf(name)) ?? own);
  };
}

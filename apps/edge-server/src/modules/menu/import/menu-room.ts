/** Says whether one more thing finds room; asking takes the place. */
export type Room = (id: string) => boolean;

/**
 * Room under a limit. What the menu already holds has its place, so an import that is run again meets the same answer.
 */
export function menuRoom(limit: number, held: readonly { readonly id: string }[]): Room {
  const known = new Set(held.map((thing) => thing.id));
  return (id) => {
    if (known.has(id)) return true;
    if (known.size >= limit) return false;
    known.add(id);
    return true;
  };
}

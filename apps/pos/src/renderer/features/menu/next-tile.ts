interface Placed {
  getBoundingClientRect(): { readonly left: number; readonly right: number; readonly top: number };
}

const middle = (tile: Placed) => {
  const box = tile.getBoundingClientRect();
  return (box.left + box.right) / 2;
};

function nearestInRow<T extends Placed>(
  tiles: readonly T[],
  from: T,
  isBeyond: (top: number, here: number) => boolean,
  pick: (tops: number[]) => number,
): T | undefined {
  const here = from.getBoundingClientRect().top;
  const beyond = tiles.filter((tile) => isBeyond(tile.getBoundingClientRect().top, here));
  if (beyond.length === 0) return undefined;
  const top = pick(beyond.map((tile) => tile.getBoundingClientRect().top));
  const row = beyond.filter((tile) => Math.abs(tile.getBoundingClientRect().top - top) < 2);
  const x = middle(from);
  return row.toSorted((a, b) => Math.abs(middle(a) - x) - Math.abs(middle(b) - x))[0];
}

/** The tile an arrow leads to, by where tiles are in sight: the layout is the browser's, so columns are not counted. */
export function nextTile<T extends Placed>(tiles: readonly T[], from: T, key: string): T | undefined {
  const at = tiles.indexOf(from);
  const here = from.getBoundingClientRect();
  const isRow = (tile: T) => Math.abs(tile.getBoundingClientRect().top - here.top) < 2;
  const row = tiles.filter(isRow).toSorted((a, b) => middle(a) - middle(b));
  const place = row.indexOf(from);
  switch (key) {
    case 'ArrowRight':
      return row[place + 1];
    case 'ArrowLeft':
      return row[place - 1];
    case 'ArrowDown':
      return nearestInRow(
        tiles,
        from,
        (top, own) => top > own + 1,
        (tops) => Math.min(...tops),
      );
    case 'ArrowUp':
      return nearestInRow(
        tiles,
        from,
        (top, own) => top < own - 1,
        (tops) => Math.max(...tops),
      );
    case 'Home':
      return at === 0 ? undefined : tiles[0];
    case 'End':
      return at === tiles.length - 1 ? undefined : tiles.at(-1);
    default:
      return undefined;
  }
}

/** Something with a place in a list of Square's. */
export interface Placed {
  readonly ordinal: number | null | undefined;
  readonly position: number;
}

/**
 * The order of a list by Square's ordinals. These are 64-bit numbers with gaps, may be negative, equal or missing, so
 * only their order is kept: what has none comes last, equals stay as in the file.
 */
export function inOrder<T extends Placed>(list: readonly T[]): T[] {
  return [...list].sort((a, b) => {
    const [left, right] = [a.ordinal ?? Number.POSITIVE_INFINITY, b.ordinal ?? Number.POSITIVE_INFINITY];
    return left === right ? a.position - b.position : left < right ? -1 : 1;
  });
}

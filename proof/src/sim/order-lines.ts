import type { IdSource } from '@passbell/core/kernel/ids';
import type { SeededRandom } from '@passbell/testkit/seeded-random';

/** Something a guest might order, with an id the sender made. */
export function drawLine(random: SeededRandom, ids: IdSource) {
  const lineId = ids.newId();
  switch (random.below(5)) {
    case 0:
      return {
        lineId,
        itemId: 'burger',
        variationId: random.pick(['burger-single', 'burger-double']),
        quantity: random.between(1, 3),
        modifiers: [{ modifierId: 'rare' }, ...(random.chance(0.4) ? [{ modifierId: 'fried-egg' }] : [])],
      };
    case 1:
      return { lineId, itemId: 'lager', quantity: random.between(1, 4) };
    case 2:
      return { lineId, itemId: 'soup', quantity: random.between(1, 3) };
    case 3:
      return { lineId, itemId: 'catch', quantity: 1, unitPriceMinor: random.between(1, 9_999) };
    default:
      return { lineId, itemId: 'special', quantity: 1, unitPriceMinor: random.between(1, 60) * 200 };
  }
}

export function drawLines(random: SeededRandom, ids: IdSource) {
  return Array.from({ length: random.between(1, 3) }, () => drawLine(random, ids));
}

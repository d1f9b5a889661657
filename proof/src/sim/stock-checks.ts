import { simMenu } from './sim-menu.ts';
import type { SimWorld } from './sim-world.ts';

interface Recipe {
  readonly name: string;
  readonly parts: readonly { readonly ingredientId: string; readonly quantity: number }[];
}

/** Everything on the menu that stock may stop. */
const RECIPES: readonly Recipe[] = [
  ...simMenu.items
    .filter((item) => item.stockPolicy === 'strict')
    .flatMap((item) => item.variations.map(({ id, recipe }) => ({ name: `variation|${id}`, parts: recipe }))),
  ...simMenu.modifierGroups.flatMap((group) =>
    group.modifiers.map(({ id, recipe }) => ({ name: `modifier|${id}`, parts: recipe })),
  ),
].filter(({ parts }) => parts.length > 0);

/** The levels are the sums of their movements; what cannot be made is off, and what is off by stock cannot be made. */
export function checkStock(world: SimWorld): void {
  const { context, edge } = world;
  const { watch, life } = edge;
  for (const { ingredientId, onHand, reserved } of life?.reads.stockLevels() ?? []) {
    const sum = watch.levels.get(ingredientId);
    if (sum?.onHand !== onHand || sum.reserved !== reserved)
      context.violate('levels are sums', `${ingredientId}: ${onHand}/${reserved}, not ${sum?.onHand}/${sum?.reserved}`);
  }
  for (const { name, parts } of RECIPES) {
    const isShort = parts.some(({ ingredientId, quantity }) => {
      const level = watch.levels.get(ingredientId) ?? { onHand: 0, reserved: 0 };
      return level.onHand - level.reserved < quantity;
    });
    const cause = watch.table('availability').get(name)?.cause;
    if (isShort && cause === undefined) context.violate('what is sold out is 86', name);
    if (!isShort && cause === 'stock') context.violate('what can be made is sold', name);
  }
  checkTickets(world);
}

/** Every line that was sent is on exactly one ticket, of its own station; every ticket has its order's station lines. */
function checkTickets({ context, edge: { watch } }: SimWorld): void {
  const tickets = watch.table('tickets');
  const byLine = Map.groupBy(watch.table('ticket_lines').values(), (line) => String(line.lineId));
  for (const line of watch.table('order_lines').values()) {
    const fired = byLine.get(String(line.id)) ?? [];
    const isSent = line.sentMs !== null;
    if (fired.length !== (isSent ? 1 : 0))
      context.violate('a line is fired once', `line ${String(line.id)} is on ${fired.length} tickets`);
    const station = tickets.get(String(fired[0]?.ticketId))?.stationId;
    if (isSent && station !== line.stationId) context.violate('a line goes to its station', String(line.id));
  }
}

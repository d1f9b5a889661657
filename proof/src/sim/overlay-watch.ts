import type { OrderView } from '@passbell/core/wire/views';
import { overlayPending } from '@passbell/edge-client/pending-overlay';
import type { PendingCommand } from '@passbell/edge-client/queued-command';
import type { ClientLife } from './client-node.ts';

type Lines = ReadonlySet<string>;

function linesOf(args: PendingCommand['args']): string[] {
  const lines = Array.isArray(args.lines) ? (args.lines as readonly { readonly lineId?: unknown }[]) : [];
  return lines.flatMap(({ lineId }) => (typeof lineId === 'string' ? [lineId] : []));
}

function showLines(rows: Map<string, Lines>, { args }: PendingCommand): void {
  if (typeof args.orderId !== 'string') return;
  const lines = linesOf(args);
  if (lines.length > 0) rows.set(args.orderId, new Set([...(rows.get(args.orderId) ?? []), ...lines]));
}

/**
 * What a till showed as ordered stays shown until it is refused or its order is closed: a pending press leaves the view
 * only when the edge's own rows show it.
 */
export function watchOverlay(life: ClientLife, isGone: (orderId: string, lineId: string) => boolean): void {
  const { client, node, held } = life;
  const topic = held.get('orders.open');
  if (topic === undefined) return;
  const { book, context, name } = node.parts;
  /** Lines seen, with their orders. */
  const seen = new Map<string, string>();
  const refused = (lineId: string) =>
    client.queue.getSnapshot().refused.some(({ args }) => linesOf(args).includes(lineId)) ||
    [...book.presses.values()].some((press) => press.isShownRefused && linesOf(press.args).includes(lineId));
  const look = () => {
    const { documents, ready, error } = topic.getSnapshot();
    // Nobody is signed in who may see orders: the screen shows none, and begins anew with the next person.
    if (error !== null) seen.clear();
    if (!ready || error !== null) return;
    const server = new Map(
      // The topic holds orders.
      [...(documents as ReadonlyMap<string, OrderView>)].map(
        ([id, order]) => [id, new Set(order.lines.map((line) => line.id)) as Lines] as const,
      ),
    );
    const view = overlayPending(server, client.queue.getSnapshot().pending, showLines);
    for (const [lineId, orderId] of seen) {
      if (view.get(orderId)?.has(lineId)) continue;
      seen.delete(lineId);
      if (!isGone(orderId, lineId) && !refused(lineId))
        context.violate('a shown press stays shown', `line ${lineId} of ${orderId} on ${name}`);
    }
    for (const [orderId, lines] of view) for (const lineId of lines) seen.set(lineId, orderId);
  };
  topic.subscribe(look);
  client.queue.subscribe(look);
}

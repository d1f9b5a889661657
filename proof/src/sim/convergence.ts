import type { OrderView } from '@passbell/core/wire/views';
import { unseenOrders } from '../../../apps/pos/src/renderer/features/connection/unseen-tickets.ts';
import type { ClientNode } from './client-node.ts';
import { CALM } from './sim-link.ts';
import type { SimWorld } from './sim-world.ts';
import { type Truth, truthOf, viewProblems } from './view-checks.ts';

/** The storm is over: everything works again, and people stop pressing. */
export function heal(world: SimWorld): void {
  world.context.trace('HEAL');
  world.edge.disk.disarm();
  world.cloud.disarm();
  for (const link of world.links) {
    link.weather = CALM;
    link.setWay('up', 'open');
    link.setWay('down', 'open');
  }
  if (!world.cloud.machine.isUp) world.cloud.boot();
  if (world.edge.life === null) world.edge.boot();
  for (const client of world.clients) {
    client.isStormy = false;
    if (client.life === null) void client.start();
  }
}

/** Whether the cloud rightly takes nothing more: it has events that an older copy of the journal does not have. */
export function isSetAside({ cloud, edge }: SimWorld): boolean {
  return cloud.location.setAside !== null && edge.restores > 0;
}

function clientProblems(world: SimWorld, client: ClientNode, truth: Truth): string[] {
  const { name } = client.parts;
  if (client.life === null) return [`${name} is off`];
  const { level } = client.life.client.feed.status.getSnapshot();
  // A cloud that saw two histories waits for a person; the house goes on without.
  const mayBeDown = isSetAside(world) && level === 'internet_down';
  if (level !== 'live' && !mayBeDown) return [`${name} is ${level}`];
  const { pending } = client.life.client.queue.getSnapshot();
  if (pending.length > 0) return [`${name} waits for ${pending.map((each) => `${each.name} ${each.phase}`).join()}`];
  return viewProblems(world, client, truth).map((problem) => `${name}: ${problem}`);
}

function cloudProblems(world: SimWorld): string[] {
  if (isSetAside(world)) return [];
  const { cursor, setAside } = world.cloud.location;
  if (setAside !== null) return [`the cloud set the location aside: ${setAside.reason}`];
  const { seq } = world.edge.watch.head;
  return cursor.seq === seq ? [] : [`the cloud has ${cursor.seq} of ${seq}`];
}

/** Tickets that no screen painted and no till tells about. */
function unseenProblems(world: SimWorld): string[] {
  const { life, machine, watch } = world.edge;
  if (life === null) return ['the edge is off'];
  const unseen = [...watch.table('tickets').values()].filter(
    (ticket) => ticket.state === 'open' && ticket.seenMs === null,
  );
  if (unseen.length === 0 || world.edgeClockStepped) return [];
  const alarmMs = life.reads.location()?.unseenAlarmMs ?? 0;
  return world.clients.flatMap((client) => {
    const topic = client.parts.device.role === 'pos' ? client.life?.held.get('orders.open') : undefined;
    if (topic === undefined) return [];
    const orders = topic.getSnapshot().documents.values() as Iterable<OrderView>; // The topic holds orders.
    const alarmed = new Set(unseenOrders(orders, machine.clock.nowMs(), alarmMs).flatMap((order) => order.ticketIds));
    const silent = unseen.filter(({ id }) => !alarmed.has(String(id)));
    return silent.map(({ id }) => `ticket ${String(id)} is neither seen nor alarmed on ${client.parts.name}`);
  });
}

/** What has not come together yet; empty when all has. */
export function openProblems(world: SimWorld): string[] {
  if (world.edge.life === null) return ['the edge is off'];
  const truth = truthOf(world);
  const problems = [
    ...cloudProblems(world),
    ...world.clients.flatMap((client) => clientProblems(world, client, truth)),
  ];
  return problems.length > 0 ? problems : unseenProblems(world);
}

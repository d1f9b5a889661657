import type { Permission } from '@passbell/core/staff/permissions';

/** A topic's name taken apart. */
export type FeedTopic =
  | { readonly kind: 'orders.open' | 'menu' | 'stock' | 'staff' }
  | { readonly kind: 'order'; readonly orderId: string }
  | { readonly kind: 'kitchen'; readonly stationId: string };

const PERMISSIONS: Readonly<Record<FeedTopic['kind'], Permission>> = {
  'orders.open': 'orders.read',
  order: 'orders.read',
  kitchen: 'kitchen.read',
  menu: 'menu.read',
  stock: 'stock.read',
  staff: 'staff.read',
};

/** Takes a name that fits `topicName` of the wire apart; undefined for any other. */
export function parseTopic(name: string): FeedTopic | undefined {
  if (name === 'orders.open' || name === 'menu' || name === 'stock' || name === 'staff') return { kind: name };
  const colon = name.indexOf(':');
  const rest = name.slice(colon + 1);
  if (colon < 0 || rest === '') return undefined;
  if (name.startsWith('order:')) return { kind: 'order', orderId: rest };
  if (name.startsWith('kitchen:')) return { kind: 'kitchen', stationId: rest };
  return undefined;
}

/** What a device, or the person on it, must be permitted to hear a topic. */
export function topicPermission(topic: FeedTopic): Permission {
  return PERMISSIONS[topic.kind];
}

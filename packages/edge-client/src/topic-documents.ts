import type { MenuHeadView, OrderView, StaffView, StockView, TicketView } from '@passbell/core/wire/views';

/** Topics of the feed: see `topicName` in core's feed messages. */
export type TopicName = 'orders.open' | 'menu' | 'stock' | 'staff' | `kitchen:${string}` | `order:${string}`;

/** What kind of document a topic holds. */
export type TopicDocument<Name extends TopicName> = Name extends 'orders.open' | `order:${string}`
  ? OrderView
  : Name extends `kitchen:${string}`
    ? TicketView
    : Name extends 'menu'
      ? MenuHeadView
      : Name extends 'stock'
        ? StockView
        : StaffView;

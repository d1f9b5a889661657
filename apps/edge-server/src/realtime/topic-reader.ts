import { RECALL_WINDOW_MS } from '@passbell/core/kitchen/decide-ticket';
import { isClosedStatus } from '@passbell/core/orders/order-status';
import type { StockView, TicketView } from '@passbell/core/wire/views';
import type { EdgeReads } from '../modules/edge-reads.ts';
import type { FeedTopic } from './feed-topic.ts';
import type { Touched } from './touched-by.ts';

/** A document as it goes out: its JSON text, made once for everybody. */
export interface TopicDocument {
  readonly text: string;
  /** The order it belongs to, so that it leaves when that order no longer has it; null for what stands by itself. */
  readonly orderId: string | null;
  /** When it leaves by age alone (a bumped ticket after the recall time), by the wall clock; null when never. */
  readonly leavesMs: number | null;
}

/** By key, what a topic now holds; null takes the key out. Unchanged documents may be among them. */
export type TopicChanges = ReadonlyMap<string, TopicDocument | null>;

/**
 * Reads the documents of topics as of one commit. Whatever several topics show of the same order is read and
 * serialised once; make a new reader for each commit.
 */
export interface TopicReader {
  /** Everything a topic holds. */
  all(topic: FeedTopic): ReadonlyMap<string, TopicDocument>;
  /** What a commit may have changed in a topic that held `held` before; empty when the topic is not concerned. */
  changes(topic: FeedTopic, touched: Touched, held: ReadonlyMap<string, TopicDocument>): TopicChanges;
}

const NOTHING: TopicChanges = new Map();

interface StationTicket {
  readonly id: string;
  readonly stationId: string;
  /** Null once it is void: then no screen shows it. */
  readonly document: TopicDocument | null;
}

function standing(view: object): TopicDocument {
  return { text: JSON.stringify(view), orderId: null, leavesMs: null };
}

function ticketDocument(ticket: TicketView): TopicDocument | null {
  if (ticket.state === 'voided') return null;
  const leavesMs = ticket.state === 'bumped' && ticket.bumpedMs !== null ? ticket.bumpedMs + RECALL_WINDOW_MS : null;
  return { text: JSON.stringify(ticket), orderId: ticket.orderId, leavesMs };
}

function stockKey(view: StockView): string {
  return `${view.kind}:${view.subjectId}`;
}

/** What turns `held` into `now`. */
function difference(held: ReadonlyMap<string, TopicDocument>, now: ReadonlyMap<string, TopicDocument>): TopicChanges {
  const changes = new Map<string, TopicDocument | null>(now);
  for (const key of held.keys()) if (!now.has(key)) changes.set(key, null);
  return changes;
}

function byKey<View extends object>(views: readonly View[], keyOf: (view: View) => string): Map<string, TopicDocument> {
  return new Map(views.map((view) => [keyOf(view), standing(view)]));
}

/** Computes `make(key)` once per key. */
function once<Value>(make: (key: string) => Value): (key: string) => Value {
  const made = new Map<string, Value>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined || made.has(key)) return known as Value; // It was put there by the line below.
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

export function createTopicReader(reads: EdgeReads): TopicReader {
  const order = once((orderId: string) => {
    const view = reads.order(orderId);
    return view === undefined ? null : { open: !isClosedStatus(view.status), document: standing(view) };
  });
  const orderTickets = once((orderId: string): readonly StationTicket[] =>
    reads
      .orderTickets(orderId)
      .map((view) => ({ id: view.id, stationId: view.stationId, document: ticketDocument(view) })),
  );

  const stationTickets = (stationId: string) => {
    const documents = new Map<string, TopicDocument>();
    for (const view of reads.stationTickets(stationId)) {
      const document = ticketDocument(view);
      if (document !== null) documents.set(view.id, document);
    }
    return documents;
  };

  const all = (topic: FeedTopic): ReadonlyMap<string, TopicDocument> => {
    switch (topic.kind) {
      case 'orders.open':
        return byKey(reads.openOrders(), (view) => view.id);
      case 'order': {
        const found = order(topic.orderId);
        return new Map(found === null ? [] : [[topic.orderId, found.document]]);
      }
      case 'kitchen':
        return stationTickets(topic.stationId);
      case 'menu': {
        const head = reads.menuHead();
        return new Map(head === undefined ? [] : [['active', standing(head)]]);
      }
      case 'stock':
        return byKey(reads.stock(), stockKey);
      case 'staff':
        return byKey(reads.staff(), (view) => view.id);
    }
  };

  /** Every ticket of a touched order: the footer of one tells how far the other stations are. */
  const kitchenChanges = (stationId: string, touched: Touched, held: ReadonlyMap<string, TopicDocument>) => {
    const changes = new Map<string, TopicDocument | null>();
    for (const [key, { orderId }] of held)
      if (orderId !== null && touched.orderIds.has(orderId)) changes.set(key, null);
    for (const orderId of touched.orderIds) {
      for (const ticket of orderTickets(orderId)) {
        if (ticket.stationId === stationId) changes.set(ticket.id, ticket.document);
      }
    }
    return changes;
  };

  const openOrderChanges = (touched: Touched) => {
    const changes = new Map<string, TopicDocument | null>();
    for (const orderId of touched.orderIds) {
      const found = order(orderId);
      changes.set(orderId, found?.open ? found.document : null);
    }
    return changes;
  };

  const stockChanges = (touched: Touched) => {
    const changes = new Map<string, TopicDocument | null>();
    for (const view of reads.stockTouchedBy(touched.ingredientIds, touched.availabilitySubjects)) {
      // What is neither counted nor switched off any more has no entry.
      const isPlain = view.left === null && view.eightySixed === null;
      changes.set(stockKey(view), isPlain ? null : standing(view));
    }
    return changes;
  };

  return {
    all,
    changes(topic, touched, held) {
      // Orders and tickets show names of people and stations; those change so seldom that all is read anew.
      const names = touched.menu || touched.staff;
      switch (topic.kind) {
        case 'menu':
          return touched.menu ? difference(held, all(topic)) : NOTHING;
        case 'staff':
          return touched.staff ? difference(held, all(topic)) : NOTHING;
        case 'stock': {
          if (touched.menu) return difference(held, all(topic));
          const concerned = touched.ingredientIds.size > 0 || touched.availabilitySubjects.size > 0;
          return concerned ? stockChanges(touched) : NOTHING;
        }
        case 'order':
          return names || touched.orderIds.has(topic.orderId) ? difference(held, all(topic)) : NOTHING;
        case 'orders.open':
          if (names) return difference(held, all(topic));
          return touched.orderIds.size > 0 ? openOrderChanges(touched) : NOTHING;
        case 'kitchen':
          if (names) return difference(held, all(topic));
          return touched.orderIds.size > 0 ? kitchenChanges(topic.stationId, touched, held) : NOTHING;
      }
    },
  };
}

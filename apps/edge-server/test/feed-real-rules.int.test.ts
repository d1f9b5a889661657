import { exampleMenu } from '@passbell/core/menu/example-menu';
import type { CommandName } from '@passbell/core/wire/command-registry';
import { type FeedDelta, feedDelta, feedSnapshot } from '@passbell/core/wire/feed-messages';
import { orderView, staffView, stockView, ticketView } from '@passbell/core/wire/views';
import { createSeededRandom, type SeededRandom } from '@passbell/testkit/seeded-random';
import { expect, test } from 'vitest';
import { parseTopic } from '../src/realtime/feed-topic.ts';
import { createTopicHub, type TopicHub } from '../src/realtime/topic-hub.ts';
import { createTopicReader } from '../src/realtime/topic-reader.ts';
import { openTestEdge, type TestEdge } from './edge-fixture.ts';

const TOPICS = ['orders.open', 'stock', 'menu', 'staff', 'kitchen:grill', 'kitchen:bar'];
const COMMANDS_PER_RUN = 120;
const CHANGES: CommandName[] = [
  'placeOrder',
  'addLines',
  'payCash',
  'bumpTicket',
  'recallTicket',
  'eightySix',
  'restoreSale',
  'countStock',
  'addStaff',
  'activateMenu',
];

/** Topics as a screen keeps them: a snapshot, then deltas. */
function keepTopics(hub: TopicHub) {
  const views = new Map<string, Map<string, unknown>>();
  const deltas: FeedDelta[] = [];
  const subscriber = {
    changed(topic: string, { text }: { text: string }) {
      const delta = feedDelta.parse(JSON.parse(text));
      deltas.push(delta);
      const view = views.get(topic) ?? new Map<string, unknown>();
      for (const { key, doc } of delta.ops) {
        if (doc === null) view.delete(key);
        else view.set(key, doc);
      }
    },
    restarted: () => undefined,
  };
  const hear = (topic: string) => {
    if (views.has(topic)) return;
    hub.join(topic, subscriber);
    const parts = hub.snapshot(topic).parts.map((part) => feedSnapshot.parse(JSON.parse(part)));
    views.set(topic, new Map(parts.flatMap(({ documents }) => documents.map(({ key, doc }) => [key, doc] as const))));
  };
  return { views, deltas, hear };
}

/** Something somebody in the restaurant might do now, sensible or not. */
function nextCommand(edge: TestEdge, random: SeededRandom): [CommandName, unknown] {
  const orders = edge.reads.openOrders();
  const orderId = orders.length > 0 ? random.pick(orders).id : '0199c0de-0000-7000-8000-000000000001';
  const tickets = [...edge.reads.stationTickets('grill'), ...edge.reads.stationTickets('bar')];
  const ticket = tickets.length > 0 ? random.pick(tickets) : null;
  const ticketId = ticket?.id ?? orderId;
  const line = { ticketId, ticketLineId: ticket?.lines[0]?.id ?? orderId };
  const burger = {
    itemId: 'burger',
    variationId: random.pick(['burger-single', 'burger-double']),
    quantity: 1,
    modifiers: [{ modifierId: 'rare' }],
  };
  const lager = { itemId: 'lager', quantity: random.between(1, 3) };
  const lines = random.pick([[burger], [lager], [burger, lager]]);
  const subject = random.pick([
    { kind: 'item', subjectId: 'catch' },
    { kind: 'item', subjectId: 'burger' },
    { kind: 'variation', subjectId: 'burger-single' },
    { kind: 'modifier', subjectId: 'fried-egg' },
  ]);
  const ingredientId = random.pick(['beef', 'bun', 'egg', 'lager']);
  const place: [CommandName, unknown] = ['placeOrder', { lines, tableLabel: '7', guestName: 'Zoë' }];
  return random.pick<[CommandName, unknown]>([
    place,
    place,
    place,
    ['openOrder', { lines }],
    ['addLines', { orderId, lines }],
    ['cancelOrder', { orderId }],
    ['handOverOrder', { orderId }],
    ['payCash', { orderId, tenderedMinor: 100_000 }],
    ['payCash', { orderId, tenderedMinor: 100, amountMinor: 100 }],
    ['startTicket', { ticketId }],
    ['bumpTicket', { ticketId }],
    ['bumpTicket', { ticketId }],
    ['recallTicket', { ticketId }],
    ['startTicketLine', line],
    ['bumpTicketLine', line],
    ['recallTicketLine', line],
    ['acknowledgeTickets', { ticketIds: [ticketId] }],
    ['receiveStock', { lines: [{ ingredientId, quantity: 500 }] }],
    ['countStock', { lines: [{ ingredientId, counted: random.below(600) }] }],
    ['eightySix', subject],
    ['restoreSale', subject],
    ['addStaff', { name: `Person ${random.below(1_000_000)}`, role: 'cook', pin: '1234' }],
    [
      'activateMenu',
      {
        document: {
          ...exampleMenu,
          stations: exampleMenu.stations.map((station) => ({ ...station, name: `${station.name} ${random.below(3)}` })),
        },
      },
    ],
  ]);
}

const documentOf = { 'orders.open': orderView, kitchen: ticketView, stock: stockView, staff: staffView } as const;

function truth(edge: TestEdge, name: string): Record<string, unknown> {
  const topic = parseTopic(name);
  if (!topic) throw new Error(name);
  const documents = [...createTopicReader(edge.reads).all(topic)].map(
    ([key, { text }]) => [key, JSON.parse(text)] as const,
  );
  const schema = topic.kind in documentOf ? documentOf[topic.kind as keyof typeof documentOf] : null; // Checked just before.
  for (const [, document] of documents) schema?.parse(document);
  return Object.fromEntries(documents);
}

test.each([1, 2, 3])(
  'after every command by the real rules, each topic shows what the edge reads (seed %i)',
  async (seed) => {
    const edge = await openTestEdge();
    try {
      const random = createSeededRandom(seed);
      const faults: unknown[] = [];
      const start = edge.journal.head();
      const hub = createTopicHub({
        reads: edge.reads,
        clock: edge.clock,
        start,
        onFault: (error) => faults.push(error),
      });
      edge.journal.onCommitted(hub.committed);
      const kept = keepTopics(hub);
      for (const topic of TOPICS) kept.hear(topic);
      await edge.commit('receiveStock', {
        lines: [
          { ingredientId: 'lager', quantity: 100_000 },
          { ingredientId: 'beef', quantity: 4_000 },
          { ingredientId: 'bun', quantity: 20 },
        ],
      });
      const committed = new Set<CommandName | undefined>();
      for (let at = 0; at < COMMANDS_PER_RUN; at += 1) {
        edge.clock.advance(random.below(20_000));
        const batch = Array.from({ length: random.pick([1, 1, 1, 4]) }, () => nextCommand(edge, random));
        const done = await Promise.all(batch.map(([name, args]) => edge.send(name, args)));
        for (const [each, { status }] of done.entries()) if (status === 'committed') committed.add(batch[each]?.[0]);
        const firstOrder = edge.reads.openOrders()[0]?.id;
        if (firstOrder) kept.hear(`order:${firstOrder}`);
        for (const [topic, view] of kept.views) expect(Object.fromEntries(view), topic).toEqual(truth(edge, topic));
      }
      expect(faults).toEqual([]);
      // The walk went somewhere: every kind of change was made at least once.
      expect([...committed]).toEqual(expect.arrayContaining(CHANGES));
    } finally {
      await edge.dispose();
    }
  },
  30_000,
);

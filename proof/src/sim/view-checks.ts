import type { TicketView } from '@passbell/core/wire/views';
import { parseTopic } from '@passbell/edge-server/realtime/feed-topic';
import { createTopicReader, type TopicDocument } from '@passbell/edge-server/realtime/topic-reader';
import type { ClientNode } from './client-node.ts';
import type { EdgeLife } from './edge-node.ts';
import type { SimWorld } from './sim-world.ts';

/** A screen that says it is live shows everything that is older than this, whatever the network does. */
const LIVE_AGE_MS = 5_000;

type Documents = ReadonlyMap<string, unknown>;

/** Documents are never changed in place. */
const texts = new WeakMap<object, string>();

function textOf(document: unknown): string | undefined {
  if (typeof document !== 'object' || document === null) return undefined;
  const text = texts.get(document) ?? JSON.stringify(document);
  texts.set(document, text);
  return text;
}

function stateOf(document: unknown): string {
  return (document as Partial<TicketView> | undefined)?.state ?? ''; // Only tickets are asked.
}

/** What the edge reads now, each topic read once. */
export type Truth = (topic: string) => ReadonlyMap<string, TopicDocument>;

interface KnownTruth {
  readonly seq: number;
  readonly topics: Map<string, ReadonlyMap<string, TopicDocument>>;
}
/** Read anew after each commit; nothing else changes what the edge reads, but for tickets that leave the wall by age. */
const known = new WeakMap<EdgeLife, KnownTruth>();

export function truthOf(world: SimWorld): Truth {
  const { life, watch } = world.edge;
  if (life === null) return () => new Map();
  const { seq } = watch.head;
  const truth = known.get(life)?.seq === seq ? known.get(life) : undefined;
  const { topics } = truth ?? { topics: new Map() };
  known.set(life, { seq, topics });
  const reader = createTopicReader(life.reads);
  return (topic) => {
    const parsed = parseTopic(topic);
    const documents = topics.get(topic) ?? (parsed ? reader.all(parsed) : new Map());
    topics.set(topic, documents);
    return documents;
  };
}

/** Keys whose documents differ between a view and what the edge reads. */
function differences(world: SimWorld, topic: string, shown: Documents, all: Truth): { key: string; text: string }[] {
  const truth = all(topic);
  const isKitchen = topic.startsWith('kitchen:');
  // Bumped tickets leave the wall by age, which only shows with the next change; a clock that jumped makes all of them old.
  const mayDiffer = (key: string) =>
    isKitchen && world.edgeClockStepped && (stateOf(shown.get(key)) === 'bumped' || bumpedIn(truth.get(key)?.text));
  const found: { key: string; text: string }[] = [];
  for (const [key, { text }] of truth) {
    const own = shown.get(key);
    if (textOf(own) === text) continue;
    if (!mayDiffer(key)) found.push({ key, text: `shown ${short(own)}, is ${text.slice(0, 160)}` });
  }
  for (const [key, own] of shown)
    if (!truth.has(key) && !mayDiffer(key)) found.push({ key, text: `shown ${short(own)}, is gone` });
  return found;
}

function bumpedIn(text: string | undefined): boolean {
  return text?.includes('"state":"bumped"') ?? false;
}

function short(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 160);
}

/** What a device shows that is not what the edge reads. Empty when it shows the house as it is. */
export function viewProblems(world: SimWorld, client: ClientNode, truth: Truth): string[] {
  const problems: string[] = [];
  for (const [topic, held] of client.life?.held ?? []) {
    const { documents, ready, error } = held.getSnapshot();
    if (error !== null) problems.push(`${topic} is refused: ${error.code}`);
    else if (!ready) problems.push(`${topic} is not there`);
    else
      problems.push(...differences(world, topic, documents, truth).map(({ key, text }) => `${topic} ${key}: ${text}`));
  }
  return problems;
}

/** Never shows old data as live: whatever was last changed a while ago is right on a screen that says it is live. */
export function checkLiveViews(world: SimWorld): void {
  const { context, edge } = world;
  if (edge.life === null || edge.disk.isInTransaction) return;
  const truth = truthOf(world);
  const quietMs = context.scheduler.nowMs - edge.watch.lastCommitMs;
  for (const client of world.clients) {
    const { machine, link } = client.parts;
    const level = client.life?.client.feed.status.getSnapshot().level;
    if (machine.isPaused || (level !== 'live' && level !== 'internet_down')) continue;
    const oldMs = LIVE_AGE_MS + 2 * link.weather.maxDelayMs;
    for (const [topic, held] of client.life?.held ?? []) {
      const { documents, ready, error } = held.getSnapshot();
      if (!ready || error !== null) continue;
      for (const { key, text } of differences(world, topic, documents, truth)) {
        const orderId = topic === 'orders.open' ? key : orderOf(world, key);
        const touchedMs = orderId === null ? null : edge.watch.orderTouchedMs.get(orderId);
        const ageMs = touchedMs == null ? quietMs : context.scheduler.nowMs - touchedMs;
        if (ageMs > oldMs) context.violate('old data is never live', `${client.parts.name} ${topic} ${key}: ${text}`);
      }
    }
  }
}

function orderOf(world: SimWorld, ticketId: string): string | null {
  const orderId = world.edge.watch.table('tickets').get(ticketId)?.orderId;
  return typeof orderId === 'string' ? orderId : null;
}

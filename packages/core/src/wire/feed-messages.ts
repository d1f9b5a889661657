import { z } from 'zod';
import { ERROR_CATALOGUE, type ErrorCode } from '../errors/error-code.ts';
import { idempotencyKey } from '../kernel/ids.ts';
import { healthView } from './views.ts';

/**
 * Edge ↔ screens over one WebSocket, path `/v1/feed`.
 *
 *     screen  hello ──▶                       edge  ◀── welcome (epoch, seq, beat period, who this device is)
 *             subscribe {topic, epoch, seq} ──▶     ◀── snapshot at S, then delta {prev, seq}; or deltas from the ring
 *             command {key, name, args} ──▶         ◀── result {key, status}
 *             seen {ticketIds} ──▶ (a command like any other, sent after paint)
 *                                                   ◀── beat every second with the heads of the subscribed topics
 *
 * A topic is a keyed set of documents. A snapshot stands at the journal's head of its moment, which may lie past the
 * topic's last change. `delta.prev` is the seq of the topic's change before this one: if it lies past the seq where the
 * screen stands, the screen has missed something and subscribes again.
 */
export const FEED_TIMING = {
  /** The edge beats this often. */
  beatMs: 1_000,
  /** A screen that heard nothing for this long says that it is stale. */
  staleMs: 3_000,
  /** … and for this long, connects anew. */
  reconnectMs: 6_000,
  /** The edge closes a session it heard nothing from for this long. */
  evictMs: 12_000,
  /** A fired ticket that no screen painted after this long is an alarm (the location's record may say otherwise). */
  unseenMs: 5_000,
} as const;

/** Bounds of one session. */
export const FEED_LIMITS = {
  maxFrameBytes: 65_536,
  maxTopics: 64,
  /** Past this much unsent data, deltas stop and the topic is marked dirty; one snapshot follows on drain. */
  slowBytes: 262_144,
  /** Past this, or with no drain for `slowMs`, the session is closed with 4408. */
  evictBytes: 1_048_576,
  slowMs: 5_000,
  commandsPerSecond: 20,
  commandBurst: 60,
  /** Deltas of a topic kept for resuming; older positions get a snapshot. */
  ringDeltas: 2_000,
  documentsPerSnapshotPart: 100,
} as const;

/** WebSocket close codes of ours. */
export const FEED_CLOSE = {
  unauthenticated: 4401,
  protocol: 4426,
  evicted: 4408,
  invalid: 4400,
  shuttingDown: 4503,
} as const;

/**
 * `orders.open`: OrderView by order id, those not closed (closed ones leave). `order:<id>`: that OrderView.
 * `kitchen:<stationId>`: TicketView by ticket id, open ones plus those bumped in the last hour (for recall).
 * `menu`: MenuHeadView under the key `active`. `stock`: StockView by `kind:subjectId`. `staff`: StaffView by id.
 */
export const topicName = z
  .string()
  .max(100)
  .regex(/^(orders\.open|menu|stock|staff|kitchen:[A-Za-z0-9_.:#-]{1,64}|order:[0-9a-f-]{36})$/u);

const seqNumber = z.int().min(0);

export const feedHello = z.strictObject({
  type: z.literal('hello'),
  protocol: z.int(),
  /** Bearer token; null where a cookie came with the upgrade. */
  token: z.string().max(200).nullable(),
  app: z.string().max(40),
  appVersion: z.string().max(40),
});
export const feedSubscribe = z.strictObject({
  type: z.literal('subscribe'),
  topic: topicName,
  /** Where the screen stands; null for a first snapshot. */
  resume: z.strictObject({ epoch: z.int().min(1), seq: seqNumber }).nullable(),
  /**
   * Session token of the person, where the device alone may not hear the topic (a till and its orders). When the person
   * signs out the screen unsubscribes; a session that ended otherwise gets `refused` with the topic, which ends it too.
   */
  session: z.string().max(300).nullable(),
});
export const feedUnsubscribe = z.strictObject({ type: z.literal('unsubscribe'), topic: topicName });
export const feedCommand = z.strictObject({
  type: z.literal('command'),
  key: idempotencyKey,
  name: z.string().max(60),
  /** Session token of the person, if one is needed. */
  session: z.string().max(300).nullable(),
  args: z.record(z.string(), z.json()),
});
export const feedPing = z.strictObject({ type: z.literal('ping'), at: z.number() });
export const feedUp = z.discriminatedUnion('type', [feedHello, feedSubscribe, feedUnsubscribe, feedCommand, feedPing]);

const errorCodes = Object.keys(ERROR_CATALOGUE);
const feedError = z.strictObject({
  code: z.enum(errorCodes as [ErrorCode, ...ErrorCode[]]), // Object.keys forgets the literal types of the catalogue.
  params: z.record(z.string(), z.json()),
});

export const feedWelcome = z.strictObject({
  type: z.literal('welcome'),
  protocol: z.int(),
  orgId: z.string(),
  locationId: z.string(),
  deviceId: z.string(),
  deviceName: z.string(),
  role: z.string(),
  stationId: z.string().nullable(),
  epoch: z.int(),
  seq: seqNumber,
  serverMs: z.number(),
  beatMs: z.int(),
});
export const feedSnapshot = z.strictObject({
  type: z.literal('snapshot'),
  topic: topicName,
  epoch: z.int(),
  seq: seqNumber,
  part: z.int().min(1),
  parts: z.int().min(1),
  documents: z.array(z.strictObject({ key: z.string(), doc: z.json() })),
});
export const feedDelta = z.strictObject({
  type: z.literal('delta'),
  topic: topicName,
  epoch: z.int(),
  prev: seqNumber,
  seq: seqNumber,
  /** `doc: null` takes the key out of the topic. */
  ops: z.array(z.strictObject({ key: z.string(), doc: z.json().nullable() })),
});
export const feedResult = z.strictObject({
  type: z.literal('result'),
  key: z.string(),
  status: z.enum(['committed', 'refused']),
  /** The view catches up with this command when its topic stands at or past this seq. */
  epoch: z.int().nullable(),
  seq: seqNumber.nullable(),
  result: z.json().nullable(),
  error: feedError.nullable(),
});
export const feedBeat = z.strictObject({
  type: z.literal('beat'),
  serverMs: z.number(),
  epoch: z.int(),
  /**
   * Head of the journal and, for each subscribed topic, the seq of its last change. A screen that stands at a topic's
   * head, or past it, has everything up to `seq`, so a command whose result lies at or before that has nothing more to
   * wait for. Topics whose snapshot is still on its way are left out. Sent at once after a resume, when it tells that
   * there was nothing to send or that what was sent is all.
   */
  seq: seqNumber,
  heads: z.record(z.string(), seqNumber),
  health: healthView,
});
export const feedPong = z.strictObject({ type: z.literal('pong'), at: z.number(), serverMs: z.number() });
export const feedRefused = z.strictObject({
  type: z.literal('refused'),
  topic: z.string().nullable(),
  error: feedError,
});
export const feedBye = z.strictObject({ type: z.literal('bye'), error: feedError, retryMs: z.int().nullable() });
export const feedDown = z.discriminatedUnion('type', [
  feedWelcome,
  feedSnapshot,
  feedDelta,
  feedResult,
  feedBeat,
  feedPong,
  feedRefused,
  feedBye,
]);

export type FeedUp = z.infer<typeof feedUp>;
export type FeedDown = z.infer<typeof feedDown>;
export type FeedHello = z.infer<typeof feedHello>;
export type FeedSubscribe = z.infer<typeof feedSubscribe>;
export type FeedCommand = z.infer<typeof feedCommand>;
export type FeedDelta = z.infer<typeof feedDelta>;
export type FeedSnapshot = z.infer<typeof feedSnapshot>;
export type FeedResult = z.infer<typeof feedResult>;
export type FeedWelcome = z.infer<typeof feedWelcome>;
export type FeedBeat = z.infer<typeof feedBeat>;

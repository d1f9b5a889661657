import { z } from 'zod';
import { journalEvent } from '../journal/domain-event.ts';
import { locationRow } from '../location/location-row.ts';

/**
 * Edge → cloud replication over one WebSocket.
 *
 *     edge   HELLO ──▶            (who I am, how far my journal goes)
 *            ◀── WELCOME  cloud   (the cloud's cursor: the only one that counts, plus credit)
 *            PUSH ──▶             (whole transactions, from = cursor + 1)
 *            ◀── ACK | NACK       (cursor moved in the same Postgres transaction as the rows)
 */
const hash = z.string().regex(/^[0-9a-f]{64}$/u);
const position = z.strictObject({ epoch: z.int().min(1), seq: z.int().min(0), hash });

/** How much one PUSH may carry. A single transaction larger than this still goes, alone. */
export const SYNC_BATCH = { maxEvents: 500, maxBytes: 1_048_576, maxFrameBytes: 33_554_432 } as const;

export const syncHello = z.strictObject({
  type: z.literal('hello'),
  protocol: z.strictObject({ min: z.int(), max: z.int() }),
  orgId: z.string().min(1).max(64),
  locationId: z.string().min(1).max(64),
  nodeId: z.string().min(1).max(64),
  head: position,
  /** The restaurant's own record, for names and zone on the cloud's page; null until it is set up. */
  location: locationRow.nullable(),
});

export const syncWelcome = z.strictObject({
  type: z.literal('welcome'),
  protocol: z.int(),
  /** The last event the cloud has on disk; seq 0 before the first. */
  cursor: position,
  /** How many events may be under way without an ACK. */
  credit: z.int().min(1),
});

export const syncPush = z.strictObject({
  type: z.literal('push'),
  epoch: z.int().min(1),
  from: z.int().min(1),
  to: z.int().min(1),
  prevHash: hash,
  events: z.array(journalEvent).min(1),
  lastHash: hash,
});

export const syncAck = z.strictObject({ type: z.literal('ack'), cursor: position, credit: z.int().min(0) });

/**
 * `gap`: send from `cursor` + 1. `hash_mismatch`: two histories; the location is set aside for a person, selling goes
 * on. `fenced`: an older epoch than the cloud knows. `retry_after`: come back in `afterMs`. `invalid`: not our protocol.
 */
export const syncNack = z.strictObject({
  type: z.literal('nack'),
  code: z.enum(['gap', 'hash_mismatch', 'fenced', 'retry_after', 'unauthenticated', 'unsupported_protocol', 'invalid']),
  cursor: position.nullable(),
  afterMs: z.int().min(0).nullable(),
});

/** How far the edge's head is, told every few seconds so that the cloud can show a location's lag. */
export const syncStatus = z.strictObject({ type: z.literal('status'), head: position });

export const syncUp = z.discriminatedUnion('type', [syncHello, syncPush, syncStatus]);
export const syncDown = z.discriminatedUnion('type', [syncWelcome, syncAck, syncNack]);
export type SyncPosition = z.infer<typeof position>;
export type SyncHello = z.infer<typeof syncHello>;
export type SyncPush = z.infer<typeof syncPush>;
export type SyncUp = z.infer<typeof syncUp>;
export type SyncDown = z.infer<typeof syncDown>;
export type SyncNack = z.infer<typeof syncNack>;

import {
  type FeedDown,
  type FeedUp,
  feedBeat,
  feedBye,
  feedDelta,
  feedPong,
  feedRefused,
  feedResult,
  feedSnapshot,
  feedWelcome,
} from '@passbell/core/wire/feed-messages';
import { z } from 'zod';

/**
 * As on the wire, but documents are not looked into: what came out of `JSON.parse` is JSON already, both ends are pinned
 * to one protocol version, and a kitchen screen must rather paint a ticket with a field it does not know than none.
 */
const document = z.unknown();
const snapshot = feedSnapshot.extend({ documents: z.array(z.strictObject({ key: z.string(), doc: document })) });
const delta = feedDelta.extend({ ops: z.array(z.strictObject({ key: z.string(), doc: document })) });
const result = feedResult.extend({ result: z.unknown() });
const frame = z.discriminatedUnion('type', [
  feedWelcome,
  snapshot,
  delta,
  result,
  feedBeat,
  feedPong,
  feedRefused,
  feedBye,
]);

/** A frame from the edge; null when it is not one of the protocol. */
export function parseFeedFrame(text: string): FeedDown | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = frame.safeParse(value);
  return parsed.success ? (parsed.data as FeedDown) : null; // `unknown` stands for the JSON it was parsed from.
}

export function writeFeedFrame(frame: FeedUp): string {
  return JSON.stringify(frame);
}

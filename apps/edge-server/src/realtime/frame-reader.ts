import type { Json } from '@passbell/core/kernel/canonical-json';
import { idempotencyKey } from '@passbell/core/kernel/ids';
import { type FeedUp, feedUp } from '@passbell/core/wire/feed-messages';
import { OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from '@passbell/core/wire/protocol-version';
import { z } from 'zod';

/**
 * What a frame from a screen turned out to be. An invalid one still says whom to answer: the key of a command, the
 * topic of a subscription.
 */
export type ReadFrame =
  | { readonly kind: 'message'; readonly message: FeedUp }
  | { readonly kind: 'protocol'; readonly protocol: number }
  | { readonly kind: 'invalid'; readonly why: Json; readonly commandKey: string | null; readonly topic: string | null };

/** Far deeper than any command, far from the end of the stack of what walks it later. */
const MAX_DEPTH = 24;
const MAX_ISSUES = 5;

const anyHello = z.object({ type: z.literal('hello'), protocol: z.int() });
const anyCommand = z.object({ type: z.literal('command'), key: idempotencyKey });
const anySubscribe = z.object({ type: z.enum(['subscribe', 'unsubscribe']), topic: z.string().max(200) });

/** Whether arrays and objects are nested deeper than `limit`. Walks with a list of its own instead of the stack. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
}

function invalid(why: Json, value?: unknown): ReadFrame {
  const command = anyCommand.safeParse(value);
  const subscribe = anySubscribe.safeParse(value);
  return { kind: 'invalid', why, commandKey: command.data?.key ?? null, topic: subscribe.data?.topic ?? null };
}

/** Reads one frame. Never throws, whatever it holds. */
export function readFrame(text: string, maxLength: number): ReadFrame {
  if (text.length > maxLength) return invalid('too large');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return invalid('not JSON');
  }
  if (isDeeperThan(value, MAX_DEPTH)) return invalid('nested too deep');
  // Another version's hello may have another shape; its number must be understood all the same.
  const hello = anyHello.safeParse(value);
  if (hello.success && (hello.data.protocol < OLDEST_PROTOCOL_VERSION || hello.data.protocol > PROTOCOL_VERSION)) {
    return { kind: 'protocol', protocol: hello.data.protocol };
  }
  const parsed = feedUp.safeParse(value);
  if (parsed.success) return { kind: 'message', message: parsed.data };
  const issues = parsed.error.issues.slice(0, MAX_ISSUES);
  return invalid(
    issues.map(({ path, message }) => ({ path: path.join('.').slice(0, 200), message: message.slice(0, 200) })),
    value,
  );
}

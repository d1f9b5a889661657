import { z } from 'zod';
import type { Clock } from './clock.ts';
import type { RandomSource } from './random.ts';

/** Makes identities. The originator of a thing makes its id, so a retry carries the same one. */
export interface IdSource {
  /** A new UUIDv7: time-ordered, so index pages fill in order (random ids cost two thirds of the journal's speed). */
  newId(): string;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Builds a UUIDv7 (RFC 9562 §5.7) from a wall time and ten random bytes. */
export function uuidV7(nowMs: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  let rest = Math.max(0, Math.trunc(nowMs));
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => HEX[byte]).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The usual `IdSource`: wall time plus randomness. */
export function createIdSource(clock: Clock, random: RandomSource): IdSource {
  return { newId: () => uuidV7(clock.nowMs(), random.bytes(10)) };
}

/**
 * An entity's identity on the wire. Ours are UUIDv7; any UUID of an integrator's is taken. Its letters may come in
 * either case and mean the same (RFC 9562 §4), so they are brought to one before anything is looked up by them.
 */
export const uuid = z.uuid().toLowerCase().meta({ description: 'UUID, version 7 preferred (time-ordered)' });

/** An identity inside a menu: short, chosen by whoever wrote the menu (an importer keeps the source's own). */
export const menuRef = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.:#-]*$/u);

/** A command's key: 1 to 200 visible ASCII characters, made once per intent and sent on every retry. */
export const idempotencyKey = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21-\x7e]+$/u)
  .meta({ description: 'Made once per intent, sent on every retry; 1 to 200 visible ASCII characters' });

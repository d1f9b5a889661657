import { expect, test } from 'vitest';
import { z } from 'zod';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { COMMANDS } from './command-registry.ts';
import * as feed from './feed-messages.ts';
import { OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from './protocol-version.ts';
import * as sync from './sync-messages.ts';
import * as views from './views.ts';

/**
 * For every version of the wire, the hash of all its shapes. A red test here means that what goes over the wire has
 * changed: a screen or a cloud that was not updated at the same moment will not understand it. Raise PROTOCOL_VERSION
 * and add a line; never edit the line of a version that was released.
 */
const SHAPES: Readonly<Record<number, string>> = {
  1: '0e411509de1adc0b',
};

/** FNV-1a, 64 bit: enough to notice a change by accident, and needs no platform. */
function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const unit of text) hash = BigInt.asUintN(64, (hash ^ BigInt(unit.codePointAt(0) ?? 0)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

/** A JSON schema without what is only said about it. `names`: the keys are names of fields, not of the schema language. */
function withoutWords(schema: unknown, names = false): unknown {
  if (Array.isArray(schema)) return schema.map((each) => withoutWords(each));
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).filter(([key]) => names || key !== 'description');
  return Object.fromEntries(
    entries.map(([key, value]) => [key, withoutWords(value, !names && (key === 'properties' || key === '$defs'))]),
  );
}

function shapeOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return withoutWords(shape);
}

function schemasOf(module: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const schemas = Object.entries(module).filter(([, value]) => value instanceof z.ZodType);
  // The filter above leaves schemas only.
  return Object.fromEntries(schemas.map(([name, schema]) => [name, shapeOf(schema as z.ZodType, 'input')]));
}

function wire(): unknown {
  const commands = Object.values(COMMANDS).map(({ name, args, answer, path, permission, status }) => [
    name,
    { path, permission, status, args: shapeOf(args, 'input'), answer: shapeOf(answer, 'output') },
  ]);
  return {
    feed: { ...schemasOf(feed), close: feed.FEED_CLOSE },
    sync: schemasOf(sync),
    views: schemasOf(views),
    commands: Object.fromEntries(commands),
  };
}

test('the wire has the shape that its version number stands for', () => {
  expect(fingerprint(canonicalJson(wire()))).toBe(SHAPES[PROTOCOL_VERSION]);
});

test('every version this build speaks is pinned', () => {
  for (let version = OLDEST_PROTOCOL_VERSION; version <= PROTOCOL_VERSION; version += 1) {
    expect(SHAPES[version], `version ${version}`).toMatch(/^[0-9a-f]{16}$/u);
  }
});

test('the fingerprint sees all messages, views and commands, down to a single bound', () => {
  const {
    feed: frames,
    views: documents,
    sync: replication,
    commands,
  } = wire() as Record<string, Record<string, unknown>>; // As built above.
  expect(Object.keys(frames ?? {})).toEqual(
    expect.arrayContaining(['feedUp', 'feedDown', 'feedSubscribe', 'topicName', 'close']),
  );
  expect(Object.keys(replication ?? {})).toEqual(expect.arrayContaining(['syncUp', 'syncDown']));
  expect(Object.keys(documents ?? {})).toEqual(
    expect.arrayContaining(['orderView', 'ticketView', 'stockView', 'menuHeadView', 'staffView', 'healthView']),
  );
  expect(Object.keys(commands ?? {}).sort()).toEqual(Object.keys(COMMANDS).sort());
  const bounded = (max: number) =>
    fingerprint(canonicalJson(shapeOf(z.strictObject({ note: z.string().max(max) }), 'input')));
  expect(bounded(100)).not.toBe(bounded(101));
  const described = (words: string) =>
    shapeOf(z.strictObject({ description: z.string().meta({ description: words }) }), 'input');
  expect(described('one')).toEqual(described('another'));
  expect(described('one')).toHaveProperty('properties.description.type', 'string');
  expect(canonicalJson(frames?.feedSubscribe)).toContain('"session"');
  expect(canonicalJson(commands?.placeOrder)).toContain('maxLength');
});

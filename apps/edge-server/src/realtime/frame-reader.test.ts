import { FEED_LIMITS } from '@passbell/core/wire/feed-messages';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFrame } from './frame-reader.ts';

const MAX = FEED_LIMITS.maxFrameBytes;
const COMMAND = { type: 'command', key: 'k1', name: 'bumpTicket', session: null, args: {} };

test('whatever arrives is read without a throw', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.json(),
    fc.string({ unit: 'binary' }),
    fc.json().map((text) => text.slice(1)),
  );
  fc.assert(fc.property(anything, (text) => ['message', 'protocol', 'invalid'].includes(readFrame(text, MAX).kind)));
});

test('nesting as deep as a frame can hold is refused, not followed', () => {
  const depth = 30_000;
  for (const text of ['['.repeat(depth) + ']'.repeat(depth), `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`]) {
    expect(readFrame(text, MAX)).toMatchObject({ kind: 'invalid', why: 'nested too deep' });
    expect(readFrame(`{"type":"command","key":"k","name":"x","session":null,"args":{"a":${text}}}`, MAX)).toMatchObject(
      {
        kind: 'invalid',
      },
    );
  }
});

test('the prototype cannot be reached through a frame', () => {
  readFrame('{"type":"command","key":"k","name":"x","session":null,"args":{"__proto__":{"polluted":true}}}', MAX);
  expect({}).not.toHaveProperty('polluted');
});

test('unknown fields, wrong types and oversized frames are invalid', () => {
  const frames = [
    { ...COMMAND, extra: 1 },
    { ...COMMAND, key: 'with space' },
    { ...COMMAND, key: 'x'.repeat(201) },
    { ...COMMAND, args: null },
    { type: 'subscribe', topic: 'menu', resume: { epoch: 0, seq: 0 }, session: null },
    { type: 'subscribe', topic: 'menu', resume: { epoch: 1, seq: -1 }, session: null },
    { type: 'subscribe', topic: 'menu', resume: { epoch: 1, seq: 1.5 }, session: null },
    { type: 'welcome' },
    {},
    null,
    'hello',
  ];
  for (const frame of frames)
    expect(readFrame(JSON.stringify(frame), MAX), JSON.stringify(frame)).toMatchObject({ kind: 'invalid' });
  expect(readFrame(JSON.stringify({ ...COMMAND, args: { a: 'x'.repeat(MAX) } }), MAX)).toMatchObject({
    why: 'too large',
  });
  expect(readFrame(JSON.stringify(COMMAND), MAX)).toEqual({ kind: 'message', message: COMMAND });
});

test('of an invalid frame it is still told whom to answer', () => {
  expect(readFrame(JSON.stringify({ ...COMMAND, args: 7 }), MAX)).toMatchObject({ commandKey: 'k1', topic: null });
  expect(readFrame('{"type":"subscribe","topic":"weather"}', MAX)).toMatchObject({
    commandKey: null,
    topic: 'weather',
  });
});

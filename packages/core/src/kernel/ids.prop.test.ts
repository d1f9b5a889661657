import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idempotencyKey, uuid, uuidV7 } from './ids.ts';

const ten = fc.uint8Array({ minLength: 10, maxLength: 10 });

test('ids are version 7 UUIDs that sort by time', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 47 }),
      fc.integer({ min: 1, max: 1_000_000 }),
      ten,
      ten,
      (nowMs, laterMs, first, second) => {
        const [a, b] = [uuidV7(nowMs, first), uuidV7(nowMs + laterMs, second)];
        expect(uuid.safeParse(a).success).toBe(true);
        expect(a[14]).toBe('7');
        expect(a < b).toBe(true);
      },
    ),
  );
});

test('a key is 1 to 200 visible ASCII characters', () => {
  const isKey = (text: string) => idempotencyKey.safeParse(text).success;
  expect(['k', 'a'.repeat(200), '!~'].map(isKey)).toEqual([true, true, true]);
  expect(['', 'a'.repeat(201), 'a b', 'ключ', 'a\n'].map(isKey)).toEqual([false, false, false, false, false]);
});

test('an id in capitals is the same id', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect(uuid.parse(id.toUpperCase())).toBe(id);
    }),
  );
});

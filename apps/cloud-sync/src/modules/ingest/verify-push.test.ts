import { must } from '@passbell/core/kernel/assert';
import type { SyncPush } from '@passbell/core/wire/sync-messages';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ELSEWHERE, PIER } from '../../../test/cloud-fixture.ts';
import { journalChain, journalOf } from '../../../test/journal-chain.ts';
import { verifyPush } from './verify-push.ts';

function fault(push: SyncPush): string {
  const result = verifyPush(PIER, push);
  return result.ok ? 'none' : result.error.kind;
}

function pushOfThree(): SyncPush {
  return journalOf(PIER, 3).push(1, 3);
}

/** The push with one event replaced. */
function withEvent(push: SyncPush, at: number, change: Partial<SyncPush['events'][number]>): SyncPush {
  return { ...push, events: push.events.map((event, index) => (index === at ? { ...event, ...change } : event)) };
}

test('a push from a journal is taken as it is', () => {
  const push = pushOfThree();
  expect(verifyPush(PIER, push)).toEqual({
    ok: true,
    value: { epoch: 1, from: 1, to: 3, prevHash: push.prevHash, events: push.events },
  });
});

test('any change to any field but the place in the chain is seen by the hash', () => {
  const texts = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !text.includes('\0'));
  const field = fc.constantFrom('id', 'type', 'entity', 'entityId', 'actor', 'device', 'commandKey', 'body');
  fc.assert(
    fc.property(fc.nat(2), field, texts, (at, name, value) => {
      const push = pushOfThree();
      fc.pre(must(push.events[at], 'three events')[name as 'id'] !== value); // Any of the names is a text field.
      expect(fault(withEvent(push, at, { [name]: value }))).toBe('hash_mismatch');
    }),
  );
});

test('numbers of an event are under the hash as well', () => {
  expect(fault(withEvent(pushOfThree(), 1, { occurredMs: 0 }))).toBe('hash_mismatch');
  expect(fault(withEvent(pushOfThree(), 1, { ver: 2 }))).toBe('hash_mismatch');
});

test('the events of another location are not ours', () => {
  expect(fault(journalOf(ELSEWHERE, 1).push(1, 1))).toBe('hash_mismatch');
});

test('a broken link, a wrong start and a wrong end are seen', () => {
  expect(fault(withEvent(pushOfThree(), 1, { prevHash: 'a'.repeat(64) }))).toBe('hash_mismatch');
  expect(fault({ ...pushOfThree(), prevHash: 'a'.repeat(64) })).toBe('hash_mismatch');
  expect(fault({ ...pushOfThree(), lastHash: 'a'.repeat(64) })).toBe('hash_mismatch');
});

test('a push that is not dense or says another range is malformed', () => {
  const push = pushOfThree();
  expect(fault({ ...push, to: 4 })).toBe('malformed');
  expect(fault({ ...push, from: 2 })).toBe('malformed');
  expect(fault({ ...push, events: push.events.filter((event) => event.seq !== 2) })).toBe('malformed');
  expect(fault({ ...push, epoch: 2 })).toBe('malformed');
});

test('a transaction is not cut: a push starts with the first event of one', () => {
  const chain = journalChain(PIER);
  chain.command('["a"]', '["b"]', '["c"]');
  chain.command('["d"]');
  expect(fault(chain.push(1, 4))).toBe('none');
  expect(fault(chain.push(2, 4))).toBe('malformed');
});

test('a name with a NUL is malformed, because no database text can hold it', () => {
  expect(fault(withEvent(pushOfThree(), 0, { device: 'till\0' }))).toBe('malformed');
});

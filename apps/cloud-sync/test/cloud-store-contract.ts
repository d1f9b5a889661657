import { GENESIS_HASH } from '@passbell/core/journal/domain-event';
import { must } from '@passbell/core/kernel/assert';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CloudStore, LocationKey, VerifiedBatch } from '../src/modules/ingest/cloud-store.ts';
import { ELSEWHERE, GULCH, PIER } from './cloud-fixture.ts';
import { type JournalChain, journalChain, journalOf } from './journal-chain.ts';

/** A store under test, and a way to see what it has. */
export interface StoreUnderTest {
  readonly store: CloudStore;
  storedHashes(key: LocationKey): Promise<string[]>;
  /** Sets the cursor back, as a cloud restored from a backup has it; events beyond it may or may not be left. */
  setBack(key: LocationKey, position: { epoch: number; seq: number; hash: string }): Promise<void>;
}

const NOW_MS = 1_795_341_600_000;

function batch(chain: JournalChain, from: number, to: number): VerifiedBatch {
  const { type: _, lastHash: __, ...verified } = chain.push(from, to);
  return verified;
}

function greeting(chain: JournalChain) {
  return { nodeId: 'box-1', head: chain.head(), location: null };
}

function hashesOf(chain: JournalChain): string[] {
  return chain.events.map((event) => event.hash);
}

/** What every `CloudStore` promises. */
export function describeCloudStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} as a cloud store`, () => {
    let under: StoreUnderTest;
    beforeEach(async () => {
      under = await open();
    });

    test('a new location starts before its first event', async () => {
      const state = await under.store.greet(PIER, greeting(journalChain(PIER)), NOW_MS);
      expect(state).toEqual({ cursor: { epoch: 1, seq: 0, hash: GENESIS_HASH }, setAside: false });
    });

    test('a batch moves the cursor to its last event', async () => {
      const chain = journalOf(PIER, 5);
      const outcome = await under.store.append(PIER, batch(chain, 1, 5), NOW_MS);
      expect(outcome).toEqual({ kind: 'stored', cursor: chain.head(), storedEvents: 5 });
      expect(await under.storedHashes(PIER)).toEqual(hashesOf(chain));
      expect((await under.store.greet(PIER, greeting(chain), NOW_MS)).cursor).toEqual(chain.head());
    });

    test('what was sent before is compared and left out', async () => {
      const chain = journalOf(PIER, 8);
      await under.store.append(PIER, batch(chain, 1, 5), NOW_MS);
      expect(await under.store.append(PIER, batch(chain, 3, 8), NOW_MS)).toEqual({
        kind: 'stored',
        cursor: chain.head(),
        storedEvents: 3,
      });
      expect(await under.store.append(PIER, batch(chain, 2, 6), NOW_MS)).toEqual({
        kind: 'stored',
        cursor: chain.head(),
        storedEvents: 0,
      });
      expect(await under.storedHashes(PIER)).toEqual(hashesOf(chain));
    });

    test('a gap is refused and stores nothing', async () => {
      const chain = journalOf(PIER, 6);
      await under.store.append(PIER, batch(chain, 1, 2), NOW_MS);
      const cursor = { epoch: 1, seq: 2, hash: must(chain.events[1], 'two events').hash };
      expect(await under.store.append(PIER, batch(chain, 4, 6), NOW_MS)).toEqual({ kind: 'gap', cursor });
      expect(await under.storedHashes(PIER)).toHaveLength(2);
    });

    test('another history is refused, in the overlap and after it', async () => {
      const chain = journalOf(PIER, 4);
      const other = journalChain(PIER);
      for (let at = 0; at < 6; at += 1) other.command('["other"]');
      await under.store.append(PIER, batch(chain, 1, 4), NOW_MS);
      for (const [from, to] of [
        [1, 2],
        [3, 4],
      ] as const) {
        expect(await under.store.append(PIER, batch(other, from, to), NOW_MS)).toEqual({
          kind: 'hash_mismatch',
          cursor: chain.head(),
        });
      }
      expect(await under.store.append(PIER, batch(other, 3, 6), NOW_MS)).toEqual({
        kind: 'hash_mismatch',
        cursor: chain.head(),
      });
      expect(await under.store.append(PIER, batch(other, 5, 6), NOW_MS)).toEqual({
        kind: 'hash_mismatch',
        cursor: chain.head(),
      });
      expect(await under.storedHashes(PIER)).toEqual(hashesOf(chain));
    });

    test('a new epoch continues the old one, and then the old one is fenced', async () => {
      const first = journalOf(PIER, 3);
      const second = journalOf(PIER, 2, { ...first.head(), epoch: 2 });
      await under.store.append(PIER, batch(first, 1, 3), NOW_MS);
      expect((await under.store.append(PIER, batch(second, 4, 5), NOW_MS)).kind).toBe('stored');
      first.command('[]');
      expect(await under.store.append(PIER, batch(first, 4, 4), NOW_MS)).toEqual({
        kind: 'fenced',
        cursor: second.head(),
      });
    });

    test('a new epoch that starts before the end of the old one is another history', async () => {
      const first = journalOf(PIER, 3);
      const early = journalOf(PIER, 3, { epoch: 2, seq: 1, hash: must(first.events[0], 'an event').hash });
      await under.store.append(PIER, batch(first, 1, 3), NOW_MS);
      expect((await under.store.append(PIER, batch(early, 2, 4), NOW_MS)).kind).toBe('hash_mismatch');
    });

    test('a cursor that was set back takes the same events again', async () => {
      const chain = journalOf(PIER, 6);
      await under.store.append(PIER, batch(chain, 1, 6), NOW_MS);
      const { seq, hash } = must(chain.events[1], 'two events');
      await under.setBack(PIER, { epoch: 1, seq, hash });
      expect((await under.store.greet(PIER, greeting(chain), NOW_MS)).cursor.seq).toBe(2);
      expect((await under.store.append(PIER, batch(chain, 3, 6), NOW_MS)).cursor).toEqual(chain.head());
      expect(await under.storedHashes(PIER)).toEqual(hashesOf(chain));
    });

    test('a location that was set aside takes nothing more', async () => {
      const chain = journalOf(PIER, 2);
      await under.store.append(PIER, batch(chain, 1, 1), NOW_MS);
      await under.store.setAside(PIER, 'two histories', '{"type":"push"}', NOW_MS);
      await under.store.setAside(PIER, 'again', '{}', NOW_MS + 1);
      expect((await under.store.append(PIER, batch(chain, 2, 2), NOW_MS)).kind).toBe('set_aside');
      expect((await under.store.greet(PIER, greeting(chain), NOW_MS)).setAside).toBe(true);
      expect((await under.store.greet(GULCH, greeting(journalChain(GULCH)), NOW_MS)).setAside).toBe(false);
    });

    test('the same location id in two organisations is two locations', async () => {
      const here = journalOf(PIER, 2);
      const there = journalOf(ELSEWHERE, 3);
      await under.store.append(PIER, batch(here, 1, 2), NOW_MS);
      await under.store.append(ELSEWHERE, batch(there, 1, 3), NOW_MS);
      expect(await under.storedHashes(PIER)).toEqual(hashesOf(here));
      expect(await under.storedHashes(ELSEWHERE)).toEqual(hashesOf(there));
    });

    test('two connections of one location cannot both append the same event', async () => {
      const chain = journalOf(PIER, 40);
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, () => under.store.append(PIER, batch(chain, 1, 40), NOW_MS)),
      );
      const stored = outcomes.map((outcome) => (outcome.kind === 'stored' ? outcome.storedEvents : -1));
      expect(stored.sort((a, b) => b - a)).toEqual([40, 0, 0, 0, 0, 0, 0, 0]);
      expect(await under.storedHashes(PIER)).toEqual(hashesOf(chain));
    });

    test('of two histories that arrive at the same moment one is taken and the other is not', async () => {
      await under.store.greet(PIER, greeting(journalChain(PIER)), NOW_MS);
      const ours = journalOf(PIER, 40);
      const others = journalChain(PIER);
      for (let at = 0; at < 40; at += 1) others.command('["other"]');
      const outcomes = await Promise.all(
        [ours, others].map((chain) => under.store.append(PIER, batch(chain, 1, 40), NOW_MS)),
      );
      expect(outcomes.map((outcome) => outcome.kind).sort()).toEqual(['hash_mismatch', 'stored']);
      const winner = outcomes[0]?.kind === 'stored' ? ours : others;
      expect(await under.storedHashes(PIER)).toEqual(hashesOf(winner));
      expect((await under.store.greet(PIER, greeting(winner), NOW_MS)).cursor).toEqual(winner.head());
    });

    test('any content is stored, byte for byte', async () => {
      const chain = journalChain(PIER);
      chain.command('not JSON', '{"\\u0000":"nul escape"}', 'raw \0 nul', '"👩🏽‍🍳 עברית"', '');
      expect((await under.store.append(PIER, batch(chain, 1, 5), NOW_MS)).kind).toBe('stored');
      expect(await under.storedHashes(PIER)).toEqual(hashesOf(chain));
    });
  });
}

import type { DomainError } from '@passbell/core/errors/domain-error';
import { assert } from '@passbell/core/kernel/assert';
import type { Json } from '@passbell/core/kernel/canonical-json';
import type { CommandEnvelope, Outcome } from './command.ts';
import { queryBuilder } from './query-builder.ts';
import type { StatementCache } from './statement-cache.ts';

/** What became of a command that was decided. */
export type Settled =
  | { readonly status: 'committed'; readonly result: Json }
  | { readonly status: 'refused'; readonly error: DomainError };

/** Remembers every command by its key for good, so that pressing once happens once. */
export interface CommandStore {
  /** The answer this key already has, if it was seen before. */
  answerTo(envelope: CommandEnvelope): Outcome | undefined;
  remember(envelope: CommandEnvelope, settled: Settled, at: { epoch: number; seq: number; atMs: number }): void;
}

const selectCommand = queryBuilder
  .selectFrom('commands')
  .select(['fingerprint', 'status', 'result', 'epoch', 'seq'])
  .where('key', '=', '')
  .compile().sql;

const insertCommand = queryBuilder
  .insertInto('commands')
  .values({ key: '', fingerprint: '', name: '', deviceId: '', status: '', result: '', epoch: 0, seq: 0, atMs: 0 })
  .compile().sql;

interface StoredCommand {
  readonly fingerprint: string;
  readonly status: 'committed' | 'refused';
  readonly result: string;
  readonly epoch: number;
  readonly seq: number;
}

export function createCommandStore(statements: StatementCache): CommandStore {
  return {
    answerTo: ({ key, fingerprint }) => {
      // The compiled query selects exactly these columns; a CHECK holds the status to its two words.
      const stored = statements.get(selectCommand).get(key) as StoredCommand | undefined;
      if (!stored) return undefined;
      if (stored.fingerprint !== fingerprint) return { status: 'key_reused' };
      const { status, epoch, seq } = stored;
      // `remember` wrote it from a Json result or a DomainError.
      if (status === 'refused') return { status, error: JSON.parse(stored.result) as DomainError, duplicate: true };
      return { status, result: JSON.parse(stored.result) as Json, epoch, seq, duplicate: true };
    },
    remember: ({ key, fingerprint, name, deviceId }, settled, { epoch, seq, atMs }) => {
      const result = JSON.stringify(settled.status === 'committed' ? settled.result : settled.error);
      assert(typeof result === 'string', 'the result of a command is JSON');
      statements.get(insertCommand).run(key, fingerprint, name, deviceId, settled.status, result, epoch, seq, atMs);
    },
  };
}

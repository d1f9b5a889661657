import { queryBuilder } from './query-builder.ts';
import type { StatementCache } from './statement-cache.ts';

const forget = queryBuilder
  .insertInto('subject_keys')
  .values({ subject: '', wrappedKey: null, createdMs: 0, forgottenMs: 0 })
  .onConflict((conflict) =>
    conflict.column('subject').doUpdateSet((eb) => ({
      wrappedKey: eb.ref('excluded.wrappedKey'),
      forgottenMs: eb.ref('excluded.forgottenMs'),
    })),
  )
  .compile().sql;

/** Destroys a subject's key and leaves a mark, so that nothing personal of that subject is ever kept again. */
export function forgetSubject(statements: StatementCache, subject: string, nowMs: number): void {
  statements.get(forget).run(subject, null, nowMs, nowMs);
}

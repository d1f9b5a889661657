import type { TableDeclaration } from '@passbell/core/journal/table-declarations';

/** Facts of this box alone, never replayed and never sent to the cloud. */
export const LOCAL_TABLES = {
  /** Whose file this is: `orgId`, `locationId`, `nodeId`, `keyCheck`. */
  meta: { kind: 'local', key: ['name'], columns: { name: 'text', value: 'text' } },
  /** What became of every command, by its key. */
  commands: {
    kind: 'local',
    key: ['key'],
    columns: {
      key: 'text',
      fingerprint: 'text',
      name: 'text',
      deviceId: 'text',
      status: 'text',
      result: 'text',
      epoch: 'integer',
      seq: 'integer',
      atMs: 'integer',
    },
  },
  /** The keys that seal personal data, each wrapped with the master key. A null key is a subject that was forgotten. */
  subject_keys: {
    kind: 'local',
    key: ['subject'],
    columns: { subject: 'text', wrappedKey: 'text?', createdMs: 'integer', forgottenMs: 'integer?' },
  },
  sessions: {
    kind: 'local',
    key: ['id'],
    columns: {
      id: 'text',
      staffId: 'text',
      deviceId: 'text',
      createdMs: 'integer',
      expiresMs: 'integer',
      endedMs: 'integer?',
    },
  },
  lockouts: {
    kind: 'local',
    key: ['staffId'],
    columns: { staffId: 'text', deviceId: 'text?', failures: 'integer', lockedUntilMs: 'integer?' },
  },
} as const satisfies Record<string, TableDeclaration>;

export type LocalTableName = keyof typeof LOCAL_TABLES;

/** Local tables that only the journal itself writes. */
export const JOURNAL_OWN_TABLES: ReadonlySet<string> = new Set<LocalTableName>(['meta', 'commands', 'subject_keys']);

import type { Clock } from '@passbell/core/kernel/clock';
import type { IdSource } from '@passbell/core/kernel/ids';
import type { RandomSource } from '@passbell/core/kernel/random';
import type Sqlite from 'better-sqlite3';
import type { Tenant } from './derived-rows.ts';
import type { EventWriter } from './event-writer.ts';
import { JournalMismatch } from './journal-errors.ts';
import type { Keyring } from './keyring.ts';
import { queryBuilder } from './query-builder.ts';
import { openText, sealText } from './sealer.ts';
import type { StatementCache } from './statement-cache.ts';

/** Whose journal this is, and which box keeps it. */
export interface Identity extends Tenant {
  readonly nodeId: string;
}

interface Parts {
  readonly statements: StatementCache;
  readonly writer: EventWriter;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly keyring: Keyring;
  readonly random: RandomSource;
  readonly tenant: Tenant;
}

const KEY_CHECK = 'passbell keyring';
const NONCE_BYTES = 12;
const insertMeta = queryBuilder.insertInto('meta').values({ name: '', value: '' }).compile().sql;
const selectMeta = queryBuilder.selectFrom('meta').select(['name', 'value']).compile().sql;

/** What the file says about itself. */
export function readMeta(statements: StatementCache): ReadonlyMap<string, string> {
  // The compiled query selects exactly these columns.
  const rows = statements.get(selectMeta).all() as { name: string; value: string }[];
  return new Map(rows.map(({ name, value }) => [name, value]));
}

function found(db: Sqlite.Database, { statements, writer, clock, ids, keyring, random, tenant }: Parts): void {
  const nodeId = ids.newId();
  const keyCheck = sealText(keyring.masterKey, random.bytes(NONCE_BYTES), Buffer.from(KEY_CHECK));
  const meta = { ...tenant, nodeId, keyCheck };
  db.transaction(() => {
    for (const [name, value] of Object.entries(meta)) statements.get(insertMeta).run(name, value);
    writer.beginEpoch();
    const { epoch } = writer.head();
    const origin = { occurredMs: clock.nowMs(), actor: null, device: nodeId, commandKey: `epoch-${epoch}` };
    writer.append(origin, [{ type: 'epoch.started', ver: 1, entity: 'epoch', entityId: String(epoch), rows: [] }]);
  }).immediate();
}

/**
 * Reads whose file this is, or signs a new one and begins its first epoch.
 * @throws {JournalMismatch} when it is another restaurant's, or sealed with another keyring.
 */
export function establishIdentity(db: Sqlite.Database, parts: Parts): Identity {
  const { statements, keyring, tenant } = parts;
  if (readMeta(statements).size === 0) found(db, parts);
  const meta = readMeta(statements);
  for (const name of ['orgId', 'locationId'] as const) {
    if (meta.get(name) === tenant[name]) continue;
    throw new JournalMismatch(`${db.name} belongs to ${name} ${meta.get(name)}, not to ${tenant[name]}`);
  }
  if (openText(keyring.masterKey, meta.get('keyCheck') ?? '')?.toString() !== KEY_CHECK) {
    throw new JournalMismatch(`${db.name} was sealed with another master key; put back the one it was made with`);
  }
  return { orgId: tenant.orgId, locationId: tenant.locationId, nodeId: meta.get('nodeId') ?? '' };
}

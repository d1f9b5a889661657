import { hash } from 'node:crypto';
import type { RandomSource } from '@passbell/core/kernel/random';
import { sql } from 'kysely';
import { asTenant, type CloudDb } from '../../db/database.ts';
import type { LocationKey } from '../ingest/cloud-store.ts';

/** Tokens of one location that are good at the same time; the oldest goes when another is made. */
const MAX_TOKENS = 5;

export interface LocationEnrolment {
  /** Makes the organisation and location if they are new, and a token, which is shown this once: only its hash is kept. */
  enrol(location: LocationKey & { readonly name: string }, nowMs: number): Promise<string>;
  /** Whose token this is; null when nobody's. */
  locationByToken(token: string): Promise<LocationKey | null>;
  /** Takes a location that was set aside back in, once a person has looked. False when there was nothing to do. */
  release(key: LocationKey): Promise<boolean>;
}

function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}

/** Who may send to the cloud. Tokens are 256 random bits, so a plain hash of them is enough. */
export function createLocationEnrolment(db: CloudDb, random: RandomSource): LocationEnrolment {
  return {
    enrol: async ({ orgId, locationId, name }, nowMs) => {
      const token = `pbl_${Buffer.from(random.bytes(32)).toString('base64url')}`;
      const ids = { org_id: orgId, location_id: locationId };
      await asTenant(db, { orgId, locationId }, async (tx) => {
        await tx
          .insertInto('organisations')
          .values({ org_id: orgId, name: orgId, created_ms: nowMs })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        await tx
          .insertInto('locations')
          .values({
            ...ids,
            name,
            time_zone: 'UTC',
            currency: 'USD',
            locale: 'en',
            business_day_hour: 0,
            created_ms: nowMs,
            epoch: 0,
            seq: 0,
          })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        await tx
          .insertInto('location_credentials')
          .values({ ...ids, token_hash: hashToken(token), created_ms: nowMs })
          .execute();
        const kept = tx
          .selectFrom('location_credentials')
          .select('token_hash')
          .where('org_id', '=', orgId)
          .where('location_id', '=', locationId)
          .orderBy('created_ms', 'desc')
          .orderBy('token_hash')
          .limit(MAX_TOKENS);
        await tx
          .deleteFrom('location_credentials')
          .where('org_id', '=', orgId)
          .where('location_id', '=', locationId)
          .where('token_hash', 'not in', kept)
          .execute();
      });
      return token;
    },
    locationByToken: (token) =>
      db.transaction().execute(async (tx) => {
        const tokenHash = hashToken(token);
        await sql`SELECT set_config('passbell.token_hash', ${tokenHash}, true)`.execute(tx);
        const row = await tx
          .selectFrom('location_credentials')
          .select(['org_id', 'location_id'])
          .where('token_hash', '=', tokenHash)
          .executeTakeFirst();
        return row === undefined ? null : { orgId: row.org_id, locationId: row.location_id };
      }),
    release: (key) =>
      asTenant(db, key, async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('sync_cursors')
          .set({ set_aside_ms: null, set_aside_reason: null })
          .where('org_id', '=', key.orgId)
          .where('location_id', '=', key.locationId)
          .where('set_aside_ms', 'is not', null)
          .executeTakeFirstOrThrow();
        return numUpdatedRows > 0n;
      }),
  };
}

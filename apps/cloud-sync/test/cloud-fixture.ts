import { freshDatabase } from '@passbell/testkit/postgres';
import { prepareDatabase } from '../src/db/cloud-database.ts';
import { type CloudDb, openDatabase } from '../src/db/database.ts';
import type { LocationKey } from '../src/modules/ingest/cloud-store.ts';
import { execute } from './postgres-cluster.ts';

export const PIER: LocationKey = { orgId: 'saltmarsh', locationId: 'pier-9' };
export const GULCH: LocationKey = { orgId: 'saltmarsh', locationId: 'gulch' };
export const ELSEWHERE: LocationKey = { orgId: 'other-org', locationId: 'pier-9' };

/** A migrated database of its own, entered as the application and as the owner. */
export interface CloudFixture {
  readonly ownerUrl: string;
  /** As the application, bound by row-level security. */
  readonly db: CloudDb;
  /** As the owner, who sees everything: to look at what was written. */
  readonly owner: CloudDb;
  /** Ends every connection and drops the database. */
  dispose(): Promise<void>;
}

export async function openCloudFixture(): Promise<CloudFixture> {
  const database = await freshDatabase(execute);
  const { appUrl, ownerUrl } = await prepareDatabase({ kind: 'url', url: database.url });
  const db = openDatabase(appUrl, () => undefined);
  const owner = openDatabase(ownerUrl, () => undefined, 2);
  return {
    ownerUrl,
    db,
    owner,
    dispose: async () => {
      await db.destroy();
      await owner.destroy();
      await database.drop();
    },
  };
}

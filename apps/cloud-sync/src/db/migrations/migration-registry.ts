import { tenants } from './010-tenants.ts';
import { journal } from './020-journal.ts';
import { orders } from './030-orders.ts';
import type { Migration } from './migration.ts';

/** Every step of the schema, oldest first. */
export const MIGRATIONS: readonly Migration[] = [tenants, journal, orders];

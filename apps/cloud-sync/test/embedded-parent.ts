import { startEmbeddedPostgres } from '../src/db/embedded-postgres.ts';

/** A program that holds an embedded PostgreSQL until it is killed. Usage: node embedded-parent.ts DIR */
const postgres = await startEmbeddedPostgres({ dir: process.argv[2] ?? '', durable: false });
process.stdout.write(`${JSON.stringify({ port: postgres.port, runAs: postgres.runAs })}\n`);
setInterval(() => undefined, 60_000);

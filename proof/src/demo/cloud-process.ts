import { composeCloud } from '@passbell/cloud-sync/compose';
import { readConfig } from '@passbell/cloud-sync/config';
import { pino } from 'pino';
import { z } from 'zod';
import { runAsChild, tellParent } from './child-lifeline.ts';

const enrol = z.object({ type: z.literal('enrol'), orgId: z.string(), locationId: z.string(), name: z.string() });

function explain(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'the port of the cloud is in use by another program. Stop it, or choose another port with PASSBELL_CLOUD_PORT.';
  }
  return `the cloud did not open: ${error instanceof Error ? error.message : String(error)}`;
}

await runAsChild(async () => {
  const config = readConfig(process.env, process.cwd());
  const log = pino({ name: 'cloud', level: process.env.PASSBELL_LOG_LEVEL ?? 'info' }, pino.destination(2));
  const cloud = await composeCloud({ database: config.database, port: config.port, log });
  return {
    opened: { type: 'open', url: cloud.url, syncUrl: cloud.syncUrl },
    stop: () => cloud.stop(),
    ended: cloud.databaseEnded.then(() => 1),
    async hear(message) {
      const asked = enrol.safeParse(message);
      if (asked.success) tellParent({ type: 'token', token: await cloud.ensureLocation(asked.data) });
    },
  };
}, explain);

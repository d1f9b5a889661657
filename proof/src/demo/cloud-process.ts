import { composeCloud } from '@passbell/cloud-sync/compose';
import { readConfig } from '@passbell/cloud-sync/config';
import { createLogger } from '@passbell/edge-server/logger';
import { runAsChild, tellParent } from './child-lifeline.ts';

interface Enrol {
  readonly type: 'enrol';
  readonly orgId: string;
  readonly locationId: string;
  readonly name: string;
}

function isEnrol(message: unknown): message is Enrol {
  return message !== null && typeof message === 'object' && 'type' in message && message.type === 'enrol';
}

function explain(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'the port of the cloud is in use by another program. Stop it, or choose another port with PASSBELL_CLOUD_PORT.';
  }
  return `the cloud did not open: ${error instanceof Error ? error.message : String(error)}`;
}

await runAsChild(async () => {
  const config = readConfig(process.env, process.cwd());
  const log = createLogger('info', undefined, 'cloud-sync');
  const cloud = await composeCloud({ database: config.database, port: config.port, log });
  return {
    opened: { type: 'open', url: cloud.url, syncUrl: cloud.syncUrl },
    stop: () => cloud.stop(),
    ended: cloud.databaseEnded.then(() => 1),
    async hear(message) {
      if (isEnrol(message)) tellParent({ type: 'token', token: await cloud.ensureLocation(message) });
    },
  };
}, explain);

import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';

test('with nothing set, the data lies in the project and the port is 8420 on loopback', () => {
  const config = parseConfig({ INIT_CWD: '/somewhere/else' }, '/project');
  expect(config).toEqual({
    ok: true,
    value: {
      homeDir: resolve('/project/.passbell'),
      dataDir: resolve('/project/.passbell/edge'),
      host: '127.0.0.1',
      port: 8420,
      orgId: null,
      locationId: null,
      cloud: null,
      logLevel: 'info',
      disk: {
        scarceBytes: 2_048 * 2 ** 20,
        lowBytes: 1_024 * 2 ** 20,
        criticalBytes: 300 * 2 ** 20,
        ballastBytes: 256 * 2 ** 20,
      },
    },
  });
});

test('a relative home counts from where the command was typed', () => {
  const config = parseConfig({ PASSBELL_HOME: 'data', INIT_CWD: '/typed/here' }, '/project');
  expect(config.ok && config.value.homeDir).toBe(resolve('/typed/here/data'));
});

test('an empty variable counts as not set', () => {
  const config = parseConfig({ PASSBELL_EDGE_PORT: '', PASSBELL_CLOUD_URL: '' }, '/project');
  expect(config.ok && config.value.port).toBe(8420);
});

test.each([
  [{ PASSBELL_EDGE_PORT: '70000' }, 'PASSBELL_EDGE_PORT is a number from 0 to 65535'],
  [{ PASSBELL_EDGE_PORT: '-1' }, 'PASSBELL_EDGE_PORT is a number from 0 to 65535'],
  [{ PASSBELL_CLOUD_URL: 'http://x', PASSBELL_CLOUD_TOKEN: 't' }, 'PASSBELL_CLOUD_URL is a ws:// or wss:// address'],
  [{ PASSBELL_DISK_BALLAST_MB: '1.5' }, 'PASSBELL_DISK_BALLAST_MB is a whole number of megabytes'],
  [
    { PASSBELL_DISK_CRITICAL_MB: '2000' },
    'PASSBELL_DISK_CRITICAL_MB, PASSBELL_DISK_LOW_MB and PASSBELL_DISK_SCARCE_MB rise in this order',
  ],
  [{ PASSBELL_ORG_ID: '../etc' }, 'PASSBELL_ORG_ID is 1 to 64 letters, digits, _ . or -'],
])('what cannot be used is named: %o', (env, message) => {
  expect(parseConfig(env, '/project')).toEqual({ ok: false, error: message });
});

test('a cloud address without its token is refused, and a token without its address', () => {
  const message = 'PASSBELL_CLOUD_URL and PASSBELL_CLOUD_TOKEN belong together: set both or none';
  expect(parseConfig({ PASSBELL_CLOUD_URL: 'ws://x' }, '/project')).toEqual({ ok: false, error: message });
  expect(parseConfig({ PASSBELL_CLOUD_TOKEN: 'x' }, '/project')).toEqual({ ok: false, error: message });
});

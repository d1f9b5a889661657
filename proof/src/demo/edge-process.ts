import { existsSync } from 'node:fs';
import { startFailure } from '@passbell/edge-server/cli/serve-command';
import { builtScreens, composeEdge } from '@passbell/edge-server/compose';
import { parseConfig } from '@passbell/edge-server/config';
import { createLogger } from '@passbell/edge-server/logger';
import { createSystemPorts } from '@passbell/edge-server/system-ports';
import { runAsChild } from './child-lifeline.ts';
import { DEMO_TENANT } from './demo-tenant.ts';
import { demoStaff } from './restaurant/demo-staff.ts';
import { seedDemo } from './seed-demo.ts';

const explain = (error: unknown) =>
  startFailure(error) ?? `the edge server did not open: ${error instanceof Error ? error.message : String(error)}`;

await runAsChild(async () => {
  const config = parseConfig(process.env, process.cwd());
  if (!config.ok) throw new Error(config.error);
  const fatal = Promise.withResolvers<number>();
  const logger = createLogger(config.value.logLevel);
  const edge = composeEdge({
    // The demo opens its screens with one tap, so it is for this machine alone, whatever the environment says.
    config: { ...config.value, ...DEMO_TENANT, host: '127.0.0.1' },
    ports: createSystemPorts(),
    logger,
    screens: builtScreens(existsSync),
    demo: { pins: new Map(demoStaff.map(({ id, pin }) => [id, pin])) },
    onFatal: (error) => {
      logger.fatal({ err: error }, 'the journal failed; the process ends so that it can recover');
      fatal.resolve(70);
    },
  });
  try {
    await seedDemo(edge);
    await edge.start();
  } catch (error) {
    await edge.stop();
    throw error;
  }
  return { opened: { type: 'open', url: edge.url() }, stop: () => edge.stop(), ended: fatal.promise };
}, explain);

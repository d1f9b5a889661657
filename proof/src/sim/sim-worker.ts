import { CANARIES } from '../canaries/canary-list.ts';
import { plantCanary } from '../canaries/plant-canary.ts';
import type { FromWorker, ToWorker } from './sim-messages.ts';

/** A process that runs worlds, with a planted bug if it is given one's name. Everything under test is loaded after that. */
const canary = CANARIES.find(({ name }) => name === process.argv[2]);
const isPlanted = canary === undefined ? () => true : plantCanary(canary);
const { runWorld } = await import('./run-world.ts');
const { createEdgeTemplate } = await import('./edge-template.ts');
const { drawOptions } = await import('./sim-options.ts');

const say = (message: FromWorker) => process.send?.(message);

async function openTemplate() {
  try {
    return await createEdgeTemplate();
  } catch (error) {
    // Some bugs already show while the restaurant is furnished.
    say({ type: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    return process.exit(1);
  }
}

const template = await openTemplate();
process.on('exit', () => template.dispose());
process.on('disconnect', () => process.exit(0));
process.on('message', (message: ToWorker) => {
  void (async () => {
    for (const { seed, options } of message.worlds) {
      const startedUs = cpuMicroseconds();
      const report = await runWorld(seed, options ?? drawOptions(seed), template);
      say({ type: 'report', report, cpuMs: (cpuMicroseconds() - startedUs) / 1_000 });
    }
    say({ type: 'done' });
  })();
});
if (isPlanted()) say({ type: 'ready' });
else say({ type: 'failed', reason: `${canary?.file} is not part of the simulation` });

function cpuMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

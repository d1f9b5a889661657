import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Acknowledged, playEvening } from './busy-evening.ts';
import { FURNISHING, openFolderHouse } from './folder-house.ts';

// Runs under the shim: `power-cut-recorder.ts DIR SEED COMMANDS`. Sets a restaurant up, plays an evening, closes. Each
// answer is written to a file of the recorded folder the moment it is given, so that the log tells when that was.
const [dir = '', seed = '1', commands = '0'] = process.argv.slice(2);
const acknowledged = openSync(join(dir, 'acknowledged.log'), 'a');
const house = openFolderHouse(dir, Number(seed));
const acknowledge = (answer: Acknowledged) => writeSync(acknowledged, `${JSON.stringify(answer)}\n`);

for (const command of FURNISHING) {
  const outcome = await house.send(command);
  if (outcome.status !== 'committed') throw new Error(`${command.name}: ${JSON.stringify(outcome)}`);
  acknowledge({ command, outcome });
}
await playEvening(house, {
  seed: Number(seed),
  count: Number(commands),
  // A refusal is an answer too, and remembered; but one that never reached the journal is not, and there is none here.
  heard: (heard) => {
    if (!('outcome' in heard)) throw heard.failure;
    acknowledge(heard);
  },
});
await house.services.journal.close();

import { mkdirSync } from 'node:fs';
import { createIdSource } from '@passbell/core/kernel/ids';
import { exampleMenu } from '@passbell/core/menu/example-menu';
import type { CommandName } from '@passbell/core/wire/command-registry';
import type { DispatchOutcome } from '@passbell/edge-server/dispatch/dispatch-port';
import { type EdgeServices, openEdgeServices } from '@passbell/edge-server/edge-services';
import { createSystemPorts } from '@passbell/edge-server/system-ports';
import { createFakeClock } from '@passbell/testkit/fake-clock';
import { createSeededRandom } from '@passbell/testkit/seeded-random';

/** A command as it was sent, so that it can be sent again word for word. */
export interface SentCommand {
  readonly key: string;
  readonly name: CommandName;
  readonly args: object;
}

/** A real journal with the real rules in a folder, without doors: what a fault of the disk can reach. */
export interface FolderHouse {
  readonly services: EdgeServices;
  /** Sends as the box itself. */
  send(command: SentCommand): Promise<DispatchOutcome>;
  /** What the journal called fatal; the process would have ended. */
  readonly fatal: unknown[];
}

export const FAULTS_TENANT = { orgId: 'org-faults', locationId: 'loc-faults' } as const;

/** Opens the journal in `dataDir` as the edge server does. The seed decides every id, so that two runs are alike. */
export function openFolderHouse(dataDir: string, seed: number): FolderHouse {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const clock = createFakeClock();
  const random = createSeededRandom(seed);
  const fatal: unknown[] = [];
  const services = openEdgeServices({
    config: { dataDir, ...FAULTS_TENANT },
    ports: { clock, random, ids: createIdSource(clock, random), timers: createSystemPorts().timers },
    onFatal: (error) => fatal.push(error),
  });
  return {
    services,
    fatal,
    send: ({ key, name, args }) =>
      services.dispatch({ key, name, args, device: services.ownDevice, sessionToken: null }),
  };
}

/** What sets a restaurant up, as commands. */
export const FURNISHING: readonly SentCommand[] = [
  {
    key: 'furnish-location',
    name: 'configureLocation',
    args: {
      location: {
        name: 'Faults',
        timeZone: 'America/New_York',
        currency: 'USD',
        locale: 'en-US',
        taxMode: 'exclusive',
        businessDayHour: 4,
        openChecks: true,
        handOverOnPayment: false,
        unseenAlarmMs: 5_000,
      },
    },
  },
  { key: 'furnish-menu', name: 'activateMenu', args: { document: exampleMenu } },
  {
    key: 'furnish-stock',
    name: 'receiveStock',
    args: { lines: exampleMenu.ingredients.map(({ id }) => ({ ingredientId: id, quantity: 1_000_000 })) },
  },
];

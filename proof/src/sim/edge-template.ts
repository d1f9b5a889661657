import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIdSource } from '@passbell/core/kernel/ids';
import type { CommandInput, CommandName } from '@passbell/core/wire/command-registry';
import { ALL_HANDLERS } from '@passbell/edge-server/dispatch/all-handlers';
import { createDispatch } from '@passbell/edge-server/dispatch/create-dispatch';
import { createGatekeeper } from '@passbell/edge-server/dispatch/create-gatekeeper';
import { createDecide } from '@passbell/edge-server/dispatch/decide-command';
import { createPreparation } from '@passbell/edge-server/dispatch/prepare-command';
import { openJournal } from '@passbell/edge-server/journal/journal';
import type { Keyring } from '@passbell/edge-server/journal/keyring';
import { deviceTokenHash } from '@passbell/edge-server/modules/devices/device-tokens';
import { createMenuCache } from '@passbell/edge-server/modules/menu/menu-repository';
import { createSessionTokens } from '@passbell/edge-server/modules/staff/session-tokens';
import { createSeededRandom } from '@passbell/testkit/seeded-random';
import { STRICT_PORTIONS, simMenu } from './sim-menu.ts';
import { MAX_DEVICES, plainPins, SIM_PIN, SIM_STAFF, SIM_TENANT, type SimRole, simDevice } from './sim-people.ts';

/** 2026-11-22T17:00:00Z, noon in New York: no business day rolls while a storm lasts. */
export const SIM_START_MS = 1_795_366_800_000;

/** The same for every world: secrets are not what a simulation is about. */
export const SIM_KEYRING: Keyring = {
  masterKey: new Uint8Array(32).fill(7),
  fingerprintSecret: new Uint8Array(32).fill(9),
};
export const SIM_SESSION_SECRET = new Uint8Array(32).fill(3);

export const SIM_LOCATION = {
  name: 'Rush',
  timeZone: 'America/New_York',
  currency: 'USD',
  locale: 'en-US',
  taxMode: 'exclusive',
  businessDayHour: 4,
  openChecks: true,
  handOverOnPayment: true,
  unseenAlarmMs: 5_000,
} as const;

/** A furnished restaurant's file, made once per process and copied for each world. */
export interface EdgeTemplate {
  /** A fresh copy. */
  copy(): string;
  /** Removes a copy with all that SQLite put beside it. */
  discard(file: string): void;
  dispose(): void;
}

/** Memory instead of a disk: crashes are simulated above the file system. */
function scratchRoot(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

async function furnish(file: string): Promise<void> {
  const random = createSeededRandom(4711);
  const clock = { nowMs: () => SIM_START_MS - 3_600_000, monotonicMs: () => 0 };
  const timers = {
    after: (_delayMs: number, task: () => void) => timers.soon(task),
    every: () => () => undefined,
    soon: (task: () => void) => {
      setImmediate(task);
      return () => undefined;
    },
  };
  const menus = createMenuCache();
  const ports = { clock, timers, random, ids: createIdSource(clock, random) };
  const journal = openJournal({
    file,
    decide: createDecide(ALL_HANDLERS, menus),
    ...ports,
    identity: SIM_TENANT,
    keyring: SIM_KEYRING,
    onFatal: (error) => {
      throw error;
    },
  });
  const tokens = createSessionTokens(SIM_SESSION_SECRET);
  const dispatch = createDispatch({
    journal,
    gatekeeper: createGatekeeper(journal, tokens, clock),
    tokens,
    preparation: createPreparation(journal, plainPins),
    fingerprintSecret: SIM_KEYRING.fingerprintSecret,
  });
  const device = { id: journal.identity().nodeId, name: 'Server', role: 'server', stationId: null } as const;
  const commit = async <Name extends CommandName>(name: Name, args: CommandInput<Name>) => {
    const outcome = await dispatch({ name, key: `setup-${ports.ids.newId()}`, device, sessionToken: null, args });
    if (outcome.status === 'refused') throw new Error(`${name} was refused: ${JSON.stringify(outcome.error)}`);
  };
  await commit('configureLocation', { location: SIM_LOCATION });
  await commit('activateMenu', { document: simMenu });
  const lines = Object.entries({ ...STRICT_PORTIONS, lager: 568 }).map(([ingredientId, portion]) => ({
    ingredientId,
    quantity: portion * 1_000,
  }));
  await commit('receiveStock', { lines });
  for (const { id, name, role } of SIM_STAFF) await commit('addStaff', { staffId: id, name, role, pin: SIM_PIN });
  for (const role of ['pos', 'kds', 'integration'] satisfies SimRole[]) {
    for (let at = 0; at < MAX_DEVICES[role]; at += 1) {
      const { name, token } = simDevice(role, at);
      await commit('addDevice', { name, role, tokenHash: deviceTokenHash(token) });
    }
  }
  await journal.close();
}

export async function createEdgeTemplate(): Promise<EdgeTemplate> {
  const dir = mkdtempSync(join(scratchRoot(), 'passbell-rush-'));
  const file = join(dir, 'template.sqlite');
  await furnish(file);
  let copies = 0;
  return {
    copy: () => {
      copies += 1;
      const target = join(dir, `world-${copies}.sqlite`);
      copyFileSync(file, target);
      return target;
    },
    discard: (target) => {
      for (const suffix of ['', '-wal', '-shm', '.backup']) rmSync(target + suffix, { force: true });
    },
    dispose: () => rmSync(dir, { recursive: true, force: true }),
  };
}

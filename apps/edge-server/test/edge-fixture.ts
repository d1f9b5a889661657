import { randomUUID } from 'node:crypto';
import type { LocationRow } from '@passbell/core/location/location-row';
import { exampleMenu } from '@passbell/core/menu/example-menu';
import type { MenuDocument } from '@passbell/core/menu/menu-document';
import type { CommandAnswer, CommandInput, CommandName } from '@passbell/core/wire/command-registry';
import { ALL_HANDLERS } from '../src/dispatch/all-handlers.ts';
import { createDispatch } from '../src/dispatch/create-dispatch.ts';
import { createGatekeeper } from '../src/dispatch/create-gatekeeper.ts';
import { createDecide } from '../src/dispatch/decide-command.ts';
import type { AuthenticatedDevice, Dispatch, DispatchOutcome, Gatekeeper } from '../src/dispatch/dispatch-port.ts';
import { createPreparation } from '../src/dispatch/prepare-command.ts';
import { createEdgeReads } from '../src/modules/create-edge-reads.ts';
import type { EdgeReads } from '../src/modules/edge-reads.ts';
import { createMenuCache } from '../src/modules/menu/menu-repository.ts';
import type { PinHasher } from '../src/modules/staff/pin-hasher.ts';
import { createSessionTokens } from '../src/modules/staff/session-tokens.ts';
import { openTestJournal, type TestJournal } from './journal-fixture.ts';

/** A hasher without the cost, for tests that are not about hashing. */
export const plainPins: PinHasher = {
  hash: async (pin) => `plain:${pin}`,
  matches: async (pin, hash) => hash === `plain:${pin}`,
};

export const TEST_LOCATION: Omit<LocationRow, 'id'> = {
  name: 'Example',
  timeZone: 'America/New_York',
  currency: 'USD',
  locale: 'en-US',
  taxMode: 'exclusive',
  businessDayHour: 4,
  openChecks: true,
  handOverOnPayment: true,
  unseenAlarmMs: 5_000,
};

/** The box itself, which may do everything. */
export const SERVER_DEVICE: AuthenticatedDevice = { id: 'server', name: 'Server', role: 'server', stationId: null };

export interface TestEdge extends TestJournal {
  readonly dispatch: Dispatch;
  readonly gatekeeper: Gatekeeper;
  readonly reads: EdgeReads;
  /** Dispatches as the box itself and expects it to be committed. */
  commit<Name extends CommandName>(name: Name, args: CommandInput<Name>, key?: string): Promise<CommandAnswer<Name>>;
  /** Dispatches as the box itself, whatever comes of it. */
  send<Name extends CommandName>(name: Name, args: unknown, key?: string): Promise<DispatchOutcome>;
}

interface EdgeOverrides {
  readonly location?: Partial<LocationRow>;
  readonly menu?: MenuDocument;
}

/** The whole edge below its adapters: real journal on a real file, real rules, a configured restaurant with a menu. */
export async function openTestEdge(overrides: EdgeOverrides = {}): Promise<TestEdge> {
  const menus = createMenuCache();
  const opened = openTestJournal({ decide: createDecide(ALL_HANDLERS, menus) });
  const { journal, clock } = opened;
  const tokens = createSessionTokens(new Uint8Array(32).fill(3));
  const gatekeeper = createGatekeeper(journal, tokens, clock);
  const dispatch = createDispatch({
    journal,
    gatekeeper,
    tokens,
    preparation: createPreparation(journal, plainPins),
    fingerprintSecret: new Uint8Array(32).fill(5),
  });
  const send: TestEdge['send'] = (name, args, key = randomUUID()) =>
    dispatch({ name, key, args, device: SERVER_DEVICE, sessionToken: null });
  const commit: TestEdge['commit'] = async (name, args, key) => {
    const outcome = await send(name, args, key);
    if (outcome.status === 'refused') throw new Error(`${name} was refused: ${JSON.stringify(outcome.error)}`);
    return outcome.answer as CommandAnswer<typeof name>; // Made by this command's own handler.
  };
  await commit('configureLocation', { location: { ...TEST_LOCATION, ...overrides.location } });
  await commit('activateMenu', { document: overrides.menu ?? exampleMenu });
  return Object.assign(opened, { dispatch, gatekeeper, reads: createEdgeReads(journal, menus, clock), commit, send });
}

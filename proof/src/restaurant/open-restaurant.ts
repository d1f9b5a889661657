import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocationRow } from '@passbell/core/location/location-row';
import { exampleMenu } from '@passbell/core/menu/example-menu';
import type { MenuDocument } from '@passbell/core/menu/menu-document';
import type { DeviceRole, StaffRole } from '@passbell/core/staff/permissions';
import type { CommandAnswer, CommandInput, CommandName } from '@passbell/core/wire/command-registry';
import { builtScreens, composeEdge, type Edge } from '@passbell/edge-server/compose';
import type { EdgeConfig } from '@passbell/edge-server/config';
import { createLogger } from '@passbell/edge-server/logger';
import { deviceTokenHash, newDeviceToken } from '@passbell/edge-server/modules/devices/device-tokens';
import { createSystemPorts } from '@passbell/edge-server/system-ports';

/** What a restaurant for a proof is made of; everything has a default. */
export interface RestaurantOptions {
  readonly menu?: MenuDocument;
  readonly location?: Partial<LocationRow>;
  /** Of each ingredient, unless named. */
  readonly stockOfEach?: number;
  readonly stock?: readonly { readonly ingredientId: string; readonly quantity: number }[];
  readonly staff?: readonly {
    readonly id: string;
    readonly name: string;
    readonly role: StaffRole;
    readonly pin: string;
  }[];
  /** Opens screens with one tap, as the demo does. */
  readonly demo?: boolean;
  readonly cloud?: { readonly url: string; readonly token: string };
  readonly orgId?: string;
  readonly locationId?: string;
  /** A folder of an earlier run, to open it again. */
  readonly home?: string;
  readonly port?: number;
}

/** A real edge server with a real journal on a real port, set up and open. */
export interface Restaurant {
  readonly edge: Edge;
  readonly url: string;
  readonly home: string;
  /** What was logged as an error, and what was fatal. */
  readonly faults: readonly string[];
  /** Does something as the box itself; throws when it is refused. */
  commit<Name extends CommandName>(name: Name, args: CommandInput<Name>): Promise<CommandAnswer<Name>>;
  /** Adds a device and gives its token. */
  addDevice(role: Exclude<DeviceRole, 'server'>, stationId?: string): Promise<string>;
  /** Closes the doors and keeps the folder. */
  close(): Promise<void>;
  /** Closes the doors and removes the folder. */
  dispose(): Promise<void>;
}

const LOCATION: Omit<LocationRow, 'id'> = {
  name: 'Proof',
  timeZone: 'America/New_York',
  currency: 'USD',
  locale: 'en-US',
  taxMode: 'exclusive',
  businessDayHour: 4,
  openChecks: true,
  handOverOnPayment: true,
  unseenAlarmMs: 5_000,
};

export const PROOF_STAFF = [
  { id: '0199c0de-0000-7000-8000-00000000a001', name: 'Marisol', role: 'manager', pin: '1234' },
  { id: '0199c0de-0000-7000-8000-00000000a002', name: 'Ana', role: 'server', pin: '2345' },
] as const;

/** Opens a restaurant, furnishing it when its folder is new. */
export async function openRestaurant(options: RestaurantOptions = {}): Promise<Restaurant> {
  const ports = createSystemPorts();
  const faults: string[] = [];
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'passbell-restaurant-'));
  const staff = options.staff ?? PROOF_STAFF;
  const config: EdgeConfig = {
    homeDir: home,
    dataDir: join(home, 'edge'),
    host: '127.0.0.1',
    port: options.port ?? 0,
    orgId: options.orgId ?? 'org-proof',
    locationId: options.locationId ?? 'loc-proof',
    cloud: options.cloud ?? null,
    logLevel: 'error',
  };
  const edge = composeEdge({
    config,
    ports,
    logger: createLogger('error', { write: (line) => void faults.push(line) }),
    screens: builtScreens(existsSync),
    onFatal: (error) => faults.push(`fatal: ${String(error)}`),
    ...(options.demo && { demo: { pins: new Map(staff.map((person) => [person.id, person.pin])) } }),
  });
  const commit: Restaurant['commit'] = async (name, args) => {
    const outcome = await edge.dispatch({
      name,
      key: ports.ids.newId(),
      device: edge.services.ownDevice,
      sessionToken: null,
      args,
    });
    if (outcome.status === 'refused') throw new Error(`${name} was refused: ${JSON.stringify(outcome.error)}`);
    return outcome.answer as CommandAnswer<typeof name>; // Made by this command's own handler.
  };
  if (edge.services.reads.location() === undefined) await furnish(commit, options, staff);
  await edge.start();
  return {
    edge,
    home,
    faults,
    url: edge.url(),
    commit,
    addDevice: async (role, stationId) => {
      const token = newDeviceToken(ports.random);
      const name = `${role} ${ports.ids.newId()}`;
      await commit('addDevice', {
        name,
        role,
        tokenHash: deviceTokenHash(token),
        ...(stationId !== undefined && { stationId }),
      });
      return token;
    },
    close: () => edge.stop(),
    dispose: async () => {
      await edge.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function furnish(
  commit: Restaurant['commit'],
  options: RestaurantOptions,
  staff: NonNullable<RestaurantOptions['staff']>,
): Promise<void> {
  const menu = options.menu ?? exampleMenu;
  const named = new Map((options.stock ?? []).map((line) => [line.ingredientId, line.quantity]));
  const lines = menu.ingredients.map(({ id }) => ({
    ingredientId: id,
    quantity: named.get(id) ?? options.stockOfEach ?? 1_000_000,
  }));
  await commit('configureLocation', { location: { ...LOCATION, ...options.location } });
  await commit('activateMenu', { document: menu });
  await commit('receiveStock', { lines });
  for (const person of staff)
    await commit('addStaff', { staffId: person.id, name: person.name, role: person.role, pin: person.pin });
}

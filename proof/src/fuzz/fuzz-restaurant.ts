import type { RandomSource } from '@passbell/core/kernel/random';
import { exampleMenu } from '@passbell/core/menu/example-menu';
import type { CommandAnswer, CommandInput, CommandName } from '@passbell/core/wire/command-registry';
import { composeEdge, type Edge } from '@passbell/edge-server/compose';
import type { EdgeConfig } from '@passbell/edge-server/config';
import { createLogger } from '@passbell/edge-server/logger';
import { deviceTokenHash, newDeviceToken } from '@passbell/edge-server/modules/devices/device-tokens';
import { createSystemPorts } from '@passbell/edge-server/system-ports';
import type { FuzzCaller } from './build-request.ts';

/** A small restaurant on a real file and a real port, made to be mistreated. */
export interface FuzzRestaurant {
  readonly edge: Edge;
  readonly port: number;
  readonly callers: readonly FuzzCaller[];
  /** What exists, by the name of the field that would name it. */
  known(field: string): readonly unknown[];
  /** What was logged as an error, and what the journal called fatal. */
  readonly faults: readonly string[];
}

const [STAFF_ID, PIN] = ['0199c0de-0000-7000-8000-00000000f022', '2580'];

async function addDevice(
  commit: Commit,
  random: RandomSource,
  role: 'pos' | 'kds' | 'kiosk' | 'integration',
): Promise<string> {
  const token = newDeviceToken(random);
  await commit('addDevice', { name: `Fuzz ${role}`, role, tokenHash: deviceTokenHash(token) });
  return token;
}

type Commit = <Name extends CommandName>(name: Name, args: CommandInput<Name>) => Promise<CommandAnswer<Name>>;

async function furnish(edge: Edge, random: RandomSource, commit: Commit): Promise<FuzzCaller[]> {
  await commit('configureLocation', {
    location: {
      name: 'Fuzz',
      timeZone: 'Europe/Zurich',
      currency: 'USD',
      locale: 'en-US',
      taxMode: 'exclusive',
      businessDayHour: 4,
      openChecks: true,
      handOverOnPayment: true,
      unseenAlarmMs: 5_000,
    },
  });
  await commit('activateMenu', { document: exampleMenu });
  await commit('receiveStock', {
    lines: exampleMenu.ingredients.map(({ id }) => ({ ingredientId: id, quantity: 100_000 })),
  });
  await commit('addStaff', { staffId: STAFF_ID, name: 'Fuzz', role: 'manager', pin: PIN });
  const pos = await addDevice(commit, random, 'pos');
  const device = edge.services.gatekeeper.authenticate(pos);
  if (!device.ok) throw new Error('the till was not let in');
  const signedIn = await edge.dispatch({
    name: 'signIn',
    key: 'fuzz-sign-in',
    device: device.value,
    sessionToken: null,
    args: { staffId: STAFF_ID, pin: PIN },
  });
  // The documented answer of signIn.
  const session = signedIn.status === 'committed' ? (signedIn.answer as { session: string }).session : null;
  return [
    // Most of what there is, only a person at a till may do.
    ...Array.from({ length: 6 }, () => ({ token: pos, session })),
    { token: pos, session: null },
    { token: await addDevice(commit, random, 'kds'), session: null },
    { token: await addDevice(commit, random, 'kiosk'), session: null },
    { token: await addDevice(commit, random, 'integration'), session: null },
  ];
}

/** Opens a restaurant for fuzzing in an empty folder. */
export async function openFuzzRestaurant(dir: string): Promise<FuzzRestaurant> {
  const ports = createSystemPorts();
  const faults: string[] = [];
  const config: EdgeConfig = {
    homeDir: dir,
    dataDir: dir,
    host: '127.0.0.1',
    port: 0,
    orgId: 'org-fuzz',
    locationId: 'loc-fuzz',
    cloud: null,
    logLevel: 'error',
  };
  const edge = composeEdge({
    config,
    ports,
    logger: createLogger('error', { write: (line) => void faults.push(line) }),
    screens: { pos: null, kds: null },
    onFatal: (error) => faults.push(`fatal: ${String(error)}`),
    // The cost of hashing is not what is looked at.
    pins: { hash: async (pin) => `plain:${pin}`, matches: async (pin, hash) => hash === `plain:${pin}` },
  });
  let made = 0;
  const commit: Commit = async (name, args) => {
    made += 1;
    const outcome = await edge.dispatch({
      name,
      key: `fuzz-setup-${made}`,
      device: edge.services.ownDevice,
      sessionToken: null,
      args,
    });
    if (outcome.status === 'refused') throw new Error(`${name} was refused: ${JSON.stringify(outcome.error)}`);
    // Made by this command's own handler.
    return outcome.answer as CommandAnswer<typeof name>;
  };
  const callers = await furnish(edge, ports.random, commit);
  await edge.start();
  return { edge, callers, faults, port: Number(new URL(edge.url()).port), known: knownIn(edge) };
}

function knownIn(edge: Edge): FuzzRestaurant['known'] {
  const { reads } = edge.services;
  const tickets = () => exampleMenu.stations.flatMap((station) => reads.stationTickets(station.id)).slice(-30);
  const orders = () => reads.openOrders().slice(-30);
  const sources: Readonly<Record<string, () => readonly unknown[]>> = {
    orderId: () => orders().map((order) => order.id),
    checkId: () => orders().flatMap((order) => order.checks.map((check) => check.id)),
    ticketId: () => tickets().map((ticket) => ticket.id),
    ticketLineId: () => tickets().flatMap((ticket) => ticket.lines.map((line) => line.id)),
    itemId: () => exampleMenu.items.map((item) => item.id),
    variationId: () => exampleMenu.items.flatMap((item) => item.variations.map((variation) => variation.id)),
    modifierId: () => exampleMenu.modifierGroups.flatMap((group) => group.modifiers.map((modifier) => modifier.id)),
    ingredientId: () => exampleMenu.ingredients.map((ingredient) => ingredient.id),
    subjectId: () => exampleMenu.items.map((item) => item.id),
    stationId: () => exampleMenu.stations.map((station) => station.id),
    staffId: () => [STAFF_ID],
    hash: () => [reads.menuHead()?.hash],
    quantity: () => [1, 1, 2],
    tenderedMinor: () => [100, 10_000, 1_000_000],
    channel: () => ['pos'],
    lines: () => [
      [{ itemId: 'burger', quantity: 1 }],
      [{ itemId: 'burger', quantity: 2, modifiers: [{ modifierId: 'rare' }, { modifierId: 'fried-egg' }], note: '🦐' }],
      [{ itemId: 'lager', quantity: 1 }],
      [{ ingredientId: 'beef', quantity: 500 }],
    ],
  };
  return (field) => (Object.hasOwn(sources, field) ? (sources[field]?.() ?? []) : []);
}

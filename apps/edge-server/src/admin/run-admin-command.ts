import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import { configureLocation } from '@passbell/core/wire/house-commands';
import { menuStations } from '../http/menu-stations.ts';
import { validationIssues } from '../http/validation-issues.ts';
import { deviceTokenHash, newDeviceToken } from '../modules/devices/device-tokens.ts';
import type { AdminAnswer, AdminAnswers, AdminStatus } from './admin-answers.ts';
import type { AdminName, AdminRequest } from './admin-request.ts';
import type { AdminServices } from './admin-services.ts';
import { dispatchOwn } from './dispatch-own.ts';
import { importMenu } from './import-menu.ts';
import { checkJournal } from './journal-check.ts';
import { NEW_LOCATION } from './new-location.ts';

type RequestOf<Name extends AdminName> = Extract<AdminRequest, { name: Name }>;
type AdminCommands = {
  readonly [Name in AdminName]: (
    services: AdminServices,
    request: RequestOf<Name>,
  ) => AdminAnswer<Name> | Promise<AdminAnswer<Name>>;
};

function status({ journal, reads }: AdminServices): AdminStatus {
  const { orgId, locationId, nodeId } = journal.identity();
  const { epoch, seq } = journal.head();
  return {
    orgId,
    locationId,
    nodeId,
    epoch,
    seq,
    restaurant: reads.location()?.name ?? null,
    menuHash: reads.menuHead()?.hash ?? null,
    openOrders: reads.openOrders().length,
    devices: reads.devices().filter((device) => device.revokedMs === null).length,
    staff: reads.staff().filter((person) => person.active).length,
  };
}

async function addDevice(
  services: AdminServices,
  { device }: RequestOf<'devices.add'>,
): Promise<AdminAnswer<'devices.add'>> {
  const stations = menuStations(services.reads);
  // Before the first menu there is nothing to compare with; a screen may be set up first.
  if (device.stationId !== undefined && stations.length > 0 && !stations.some(({ id }) => id === device.stationId)) {
    return err(domainError('station_unknown', { stationId: device.stationId, stations: stations.map(({ id }) => id) }));
  }
  const token = newDeviceToken(services.ports.random);
  const added = await dispatchOwn(services, 'addDevice', { ...device, tokenHash: deviceTokenHash(token) });
  return added.ok ? ok({ deviceId: added.value.deviceId, token }) : added;
}

/** Changes the named fields and leaves the others as they are. */
async function setLocation(
  services: AdminServices,
  { location }: RequestOf<'location.set'>,
): Promise<AdminAnswer<'location.set'>> {
  const { id: _id, ...before } = services.reads.location() ?? { id: '', ...NEW_LOCATION };
  const given = Object.entries(location).filter(([, value]) => value !== undefined);
  const parsed = configureLocation.args.safeParse({ location: { ...before, ...Object.fromEntries(given) } });
  if (!parsed.success) return err(domainError('validation_failed', validationIssues(parsed.error)));
  return dispatchOwn(services, 'configureLocation', parsed.data);
}

const ADMIN_COMMANDS: AdminCommands = {
  status: (services) => ok(status(services)),
  'location.show': ({ reads }) => {
    const location = reads.location();
    return location === undefined ? err(domainError('location_not_configured')) : ok(location);
  },
  'location.set': setLocation,
  'devices.list': ({ reads }) => ok(reads.devices()),
  'devices.add': addDevice,
  'devices.revoke': (services, { deviceId }) => dispatchOwn(services, 'revokeDevice', { deviceId }),
  'staff.list': ({ reads }) => ok(reads.staff()),
  'staff.add': (services, { person }) => dispatchOwn(services, 'addStaff', person),
  'stock.receive': (services, { delivery }) => dispatchOwn(services, 'receiveStock', delivery),
  'import.square': (services, request) => importMenu(services, { source: 'square', ...request }),
  'import.csv': (services, request) => importMenu(services, { source: 'csv', ...request }),
  verify: async ({ journalFile }) => ok(await checkJournal('verify', journalFile)),
  replay: async ({ journalFile }) => ok(await checkJournal('replay', journalFile)),
};

/** Carries out what the command line asks. The same whether a running edge is asked or the command opened the folder itself. */
export async function runAdminCommand(
  services: AdminServices,
  request: AdminRequest,
): Promise<Result<AdminAnswers[AdminName], DomainError>> {
  // The table's function under a name takes the request of that name.
  const run = ADMIN_COMMANDS[request.name] as (
    services: AdminServices,
    request: AdminRequest,
  ) => Promise<AdminAnswer<AdminName>>;
  return run(services, request);
}

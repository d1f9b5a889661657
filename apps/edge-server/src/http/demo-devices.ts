import { createHmac } from 'node:crypto';
import { domainError } from '@passbell/core/errors/domain-error';
import { err, ok } from '@passbell/core/kernel/result';
import type { AuthenticatedDevice, Dispatch } from '../dispatch/dispatch-port.ts';
import { deviceTokenHash } from '../modules/devices/device-tokens.ts';
import type { EdgeReads } from '../modules/edge-reads.ts';
import type { DemoDoor, DemoScreen } from './demo-door.ts';
import { menuStations } from './menu-stations.ts';

interface DemoDoorParts {
  readonly dispatch: Dispatch;
  readonly reads: EdgeReads;
  readonly ownDevice: AuthenticatedDevice;
  /** The tokens follow from it, so that the same screen gets the same device after every restart. */
  readonly secret: Uint8Array;
  /** PINs by staff id, which only the demo's own people have. */
  readonly pins: ReadonlyMap<string, string>;
}

function deviceName({ role, stationId }: DemoScreen): string {
  if (role === 'pos') return 'Demo POS';
  return stationId === null ? 'Demo KDS' : `Demo KDS ${stationId}`;
}

/** The door of a demo restaurant over its own dispatch: one device per role and station, found again by its name. */
export function createDemoDoor({ dispatch, reads, ownDevice, secret, pins }: DemoDoorParts): DemoDoor {
  return {
    async open({ role, stationId: asked }) {
      const stationId = role === 'kds' ? asked : null;
      if (stationId !== null && !menuStations(reads).some((station) => station.id === stationId)) {
        return err(domainError('station_unknown', { stationId }));
      }
      const name = deviceName({ role, stationId });
      const token = `pbd_${createHmac('sha256', secret).update(name).digest('base64url')}`;
      const known = reads.devices().find((device) => device.name === name && device.role === role);
      // Somebody revoked it: then the demo keeps to that, too.
      if (known?.revokedMs != null) return err(domainError('token_expired', { deviceId: known.id }));
      if (known !== undefined) return ok({ deviceId: known.id, token });
      const outcome = await dispatch({
        name: 'addDevice',
        key: `demo-device:${name}`,
        device: ownDevice,
        sessionToken: null,
        args: { name, role, ...(stationId === null ? {} : { stationId }), tokenHash: deviceTokenHash(token) },
      });
      if (outcome.status === 'refused') return err(outcome.error);
      const added = reads.devices().find((device) => device.name === name && device.revokedMs === null);
      return added === undefined ? err(domainError('device_not_found')) : ok({ deviceId: added.id, token });
    },
    staff: () =>
      reads.staff().flatMap(({ id, name, role, active }) => {
        const pin = pins.get(id);
        return active && pin !== undefined ? [{ id, name, role, pin }] : [];
      }),
  };
}

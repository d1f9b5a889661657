import type { DeviceRow } from '@passbell/core/devices/device-rows';
import { domainError } from '@passbell/core/errors/domain-error';
import type { DomainEvent } from '@passbell/core/journal/domain-event';
import { err, ok } from '@passbell/core/kernel/result';
import type { Handlers } from '../../dispatch/handler.ts';

function deviceEvent(type: string, row: DeviceRow): DomainEvent {
  return {
    type,
    ver: 1,
    entity: 'device',
    entityId: row.id,
    rows: [{ table: 'devices', key: [row.id], row: { ...row } }],
  };
}

export const deviceHandlers: Pick<Handlers, 'addDevice' | 'revokeDevice'> = {
  addDevice: (args, context) => {
    const isNamed = context.tx
      .rows<DeviceRow>('devices', { name: args.name })
      .some((device) => device.revokedMs === null);
    const isKnown = args.deviceId !== undefined && context.tx.row('devices', [args.deviceId]) !== undefined;
    const isTokenTaken = context.tx.rows('devices', { tokenHash: args.tokenHash }, undefined, 1).length > 0;
    if (isNamed || isKnown || isTokenTaken) return err(domainError('device_exists', { name: args.name }));
    const row: DeviceRow = {
      id: args.deviceId ?? context.newId(),
      name: args.name,
      role: args.role,
      stationId: args.stationId ?? null,
      tokenHash: args.tokenHash,
      createdMs: context.nowMs,
      expiresMs: args.expiresMs ?? null,
      revokedMs: null,
    };
    return ok({ events: [deviceEvent('devices.added', row)], answer: { deviceId: row.id } });
  },
  revokeDevice: ({ deviceId }, context) => {
    const device = context.tx.row<DeviceRow>('devices', [deviceId]);
    if (!device) return err(domainError('device_not_found', { deviceId }));
    if (device.revokedMs !== null) return ok({ events: [], answer: { deviceId, revokedMs: device.revokedMs } });
    const row = { ...device, revokedMs: context.nowMs };
    return ok({ events: [deviceEvent('devices.revoked', row)], answer: { deviceId, revokedMs: context.nowMs } });
  },
};

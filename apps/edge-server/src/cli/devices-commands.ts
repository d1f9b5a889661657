import { HOUR_MS } from '@passbell/core/kernel/durations';
import { askAndShow } from './ask-from-cli.ts';
import type { CliCommand } from './cli-command.ts';
import { needed, noWords, readOptions, wholeNumber } from './cli-options.ts';
import { instant, textTable } from './cli-output.ts';

const DAY_MS = 24 * HOUR_MS;

export const devicesAdd: CliCommand = {
  name: 'devices add',
  usage: '--name NAME --role pos|kds|kiosk|integration [--station ID] [--expires-days N] [--json]',
  summary: 'Add a device and print its token, once',
  async run(args, context) {
    const { values, positionals } = readOptions(args, {
      name: { type: 'string' },
      role: { type: 'string' },
      station: { type: 'string' },
      'expires-days': { type: 'string' },
      json: { type: 'boolean' },
    });
    noWords(positionals);
    const days = wholeNumber(values['expires-days'], '--expires-days');
    const device = {
      name: needed(values.name, '--name'),
      role: needed(values.role, '--role'),
      ...(values.station === undefined ? {} : { stationId: values.station }),
      ...(days === undefined ? {} : { expiresMs: context.ports.clock.nowMs() + days * DAY_MS }),
    };
    return askAndShow(context, { name: 'devices.add', device }, values.json === true, ({ deviceId, token }) => {
      context.print(`Added ${device.name} (${device.role}), device ${deviceId}.`);
      context.print(
        'Its token follows. It is shown this once and kept nowhere; send it as "Authorization: Bearer <token>".',
      );
      context.print(token);
      return 0;
    });
  },
};

export const devicesList: CliCommand = {
  name: 'devices list',
  usage: '[--json]',
  summary: 'List the devices',
  async run(args, context) {
    const { values, positionals } = readOptions(args, { json: { type: 'boolean' } });
    noWords(positionals);
    return askAndShow(context, { name: 'devices.list' }, values.json === true, (devices) => {
      const now = context.ports.clock.nowMs();
      const rows = devices.map((device) => {
        const isOver = device.expiresMs !== null && device.expiresMs <= now;
        const state =
          device.revokedMs !== null ? `revoked ${instant(device.revokedMs)}` : isOver ? 'expired' : 'active';
        return [device.id, device.name, device.role, device.stationId ?? '', state, instant(device.expiresMs)];
      });
      for (const line of textTable(['Id', 'Name', 'Role', 'Station', 'State', 'Expires (UTC)'], rows))
        context.print(line);
      return 0;
    });
  },
};

export const devicesRevoke: CliCommand = {
  name: 'devices revoke',
  usage: '--id DEVICE [--json]',
  summary: 'Make the token of a device stop working, at once',
  async run(args, context) {
    const { values, positionals } = readOptions(args, { id: { type: 'string' }, json: { type: 'boolean' } });
    noWords(positionals);
    const deviceId = needed(values.id, '--id');
    return askAndShow(context, { name: 'devices.revoke', deviceId }, values.json === true, ({ revokedMs }) => {
      context.print(`Device ${deviceId} is revoked since ${instant(revokedMs)} UTC.`);
      return 0;
    });
  },
};

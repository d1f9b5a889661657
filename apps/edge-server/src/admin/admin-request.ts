import { uuid } from '@passbell/core/kernel/ids';
import { currencyCode } from '@passbell/core/kernel/money';
import { COMMANDS } from '@passbell/core/wire/command-registry';
import { z } from 'zod';

const { addDevice, addStaff, receiveStock, configureLocation } = COMMANDS;

const importOptions = {
  /** What the file holds. */
  text: z.string(),
  dryRun: z.boolean(),
  /** Where new items are made when the file does not say; the menu's first station when left away. */
  stationId: z.string().optional(),
  /** Of a restaurant that is not set up yet; the one the file names most when left away. */
  currency: currencyCode.optional(),
};

/** Everything the command line may ask an edge server. Whoever can open its admin socket owns its data folder. */
export const adminRequest = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('status') }),
  z.strictObject({ name: z.literal('location.show') }),
  z.strictObject({ name: z.literal('location.set'), location: configureLocation.args.shape.location.partial() }),
  z.strictObject({ name: z.literal('devices.list') }),
  z.strictObject({ name: z.literal('devices.add'), device: addDevice.args.omit({ tokenHash: true, deviceId: true }) }),
  z.strictObject({ name: z.literal('devices.revoke'), deviceId: uuid }),
  z.strictObject({ name: z.literal('staff.list') }),
  z.strictObject({ name: z.literal('staff.add'), person: addStaff.args.omit({ staffId: true }) }),
  z.strictObject({ name: z.literal('stock.receive'), delivery: receiveStock.args }),
  z.strictObject({ name: z.literal('import.square'), ...importOptions, squareLocationId: z.string().optional() }),
  z.strictObject({ name: z.literal('import.csv'), ...importOptions }),
  z.strictObject({ name: z.literal('verify') }),
  z.strictObject({ name: z.literal('replay') }),
]);
export type AdminRequest = z.infer<typeof adminRequest>;
export type AdminName = AdminRequest['name'];

import type { StaffRow } from '@passbell/core/staff/staff-rows';
import type { CommandArgs, CommandName } from '@passbell/core/wire/command-registry';
import type { Journal } from '../journal/journal.ts';
import type { PinHasher } from '../modules/staff/pin-hasher.ts';

/**
 * What must be known before a command can be decided and takes longer than a transaction may: only slow, pure
 * computation, never an effect. Its outcome travels with the command in place of the secret it was made from.
 */
export interface CommandPreparation {
  prepare(name: CommandName, args: unknown): Promise<unknown>;
}

interface Preparations {
  readonly signIn: (args: CommandArgs<'signIn'>) => Promise<unknown>;
  readonly addStaff: (args: CommandArgs<'addStaff'>) => Promise<unknown>;
}

export function createPreparation(journal: Journal, pins: PinHasher): CommandPreparation {
  const preparations: Preparations = {
    signIn: async ({ staffId, pin }) => {
      const staff = journal.read((tx) => tx.row<StaffRow>('staff', [staffId]));
      return { pinMatches: staff !== undefined && (await pins.matches(pin, staff.pinHash)) };
    },
    addStaff: async ({ pin }) => ({ pinHash: await pins.hash(pin) }),
  };
  return {
    prepare: async (name, args) => {
      // Dispatch parsed the arguments with this command's own schema.
      if (name === 'signIn') return preparations.signIn(args as CommandArgs<'signIn'>);
      if (name === 'addStaff') return preparations.addStaff(args as CommandArgs<'addStaff'>);
      return null;
    },
  };
}

/** The arguments as they may be kept: a PIN goes no further than the preparation. */
export function withoutSecrets(
  name: CommandName,
  args: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (name !== 'signIn' && name !== 'addStaff') return args;
  const { pin: _pin, ...rest } = args;
  return rest;
}

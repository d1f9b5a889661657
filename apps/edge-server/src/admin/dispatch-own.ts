import type { DomainError } from '@passbell/core/errors/domain-error';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import type { CommandAnswer, CommandInput, CommandName } from '@passbell/core/wire/command-registry';
import type { AdminServices } from './admin-services.ts';

/** Sends a command as the box itself, with a key of its own: whoever types it again means it again. */
export async function dispatchOwn<Name extends CommandName>(
  { dispatch, ownDevice, ports }: AdminServices,
  name: Name,
  args: CommandInput<Name>,
): Promise<Result<CommandAnswer<Name>, DomainError>> {
  const outcome = await dispatch({ name, key: ports.ids.newId(), device: ownDevice, sessionToken: null, args });
  // Made by this command's own handler.
  return outcome.status === 'committed' ? ok(outcome.answer as CommandAnswer<Name>) : err(outcome.error);
}

import type { Json } from '@passbell/core/kernel/canonical-json';
import type { StaffRow } from '@passbell/core/staff/staff-rows';
import type { CommandName } from '@passbell/core/wire/command-registry';
import type { Journal } from '../journal/journal.ts';
import type { SessionTokens } from '../modules/staff/session-tokens.ts';

/** A stored answer as it is given to a device. */
export type AnswerPresenter = (name: CommandName, result: Json, deviceId: string) => Json;

function isSignIn(result: Json): result is { readonly sessionId: string; readonly staffId: string } {
  return typeof result === 'object' && result !== null && 'sessionId' in result && 'staffId' in result;
}

/**
 * Puts into a sign-in's answer what must not be stored with it: the session's token, which is derived from its id, and
 * the person's name, which lies sealed in its own row and would stand in clear beside the command.
 */
export function createAnswerPresenter(journal: Journal, tokens: SessionTokens): AnswerPresenter {
  const nameOf = (staffId: string) => journal.read((tx) => tx.row<StaffRow>('staff', [staffId])?.name ?? '');
  return (name, result, deviceId) =>
    name === 'signIn' && isSignIn(result)
      ? { ...result, name: nameOf(result.staffId), session: tokens.tokenFor(result.sessionId, deviceId) }
      : result;
}

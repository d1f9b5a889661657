import { createHmac, createSecretKey } from 'node:crypto';
import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import { canonicalJson, type Json } from '@passbell/core/kernel/canonical-json';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import { COMMANDS, type CommandName, isCommandName } from '@passbell/core/wire/command-registry';
import type { Journal, Outcome } from '../journal/journal.ts';
import type { SessionTokens } from '../modules/staff/session-tokens.ts';
import type { EnvelopeArgs, TracedResult } from './decide-command.ts';
import type { Dispatch, DispatchOutcome, DispatchRequest, Gatekeeper, StaffSession } from './dispatch-port.ts';
import { type CommandPreparation, withoutSecrets } from './prepare-command.ts';
import { createAnswerPresenter } from './present-answer.ts';

/** How many problems of one request are named. */
const MAX_ISSUES = 20;

interface DispatchParts {
  readonly journal: Journal;
  readonly gatekeeper: Gatekeeper;
  readonly preparation: CommandPreparation;
  readonly tokens: SessionTokens;
  /** Keys the fingerprints: arguments may hold a PIN, and a plain hash of it could be guessed. */
  readonly fingerprintSecret: Uint8Array;
}

function parseArgs(name: CommandName, args: unknown): Result<Readonly<Record<string, unknown>>, DomainError> {
  const parsed = COMMANDS[name].args.safeParse(args);
  if (parsed.success) return ok(parsed.data);
  const issues = parsed.error.issues
    .slice(0, MAX_ISSUES)
    .map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));
  return err(domainError('validation_failed', { issues }));
}

function isTraced(result: Json): result is Json & TracedResult {
  return typeof result === 'object' && result !== null && 'tracedRefusal' in result;
}

function refused(error: DomainError): DispatchOutcome {
  return { status: 'refused', error, duplicate: false };
}

/**
 * The one door. In this order: is there such a command, may this device and person do it, do the arguments fit, and
 * only then the journal. What is refused before the journal leaves no trace, so the same key may be sent again mended.
 *
 * A key that is known is answered from memory, whoever is signed in by now: the person may have signed out between a
 * payment and its retry, and the retry must not look as if nothing had been paid. The fingerprint holds it to its device.
 */
export function createDispatch(parts: DispatchParts): Dispatch {
  const { journal, gatekeeper, preparation } = parts;
  const present = createAnswerPresenter(journal, parts.tokens);

  const conclude = (name: CommandName, outcome: Outcome, deviceId: string): DispatchOutcome => {
    if (outcome.status === 'key_reused') return refused(domainError('idempotency_key_reused'));
    if (outcome.status === 'refused') return outcome;
    const { result, duplicate, epoch, seq } = outcome;
    // Written by decide-command from a DomainError.
    if (isTraced(result)) return { status: 'refused', error: result.tracedRefusal as DomainError, duplicate };
    return { status: 'committed', answer: present(name, result, deviceId), epoch, seq, duplicate };
  };

  const admit = (name: CommandName, request: DispatchRequest): Result<StaffSession | null, DomainError> => {
    const session = gatekeeper.session(request.sessionToken, request.device);
    if (!session.ok) return session;
    const permitted = gatekeeper.permit(COMMANDS[name].permission, request.device, session.value);
    return permitted.ok ? session : permitted;
  };

  const isKnownKey = (key: string) => journal.read((tx) => tx.row('commands', [key]) !== undefined);

  const fingerprintKey = createSecretKey(parts.fingerprintSecret);
  const fingerprint = (name: string, deviceId: string, args: unknown) =>
    createHmac('sha256', fingerprintKey)
      .update(canonicalJson([name, deviceId, args]))
      .digest('hex');

  return async (request) => {
    const { name, key, device } = request;
    if (!isCommandName(name)) return refused(domainError('route_not_found', { command: name.slice(0, 60) }));
    const args = parseArgs(name, request.args);
    const isRetry = args.ok && isKnownKey(key);
    const session = isRetry ? ok(null) : admit(name, request);
    if (!session.ok) return refused(session.error);
    if (!args.ok) return refused(args.error);
    const carried: EnvelopeArgs = {
      args: withoutSecrets(name, args.value),
      prepared: isRetry ? null : await preparation.prepare(name, args.value),
      deviceRole: device.role,
    };
    const outcome = await journal.submit({
      name,
      key,
      fingerprint: fingerprint(name, device.id, args.value),
      deviceId: device.id,
      actor: session.value?.staffId ?? null,
      args: carried,
      sessionId: session.value?.sessionId ?? null,
    });
    return conclude(name, outcome, device.id);
  };
}

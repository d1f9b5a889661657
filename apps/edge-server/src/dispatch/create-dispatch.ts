import { createHmac } from 'node:crypto';
import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import { canonicalJson, type Json } from '@passbell/core/kernel/canonical-json';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import { COMMANDS, type CommandName, isCommandName } from '@passbell/core/wire/command-registry';
import type { Journal, Outcome } from '../journal/journal.ts';
import type { SessionTokens } from '../modules/staff/session-tokens.ts';
import type { EnvelopeArgs, TracedResult } from './decide-command.ts';
import type {
  AuthenticatedDevice,
  Dispatch,
  DispatchOutcome,
  DispatchRequest,
  Gatekeeper,
  StaffSession,
} from './dispatch-port.ts';
import { type CommandPreparation, withoutSecrets } from './prepare-command.ts';

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

/**
 * The one door. In this order: is there such a command, may this device and person do it, do the arguments fit, and
 * only then the journal. What is refused before the journal leaves no trace, so the same key may be sent again mended.
 */
export function createDispatch(parts: DispatchParts): Dispatch {
  const { journal, gatekeeper, preparation, tokens } = parts;

  const present = (name: CommandName, result: Json, device: AuthenticatedDevice): Json => {
    if (name !== 'signIn' || typeof result !== 'object' || result === null || !('sessionId' in result)) return result;
    return { ...result, session: tokens.tokenFor(String(result.sessionId), device.id) };
  };

  const conclude = (name: CommandName, outcome: Outcome, device: AuthenticatedDevice): DispatchOutcome => {
    if (outcome.status === 'key_reused')
      return { status: 'refused', error: domainError('idempotency_key_reused'), duplicate: false };
    if (outcome.status === 'refused') return outcome;
    const { result, duplicate } = outcome;
    // Written by decide-command from a DomainError.
    if (isTraced(result)) return { status: 'refused', error: result.tracedRefusal as DomainError, duplicate };
    return {
      status: 'committed',
      answer: present(name, result, device),
      epoch: outcome.epoch,
      seq: outcome.seq,
      duplicate,
    };
  };

  const admit = (
    request: DispatchRequest,
  ): Result<
    { name: CommandName; session: StaffSession | null; args: Readonly<Record<string, unknown>> },
    DomainError
  > => {
    if (!isCommandName(request.name))
      return err(domainError('route_not_found', { command: request.name.slice(0, 60) }));
    const session = gatekeeper.session(request.sessionToken, request.device);
    if (!session.ok) return session;
    const permitted = gatekeeper.permit(COMMANDS[request.name].permission, request.device, session.value);
    if (!permitted.ok) return permitted;
    const args = parseArgs(request.name, request.args);
    return args.ok ? ok({ name: request.name, session: session.value, args: args.value }) : args;
  };

  const fingerprint = (name: string, deviceId: string, args: unknown) =>
    createHmac('sha256', parts.fingerprintSecret)
      .update(canonicalJson([name, deviceId, args]))
      .digest('hex');

  return async (request) => {
    const admitted = admit(request);
    if (!admitted.ok) return { status: 'refused', error: admitted.error, duplicate: false };
    const { name, session, args } = admitted.value;
    const isKnownKey = journal.read((tx) => tx.row('commands', [request.key]) !== undefined);
    const carried: EnvelopeArgs = {
      args: withoutSecrets(name, args),
      prepared: isKnownKey ? null : await preparation.prepare(name, args),
      deviceRole: request.device.role,
    };
    const outcome = await journal.submit({
      name,
      key: request.key,
      fingerprint: fingerprint(name, request.device.id, args),
      deviceId: request.device.id,
      actor: session?.staffId ?? null,
      args: carried,
      sessionId: session?.sessionId ?? null,
    });
    return conclude(name, outcome, request.device);
  };
}

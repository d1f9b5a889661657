import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import { canonicalJson, type Json } from '@passbell/core/kernel/canonical-json';
import { idempotencyKey } from '@passbell/core/kernel/ids';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import type { CommandDefinition } from '@passbell/core/wire/command-definition';
import type { Request } from 'express';
import type { z } from 'zod';
import type { DispatchOutcome } from '../dispatch/dispatch-port.ts';
import { authenticateDevice, sessionToken } from './device-credentials.ts';
import type { HttpAnswer } from './http-answer.ts';
import type { HttpDeps } from './http-deps.ts';
import type { Operation } from './operation-handler.ts';
import { type JsonObject, readJsonBody } from './read-json-body.ts';
import { requestContext } from './request-context.ts';

/** A command of the registry, whichever it is. */
export type AnyCommand = CommandDefinition<string, z.ZodObject, z.ZodType>;

function readKey(req: Request): Result<string, DomainError> {
  const given = req.headers['idempotency-key'];
  if (given === undefined || given === '') return err(domainError('idempotency_key_missing'));
  const parsed = idempotencyKey.safeParse(given);
  return parsed.success ? ok(parsed.data) : err(domainError('idempotency_key_invalid'));
}

/** The arguments of a command: its body and what stands in the path. Nothing may say the same thing twice. */
function mergeArgs(body: JsonObject, params: Readonly<Record<string, unknown>>): Result<JsonObject, DomainError> {
  const repeated = Object.keys(params).filter((name) => Object.hasOwn(body, name));
  if (repeated.length > 0) {
    const issues = repeated.map((path) => ({ path, message: 'stands in the path already' }));
    return err(domainError('validation_failed', { issues }));
  }
  return ok({ ...body, ...params });
}

function committedAnswer(status: number, answer: Json, outcome: { epoch: number; seq: number }): HttpAnswer {
  const headers = { 'Passbell-Epoch': String(outcome.epoch), 'Passbell-Seq': String(outcome.seq) };
  // Canonical, because a stored answer may come back with its fields in another order, and a retry gets equal bytes.
  return { status, headers, body: canonicalJson(answer) };
}

function toAnswer(command: AnyCommand, outcome: DispatchOutcome): Result<HttpAnswer, DomainError> {
  return outcome.status === 'committed'
    ? ok(committedAnswer(command.status, outcome.answer, outcome))
    : err(outcome.error);
}

/**
 * A command over HTTP. Refuses in this order: media type, size, syntax, key, device; permission, arguments and the
 * rules are dispatch's, the one door.
 */
export function commandOperation(command: AnyCommand, { dispatch, gatekeeper }: HttpDeps): Operation {
  return async (req, res) => {
    const body = await readJsonBody(req);
    if (!body.ok) return body;
    const key = readKey(req);
    if (!key.ok) return key;
    const device = authenticateDevice(req, gatekeeper);
    if (!device.ok) return device;
    requestContext(res).deviceId = device.value.id;
    const args = mergeArgs(body.value, req.params);
    if (!args.ok) return args;
    const outcome = await dispatch({
      name: command.name,
      key: key.value,
      device: device.value,
      sessionToken: sessionToken(req),
      args: args.value,
    });
    if (outcome.duplicate) res.setHeader('Idempotency-Replayed', 'true');
    return toAnswer(command, outcome);
  };
}

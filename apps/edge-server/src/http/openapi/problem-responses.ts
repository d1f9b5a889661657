import { domainError } from '@passbell/core/errors/domain-error';
import { ERROR_CATALOGUE, type ErrorCode } from '@passbell/core/errors/error-code';
import type { Json } from '@passbell/core/kernel/canonical-json';
import { problem } from '@passbell/core/wire/problem';
import type { ZodOpenApiResponsesObject } from 'zod-openapi';
import { toProblem } from '../problem-mapper.ts';

const EXAMPLE_CORRELATION_ID = '0199c0de-0000-7000-8000-0000000000aa';

/** What the params of a refusal look like, where it has some. */
const PARAMS: Partial<Readonly<Record<ErrorCode, Readonly<Record<string, Json>>>>> = {
  validation_failed: { issues: [{ path: 'lines.0.quantity', message: 'Too small: expected number to be >=1' }] },
  payload_too_large: { maxBytes: 262_144 },
  permission_denied: { permission: 'orders.cancel' },
  locked_out: { retryAfterMs: 60_000 },
  modifiers_below_min: { groupId: 'steak-doneness', min: 1 },
  modifiers_above_max: { groupId: 'sides', max: 2 },
  amount_exceeds_due: { dueMinor: 3_476 },
};

/** Refusals any operation with a device can give. */
export const DEVICE_REFUSALS = [
  'unauthenticated',
  'token_expired',
  'session_required',
  'session_expired',
  'permission_denied',
  'internal',
] as const;

/** Refusals any change can give, before its own rules. */
export const CHANGE_REFUSALS = [
  'unsupported_media_type',
  'payload_too_large',
  'malformed_json',
  'idempotency_key_missing',
  'idempotency_key_invalid',
  'idempotency_key_reused',
  'origin_refused',
  'validation_failed',
  'location_not_configured',
  'storage_full',
  'shutting_down',
  'overloaded',
] as const;

/** The name of a code's example among the document's components. */
function exampleName(code: ErrorCode): string {
  return `problem_${code}`;
}

/** One example per code, which the operations refer to. */
export function problemExamples(): Record<string, { summary: string; value: unknown }> {
  // Object.keys forgets the literal types of the catalogue.
  const codes = Object.keys(ERROR_CATALOGUE) as ErrorCode[];
  return Object.fromEntries(
    codes.map((code) => [
      exampleName(code),
      {
        summary: ERROR_CATALOGUE[code].title,
        value: toProblem(domainError(code, PARAMS[code]), EXAMPLE_CORRELATION_ID),
      },
    ]),
  );
}

/** The responses of an operation for everything it may refuse, one per status, each code with its example. */
export function problemResponses(codes: readonly ErrorCode[]): ZodOpenApiResponsesObject {
  const byStatus = Map.groupBy(new Set(codes), (code) => ERROR_CATALOGUE[code].status);
  const responses: ZodOpenApiResponsesObject = {};
  for (const [status, group] of [...byStatus].sort(([a], [b]) => a - b)) {
    const examples = Object.fromEntries(
      group.map((code) => [code, { $ref: `#/components/examples/${exampleName(code)}` }]),
    );
    // A template key by the library's type; the catalogue's statuses are of that form.
    responses[String(status) as `${4 | 5}${string}`] = {
      description: group.map((code) => `\`${code}\`: ${ERROR_CATALOGUE[code].title}.`).join(' '),
      content: { 'application/problem+json': { schema: problem, examples } },
    };
  }
  return responses;
}

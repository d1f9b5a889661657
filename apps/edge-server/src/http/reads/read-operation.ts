import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import type { ErrorCode } from '@passbell/core/errors/error-code';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import type { Permission } from '@passbell/core/staff/permissions';
import type { z } from 'zod';
import type { AuthenticatedDevice, StaffSession } from '../../dispatch/dispatch-port.ts';
import type { EdgeReads } from '../../modules/edge-reads.ts';
import { validationIssues } from '../validation-issues.ts';

/** What a read stands on. */
export interface ReadContext {
  readonly reads: EdgeReads;
  readonly device: AuthenticatedDevice;
  readonly session: StaffSession | null;
}

/**
 * What a read gives, with headers such as its ETag. A document that is stored as text is given as that text: parsing a
 * menu of a megabyte only to write it again would hold every order up.
 */
export interface ReadAnswer<Answer> {
  readonly document: Answer | { readonly jsonText: string };
  readonly headers?: Readonly<Record<string, string>>;
}

interface ReadDefinition<Params extends z.ZodObject, Query extends z.ZodObject, Answer extends z.ZodType> {
  readonly operationId: string;
  readonly path: string;
  /** Null where any known device may. */
  readonly permission: Permission | null;
  readonly summary: string;
  readonly description: string;
  readonly params: Params;
  readonly query: Query;
  readonly answer: Answer;
  readonly example: {
    readonly params: z.input<Params>;
    readonly query: z.input<Query>;
    readonly answer: z.input<Answer>;
  };
  readonly refusals: readonly ErrorCode[];
  readonly read: (
    context: ReadContext,
    input: { readonly params: z.output<Params>; readonly query: z.output<Query> },
  ) => Result<ReadAnswer<z.input<Answer>>, DomainError>;
}

/** A read as the routes and the OpenAPI document need it: what its input was parsed to is its own affair. */
export interface ReadOperation extends Omit<ReadDefinition<z.ZodObject, z.ZodObject, z.ZodType>, 'read' | 'example'> {
  readonly example: { readonly params: unknown; readonly query: unknown; readonly answer: unknown };
  /** Parses the raw input and reads; `headers` are those of the answer. */
  run(
    context: ReadContext,
    params: unknown,
    query: unknown,
  ): Result<{ text: string; headers: Readonly<Record<string, string>> }, DomainError>;
}

/** Declares a read, checking its example and its parts against each other at compile time. */
export function defineRead<Params extends z.ZodObject, Query extends z.ZodObject, Answer extends z.ZodType>(
  definition: ReadDefinition<Params, Query, Answer>,
): ReadOperation {
  return {
    ...definition,
    run(context, rawParams, rawQuery) {
      const params = definition.params.safeParse(rawParams);
      if (!params.success) return err(domainError('validation_failed', validationIssues(params.error)));
      const query = definition.query.safeParse(rawQuery);
      if (!query.success) return err(domainError('validation_failed', validationIssues(query.error)));
      const answer = definition.read(context, { params: params.data, query: query.data });
      if (!answer.ok) return answer;
      const { document, headers = {} } = answer.value;
      return ok({ text: documentText(document), headers });
    },
  };
}

function documentText(document: unknown): string {
  if (document !== null && typeof document === 'object' && 'jsonText' in document) return String(document.jsonText);
  return JSON.stringify(document);
}

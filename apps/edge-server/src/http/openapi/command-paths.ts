import { pathParams } from '@passbell/core/wire/command-definition';
import { z } from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import type { AnyCommand } from '../command-operation.ts';
import { CHANGE_REFUSALS, DEVICE_REFUSALS, problemResponses } from './problem-responses.ts';
import { AUTHENTICATED } from './security.ts';
import { idempotencyKeyHeader, SEQ_HEADERS } from './shared-headers.ts';

/** The arguments of a command as HTTP splits them: those in the path, and those in the body. */
export function splitArgs(command: AnyCommand): { readonly params: z.ZodObject; readonly body: z.ZodObject } {
  const inPath = new Set(pathParams(command.path ?? ''));
  const fields = Object.entries(command.args.shape);
  return {
    params: z.strictObject(Object.fromEntries(fields.filter(([name]) => inPath.has(name)))),
    body: z.strictObject(Object.fromEntries(fields.filter(([name]) => !inPath.has(name)))),
  };
}

/** The example of a command, split the same way. */
export function splitExample(command: AnyCommand): {
  readonly params: Record<string, unknown>;
  readonly body: Record<string, unknown>;
} {
  const inPath = new Set(pathParams(command.path ?? ''));
  const entries = Object.entries(command.example.args);
  return {
    params: Object.fromEntries(entries.filter(([name]) => inPath.has(name))),
    body: Object.fromEntries(entries.filter(([name]) => !inPath.has(name))),
  };
}

/** A schema whose properties carry the values of an example, so that tools can fill a form with it. */
export function withExamples(schema: z.ZodObject, example: Readonly<Record<string, unknown>>): z.ZodObject {
  const shape = Object.entries(schema.shape).map(([name, field]) => {
    const value = example[name];
    return [
      name,
      value === undefined || !(field instanceof z.ZodType) ? field : field.meta({ ...field.meta(), examples: [value] }),
    ];
  });
  return z.strictObject(Object.fromEntries(shape));
}

/** A command of the registry as an operation of the OpenAPI document. */
export function commandOperationObject(command: AnyCommand, tag: string): ZodOpenApiOperationObject {
  const { params, body } = splitArgs(command);
  const example = splitExample(command);
  const needsBody = Object.values(body.shape).some((field) => !z.safeParse(field, undefined).success);
  return {
    operationId: command.name,
    tags: [tag],
    summary: command.summary,
    description: `${command.description} Needs the permission \`${command.permission}\`.`,
    security: AUTHENTICATED,
    requestParams: {
      path: withExamples(params, example.params),
      header: z.object({ 'Idempotency-Key': idempotencyKeyHeader }),
    },
    requestBody: { required: needsBody, content: { 'application/json': { schema: body, example: example.body } } },
    responses: {
      [command.status === 201 ? '201' : '200']: {
        description:
          'Done, or done before with this key; then `Idempotency-Replayed` is true and the body is the same to the byte.',
        headers: SEQ_HEADERS,
        content: { 'application/json': { schema: command.answer, example: command.example.answer } },
      },
      ...problemResponses([...CHANGE_REFUSALS, ...DEVICE_REFUSALS, ...command.refusals]),
    },
  };
}

import { z } from 'zod';

/** A JSON schema as it stands in the document; read step by step, because it may hold anything. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface FuzzParameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
}

/** One operation as the fuzzer sees it: only what the published document says. */
export interface FuzzOperation {
  readonly operationId: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly parameters: readonly FuzzParameter[];
  readonly body: JsonSchema | null;
  /** Documented refusals by status. */
  readonly codes: ReadonlyMap<number, ReadonlySet<string>>;
  /** Statuses of success, with the schema of the body where there is one. */
  readonly successes: ReadonlyMap<number, JsonSchema | null>;
}

export interface FuzzDocument {
  readonly operations: readonly FuzzOperation[];
  resolve(schema: JsonSchema): JsonSchema;
}

const schemaObject = z.record(z.string(), z.unknown());
const media = z.object({ schema: schemaObject.optional(), examples: z.record(z.string(), z.unknown()).optional() });
const operation = z.object({
  operationId: z.string(),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), required: z.boolean().default(false), schema: schemaObject }))
    .default([]),
  requestBody: z.object({ content: z.record(z.string(), media) }).optional(),
  responses: z.record(z.string(), z.object({ content: z.record(z.string(), media).default({}) })),
});
const document = z.object({
  paths: z.record(z.string(), z.object({ get: operation.optional(), post: operation.optional() })),
  components: z.object({ schemas: z.record(z.string(), schemaObject) }),
});

function readOperation(path: string, method: 'GET' | 'POST', raw: z.infer<typeof operation>): FuzzOperation {
  const responses = Object.entries(raw.responses).map(([status, { content }]) => ({ status: Number(status), content }));
  const codesOf = (content: Record<string, z.infer<typeof media>>) =>
    new Set(Object.keys(content['application/problem+json']?.examples ?? {}));
  return {
    operationId: raw.operationId,
    method,
    path,
    parameters: raw.parameters,
    body: raw.requestBody?.content['application/json']?.schema ?? null,
    codes: new Map(
      responses.filter(({ status }) => status >= 400).map(({ status, content }) => [status, codesOf(content)]),
    ),
    successes: new Map(
      responses
        .filter(({ status }) => status < 400)
        .map(({ status, content }) => [status, content['application/json']?.schema ?? null]),
    ),
  };
}

/** Reads the operations out of an OpenAPI document's text. */
export function readOpenApi(text: string): FuzzDocument {
  const { paths, components } = document.parse(JSON.parse(text));
  const operations = Object.entries(paths).flatMap(([path, { get, post }]) => [
    ...(get ? [readOperation(path, 'GET', get)] : []),
    ...(post ? [readOperation(path, 'POST', post)] : []),
  ]);
  const resolve = (schema: JsonSchema): JsonSchema => {
    if (typeof schema.$ref !== 'string') return schema;
    const found = components.schemas[schema.$ref.slice('#/components/schemas/'.length)];
    if (found === undefined) throw new Error(`${schema.$ref} leads nowhere`);
    return resolve(found);
  };
  return { operations, resolve };
}

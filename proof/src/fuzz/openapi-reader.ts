import { isRecord, type JsonRecord, listOf, recordOf, textOf } from './read-json.ts';

/** A JSON schema as it stands in the document; read step by step, because it may hold anything. */
export type JsonSchema = JsonRecord;

export interface FuzzParameter {
  readonly name: string;
  readonly in: string;
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
  /** Documented statuses of success. */
  readonly successes: ReadonlySet<number>;
}

export interface FuzzDocument {
  readonly operations: readonly FuzzOperation[];
  resolve(schema: JsonSchema): JsonSchema;
}

function jsonSchemaOf(holder: unknown, mediaType: string): JsonRecord {
  return recordOf(recordOf(recordOf(holder).content)[mediaType]);
}

function readOperation(path: string, method: 'GET' | 'POST', raw: JsonRecord): FuzzOperation {
  const responses = Object.entries(recordOf(raw.responses)).map(([status, response]) => ({
    status: Number(status),
    response,
  }));
  const body = jsonSchemaOf(raw.requestBody, 'application/json').schema;
  return {
    operationId: textOf(raw.operationId),
    method,
    path,
    parameters: listOf(raw.parameters).map((parameter) => {
      const { name, in: place, schema } = recordOf(parameter);
      return { name: textOf(name), in: textOf(place), schema: recordOf(schema) };
    }),
    body: isRecord(body) ? body : null,
    codes: new Map(
      responses
        .filter(({ status }) => status >= 400)
        .map(({ status, response }) => [
          status,
          new Set(Object.keys(recordOf(jsonSchemaOf(response, 'application/problem+json').examples))),
        ]),
    ),
    successes: new Set(responses.map(({ status }) => status).filter((status) => status < 400)),
  };
}

/** Reads the operations out of an OpenAPI document's text. */
export function readOpenApi(text: string): FuzzDocument {
  const document = recordOf(JSON.parse(text));
  const schemas = recordOf(recordOf(document.components).schemas);
  const operations = Object.entries(recordOf(document.paths)).flatMap(([path, item]) => {
    const { get, post } = recordOf(item);
    return [
      ...(isRecord(get) ? [readOperation(path, 'GET', get)] : []),
      ...(isRecord(post) ? [readOperation(path, 'POST', post)] : []),
    ];
  });
  const resolve = (schema: JsonSchema): JsonSchema => {
    if (typeof schema.$ref !== 'string') return schema;
    const found = schemas[schema.$ref.slice('#/components/schemas/'.length)];
    if (!isRecord(found)) throw new Error(`${schema.$ref} leads nowhere`);
    return resolve(found);
  };
  return { operations, resolve };
}

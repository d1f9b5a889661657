import { ERROR_CATALOGUE, isErrorCode } from '@passbell/core/errors/error-code';
import { pathParams } from '@passbell/core/wire/command-definition';
import { COMMANDS } from '@passbell/core/wire/command-registry';
import { problem } from '@passbell/core/wire/problem';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { AnyCommand } from '../src/http/command-operation.ts';
import { splitArgs, splitExample } from '../src/http/openapi/command-paths.ts';
import { openApiText } from '../src/http/openapi/openapi-document.ts';
import { READS } from '../src/http/reads/read-registry.ts';

// The document as anybody gets it, read with a schema of what OpenAPI 3.1 says such a document is.
const anySchema = z.record(z.string(), z.unknown());
const media = z.strictObject({
  schema: anySchema,
  example: z.unknown().optional(),
  examples: z.record(z.string(), z.unknown()).optional(),
});
const parameter = z.strictObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  required: z.boolean().optional(),
  description: z.string().optional(),
  schema: anySchema,
});
const response = z.strictObject({
  description: z.string().min(1),
  headers: z.record(z.string(), z.unknown()).optional(),
  content: z.record(z.string(), media).optional(),
});
const operation = z.strictObject({
  operationId: z.string().regex(/^[a-z]\w+$/u),
  tags: z.array(z.string()).min(1),
  summary: z.string().min(1),
  description: z.string().min(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(parameter).optional(),
  requestBody: z.strictObject({ required: z.boolean(), content: z.record(z.string(), media) }).optional(),
  responses: z.record(z.string().regex(/^[1-5]\d\d$/u), response),
});
const openapi = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d$/u),
  info: z.strictObject({
    title: z.string(),
    version: z.string(),
    summary: z.string(),
    description: z.string(),
    license: z.strictObject({ name: z.string(), identifier: z.string() }),
  }),
  servers: z.array(z.strictObject({ url: z.string(), description: z.string() })),
  tags: z.array(z.strictObject({ name: z.string() })),
  paths: z.record(z.string().startsWith('/'), z.partialRecord(z.enum(['get', 'post']), operation)),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[A-Za-z]+$/u), anySchema),
    examples: z.record(z.string(), z.strictObject({ summary: z.string(), value: z.unknown() })),
    securitySchemes: z.record(z.string(), anySchema),
  }),
});

const raw: unknown = JSON.parse(openApiText());
const document = openapi.parse(raw);
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, each]) => ({ path, method, each })),
);
const commands: readonly AnyCommand[] = Object.values(COMMANDS);

/** Everything in a document, at any depth. */
function* walk(value: unknown): Generator<object> {
  if (value === null || typeof value !== 'object') return;
  yield value;
  for (const inner of Object.values(value)) yield* walk(inner);
}

test('every reference in the document leads somewhere', () => {
  const references = [...walk(raw)].flatMap((value) => ('$ref' in value ? [String(value.$ref)] : []));
  expect(references.length).toBeGreaterThan(100);
  for (const reference of references) {
    const target = reference
      .slice('#/'.length)
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], raw);
    expect(target, reference).toBeDefined();
  }
});

test('every operation has its own name, and its path parameters are declared and required', () => {
  const names = operations.map(({ each }) => each.operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const { path, each } of operations) {
    const declared = (each.parameters ?? []).filter((entry) => entry.in === 'path');
    expect(declared.map((entry) => entry.name).sort(), path).toEqual(pathParams(path).sort());
    expect(declared.every((entry) => entry.required === true)).toBe(true);
    expect(document.tags.map((tag) => tag.name)).toContain(each.tags[0]);
    for (const requirement of each.security) {
      for (const scheme of Object.keys(requirement)) expect(document.components.securitySchemes).toHaveProperty(scheme);
    }
  }
});

test('every command with a path is an operation, and no command without one', () => {
  for (const command of commands) {
    const found = operations.find(({ each }) => each.operationId === command.name);
    if (command.path === null) expect(found, command.name).toBeUndefined();
    else expect(found, command.name).toMatchObject({ path: command.path, method: 'post' });
  }
  expect(operations.filter(({ method }) => method === 'post')).toHaveLength(
    commands.filter((command) => command.path !== null).length,
  );
});

test('every change needs an Idempotency-Key', () => {
  for (const { each } of operations.filter(({ method }) => method === 'post')) {
    expect(each.parameters).toContainEqual(
      expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: true }),
    );
    expect(each.responses['409']?.content?.['application/problem+json']?.examples).toHaveProperty(
      'idempotency_key_reused',
    );
  }
});

test.each(commands.filter((command) => command.path !== null))(
  '$name has examples that its own schemas take',
  (command) => {
    const { params, body } = splitArgs(command);
    const example = splitExample(command);
    expect(params.safeParse(example.params).error).toBeUndefined();
    expect(body.safeParse(example.body).error).toBeUndefined();
    expect(command.args.safeParse(command.example.args).error).toBeUndefined();
    expect(command.answer.safeParse(command.example.answer).error).toBeUndefined();
    const documented = operations.find(({ each }) => each.operationId === command.name)?.each;
    expect(documented?.requestBody?.content['application/json']?.example).toEqual(example.body);
    expect(documented?.responses[command.status]?.content?.['application/json']?.example).toEqual(
      command.example.answer,
    );
  },
);

test.each([...READS])('$operationId has examples that its own schemas take', (read) => {
  expect(read.params.safeParse(read.example.params).error).toBeUndefined();
  expect(read.query.safeParse(read.example.query).error).toBeUndefined();
  expect(read.answer.safeParse(read.example.answer).error).toBeUndefined();
  const documented = operations.find(({ each }) => each.operationId === read.operationId)?.each;
  expect(documented?.responses['200']?.content?.['application/json']?.example).toEqual(read.example.answer);
});

test('every refusal an operation names stands under its status, with an example that is a problem document', () => {
  for (const { each } of operations) {
    for (const [status, answer] of Object.entries(each.responses)) {
      const examples = answer.content?.['application/problem+json']?.examples ?? {};
      for (const [code, reference] of Object.entries(examples)) {
        expect(isErrorCode(code) && ERROR_CATALOGUE[code].status, `${each.operationId} ${code}`).toBe(Number(status));
        expect(reference).toEqual({ $ref: `#/components/examples/problem_${code}` });
      }
    }
  }
  for (const [name, { value }] of Object.entries(document.components.examples)) {
    expect(`problem_${problem.parse(value).code}`).toBe(name);
  }
  for (const command of commands.filter((each) => each.path !== null)) {
    const found = operations.find(({ each }) => each.operationId === command.name)?.each;
    for (const code of command.refusals) {
      expect(
        found?.responses[ERROR_CATALOGUE[code].status]?.content?.['application/problem+json']?.examples,
        `${command.name} ${code}`,
      ).toHaveProperty(code);
    }
  }
});

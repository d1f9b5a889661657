import { menuDocument } from '@passbell/core/menu/menu-document';
import { COMMANDS } from '@passbell/core/wire/command-registry';
import { problem } from '@passbell/core/wire/problem';
import { orderView, stockView, ticketView } from '@passbell/core/wire/views';
import { type CreateDocumentOptions, createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { AnyCommand } from '../command-operation.ts';
import { READS } from '../reads/read-registry.ts';
import { commandOperationObject } from './command-paths.ts';
import { HOUSE_PATHS } from './house-paths.ts';
import { problemExamples } from './problem-responses.ts';
import { readOperationObject } from './read-paths.ts';
import { SECURITY_SCHEMES } from './security.ts';

const API_VERSION = '1.0.0';

/** Which part of the restaurant a path belongs to. */
const TAG_BY_SEGMENT: Readonly<Record<string, string>> = {
  orders: 'orders',
  tickets: 'kitchen',
  stations: 'kitchen',
  stock: 'inventory',
  availability: 'inventory',
  menu: 'menu',
  menus: 'menu',
  'sign-in': 'staff',
  'sign-out': 'staff',
  staff: 'staff',
  location: 'house',
  me: 'devices',
};

function tagOf(path: string): string {
  return TAG_BY_SEGMENT[path.split('/')[2] ?? ''] ?? 'house';
}

function allPaths(): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  const commands: readonly AnyCommand[] = Object.values(COMMANDS);
  for (const command of commands) {
    if (command.path !== null)
      paths[command.path] = { ...paths[command.path], post: commandOperationObject(command, tagOf(command.path)) };
  }
  for (const read of READS)
    paths[read.path] = { ...paths[read.path], get: readOperationObject(read, tagOf(read.path)) };
  return { ...paths, ...HOUSE_PATHS };
}

/** Leaves away what only says that an integer is an integer, and says JSON of any shape in a word instead of a union. */
const options: CreateDocumentOptions = {
  override: ({ jsonSchema, zodSchema }) => {
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) Reflect.deleteProperty(jsonSchema, 'minimum');
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) Reflect.deleteProperty(jsonSchema, 'maximum');
    if (zodSchema !== problem.shape.params) return;
    for (const key of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, key);
    Object.assign(jsonSchema, {
      type: 'object',
      additionalProperties: true,
      description: 'What the refusal is about: which item, how many are left, when to try again.',
    });
  },
};

/** The integrators' contract, made from the same schemas that check every request. */
export function openApiDocument(): ReturnType<typeof createDocument> {
  const document = createDocument(
    {
      openapi: '3.1.1',
      info: {
        title: 'Passbell edge server',
        version: API_VERSION,
        summary: 'Orders, kitchen, stock and payments of one restaurant.',
        description:
          'Every change is a POST with an Idempotency-Key: send the same key again when you do not know whether it arrived, and it happens once. ' +
          'Money is in minor units of the currency, rates are in parts per million, times are milliseconds since 1970 UTC. ' +
          'Refusals are RFC 9457 problem documents; go by `code`. Unknown fields are refused.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/', description: 'This restaurant' }],
      tags: ['orders', 'kitchen', 'menu', 'inventory', 'staff', 'devices', 'house'].map((name) => ({ name })),
      paths: allPaths(),
      components: {
        schemas: {
          Order: orderView,
          Ticket: ticketView,
          Stock: stockView,
          MenuDocument: menuDocument,
          Problem: problem,
        },
        examples: problemExamples(),
        securitySchemes: SECURITY_SCHEMES,
      },
    },
    options,
  );
  // Left over from the unions that the override above replaced; nothing refers to them.
  for (const name of Object.keys(document.components?.schemas ?? {})) {
    if (name.startsWith('__schema')) Reflect.deleteProperty(document.components?.schemas ?? {}, name);
  }
  return document;
}

let text: string | undefined;

/** The document as JSON text. It is the same for the life of the program, so it is made once, when first asked for. */
export function openApiText(): string {
  text ??= JSON.stringify(openApiDocument(), null, 2);
  return text;
}

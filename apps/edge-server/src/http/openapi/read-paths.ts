import type { ErrorCode } from '@passbell/core/errors/error-code';
import { z } from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import type { ReadOperation } from '../reads/read-operation.ts';
import { withExamples } from './command-paths.ts';
import { DEVICE_REFUSALS, problemResponses } from './problem-responses.ts';
import { AUTHENTICATED } from './security.ts';
import { CORRELATION_HEADERS } from './shared-headers.ts';

const exampleFields = z.record(z.string(), z.unknown());

/** A read as an operation of the OpenAPI document. */
export function readOperationObject(read: ReadOperation, tag: string): ZodOpenApiOperationObject {
  const params = withExamples(read.params, exampleFields.parse(read.example.params));
  const query = withExamples(read.query, exampleFields.parse(read.example.query));
  const refusals: readonly ErrorCode[] = [...DEVICE_REFUSALS, 'validation_failed', ...read.refusals];
  const permission = read.permission === null ? 'Any device may.' : `Needs the permission \`${read.permission}\`.`;
  const cached = read.operationId.startsWith('getMenu');
  return {
    operationId: read.operationId,
    tags: [tag],
    summary: read.summary,
    description: `${read.description} ${permission}`,
    security: AUTHENTICATED,
    requestParams: {
      path: params,
      query,
      ...(cached
        ? {
            header: z.object({
              'If-None-Match': z.string().optional().meta({ description: 'The ETag of what you have' }),
            }),
          }
        : {}),
    },
    responses: {
      '200': {
        description: 'As of the last commit.',
        headers: cached
          ? CORRELATION_HEADERS.extend({ ETag: z.string().meta({ description: 'The hash of the menu, quoted' }) })
          : CORRELATION_HEADERS,
        content: { 'application/json': { schema: read.answer, example: read.example.answer } },
      },
      ...(cached ? { '304': { description: 'You have it already.' } } : {}),
      ...problemResponses(refusals),
    },
  };
}

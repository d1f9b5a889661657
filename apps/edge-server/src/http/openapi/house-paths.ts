import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { problemResponses } from './problem-responses.ts';
import { AUTHENTICATED } from './security.ts';
import { CORRELATION_HEADERS } from './shared-headers.ts';

const readiness = z
  .strictObject({ ready: z.boolean(), checks: z.record(z.string(), z.boolean()) })
  .meta({ id: 'Readiness' });
const READY = { ready: true, checks: { journal: true, location: true, menu: true } };

/** The operations that keep the house. */
export const HOUSE_PATHS: ZodOpenApiPathsObject = {
  '/healthz': {
    get: {
      operationId: 'healthz',
      tags: ['house'],
      summary: 'Is the process alive?',
      description: 'Answers as long as the process answers anything. Needs no device.',
      security: [],
      responses: {
        '200': {
          description: 'Alive.',
          headers: CORRELATION_HEADERS,
          content: {
            'application/json': { schema: z.strictObject({ status: z.literal('ok') }), example: { status: 'ok' } },
          },
        },
      },
    },
  },
  '/readyz': {
    get: {
      operationId: 'readyz',
      tags: ['house'],
      summary: 'Does it take commands?',
      description: 'Also tells whether the restaurant is set up and has a menu. Needs no device.',
      security: [],
      responses: {
        '200': {
          description: 'It does.',
          headers: CORRELATION_HEADERS,
          content: { 'application/json': { schema: readiness, example: READY } },
        },
        '503': {
          description: 'Not now: starting or stopping.',
          content: {
            'application/json': {
              schema: readiness,
              example: { ready: false, checks: { ...READY.checks, journal: false } },
            },
          },
        },
      },
    },
  },
  '/metrics': {
    get: {
      operationId: 'metrics',
      tags: ['house'],
      summary: 'Read the counters',
      description:
        'In the Prometheus text format. From the machine itself, or with the token of a device of role `integration`.',
      security: [{}, ...AUTHENTICATED],
      responses: {
        '200': {
          description: 'The counters.',
          content: {
            'text/plain': {
              schema: z.string(),
              example:
                '# HELP passbell_feed_sessions Screens that are connected\n# TYPE passbell_feed_sessions gauge\npassbell_feed_sessions 4\n',
            },
          },
        },
        ...problemResponses(['permission_denied', 'internal']),
      },
    },
  },
};

import { z } from 'zod';
import { ERROR_CATALOGUE, type ErrorCode } from '../errors/error-code.ts';

const codes = Object.keys(ERROR_CATALOGUE);

/** RFC 9457 problem document; `code` is the stable part. */
export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(codes as [ErrorCode, ...ErrorCode[]]), // Object.keys forgets the literal types of the catalogue.
  params: z.record(z.string(), z.json()),
  correlationId: z.string(),
});
export type Problem = z.infer<typeof problem>;

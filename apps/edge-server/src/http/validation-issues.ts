import type { Json } from '@passbell/core/kernel/canonical-json';
import type { z } from 'zod';

/** A refusal names so many faults and no more, however many there are. */
const MAX_ISSUES = 20;
const MAX_MESSAGE = 200;

/** What a schema found wrong, as the `issues` of `validation_failed`: where, and what. */
export function validationIssues(error: z.ZodError): { issues: Json } {
  return {
    issues: error.issues.slice(0, MAX_ISSUES).map(({ path, message }) => ({
      path: path.map(String).join('.').slice(0, MAX_MESSAGE),
      message: message.slice(0, MAX_MESSAGE),
    })),
  };
}

import type { Json } from '../kernel/canonical-json.ts';
import type { ErrorCode } from './error-code.ts';

/** A refusal a person can act on. No text for people in here: screens word it from `code` and `params`. */
export interface DomainError {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, Json>>;
}

export function domainError(code: ErrorCode, params: Readonly<Record<string, Json>> = {}): DomainError {
  return { code, params };
}

import type { ErrorCode } from '@passbell/core/errors/error-code';
import type { Json } from '@passbell/core/kernel/canonical-json';

/**
 * Why a request gave nothing. Beside the catalogue's codes: `edge_unreachable` (no answer, whatever the reason) and
 * `edge_answer_invalid` (an answer that is not of the protocol; `correlationId` helps whoever looks for it).
 */
export interface EdgeError {
  readonly code: ErrorCode | 'edge_unreachable' | 'edge_answer_invalid';
  readonly params: Readonly<Record<string, Json>>;
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  readonly correlationId: string | null;
}

export const EDGE_UNREACHABLE: EdgeError = { code: 'edge_unreachable', params: {}, status: null, correlationId: null };

export function invalidAnswer(status: number, correlationId: string | null = null): EdgeError {
  return { code: 'edge_answer_invalid', params: {}, status, correlationId };
}

import type { Json } from '@passbell/core/kernel/canonical-json';
import { type RandomSource, randomBelow } from '@passbell/core/kernel/random';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import type { Timers } from '@passbell/core/kernel/timers';
import { problem } from '@passbell/core/wire/problem';
import { EDGE_UNREACHABLE, type EdgeError, invalidAnswer } from './edge-error.ts';

/** Reads the answer's body: a zod schema fits. */
export interface AnswerSchema<T> {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
}

export interface EdgeHttpOptions {
  /** Origin of the edge, asked for each request. Example: `http://127.0.0.1:8420`. */
  readonly baseUrl: () => string;
  /** Bearer token of the device; null where a cookie does it. */
  readonly token: () => string | null;
  /** Session token of the person signed in; null when nobody is. */
  readonly session: () => string | null;
  readonly fetch: typeof fetch;
  readonly timers: Timers;
  readonly random: RandomSource;
  readonly limits?: Partial<HttpLimits>;
}

export interface HttpLimits {
  readonly timeoutMs: number;
  readonly attempts: number;
  readonly baseBackoffMs: number;
  readonly maxBackoffMs: number;
}

export const HTTP_LIMITS: HttpLimits = { timeoutMs: 5_000, attempts: 3, baseBackoffMs: 200, maxBackoffMs: 2_000 };

export interface EdgeRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: Json;
  /** Sent as Idempotency-Key; with it a POST may be tried again. */
  readonly key?: string;
  readonly etag?: string;
  /** Instead of the person signed in now. */
  readonly session?: string | null;
}

/** An answer that is not an error. `body` is undefined when there is none. */
export interface EdgeAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly etag: string | null;
}

/**
 * Requests to the edge with a time limit, a few jittered retries where repeating is safe (reads, and changes with a key), and
 * errors as values. `T` is what the schema reads.
 */
export interface EdgeHttp {
  get<T>(path: string, schema: AnswerSchema<T>): Promise<Result<T, EdgeError>>;
  post<T>(path: string, body: Json, key: string, schema: AnswerSchema<T>): Promise<Result<T, EdgeError>>;
  request(request: EdgeRequest): Promise<Result<EdgeAnswer, EdgeError>>;
}

export function createEdgeHttp(options: EdgeHttpOptions): EdgeHttp {
  const limits = { ...HTTP_LIMITS, ...options.limits };

  const pause = (delayMs: number) =>
    new Promise<void>((resolve) => {
      options.timers.after(delayMs, resolve);
    });

  const request = async (asked: EdgeRequest): Promise<Result<EdgeAnswer, EdgeError>> => {
    const attempts = asked.method === 'GET' || asked.key !== undefined ? limits.attempts : 1;
    let outcome = await attempt(options, limits.timeoutMs, asked);
    for (let again = 1; again < attempts && !outcome.ok && isWorthRetrying(outcome.error); again += 1) {
      const ceilingMs = Math.min(limits.maxBackoffMs, limits.baseBackoffMs * 2 ** again);
      const { retryAfterMs } = outcome.error.params;
      const askedMs = typeof retryAfterMs === 'number' ? Math.min(retryAfterMs, limits.maxBackoffMs) : 0;
      await pause(Math.max(askedMs, randomBelow(options.random, ceilingMs)));
      outcome = await attempt(options, limits.timeoutMs, asked);
    }
    return outcome;
  };
  const parsed = <T>(answer: Result<EdgeAnswer, EdgeError>, schema: AnswerSchema<T>): Result<T, EdgeError> => {
    if (!answer.ok) return answer;
    const body = schema.safeParse(answer.value.body);
    return body.success ? ok(body.data) : err(invalidAnswer(answer.value.status));
  };
  return {
    request,
    get: async (path, schema) => parsed(await request({ method: 'GET', path }), schema),
    post: async (path, body, key, schema) => parsed(await request({ method: 'POST', path, body, key }), schema),
  };
}

async function attempt(
  options: EdgeHttpOptions,
  timeoutMs: number,
  asked: EdgeRequest,
): Promise<Result<EdgeAnswer, EdgeError>> {
  const abort = new AbortController();
  const cancelTimeout = options.timers.after(timeoutMs, () => abort.abort());
  try {
    const response = await options.fetch(new URL(asked.path, options.baseUrl()), {
      method: asked.method,
      headers: headersOf(options, asked),
      body: asked.body === undefined ? null : JSON.stringify(asked.body),
      credentials: 'include',
      cache: 'no-store',
      signal: abort.signal,
    });
    return await read(response);
  } catch {
    // Refused, unresolved, broken off, timed out, or a body that broke off: the edge cannot be reached, whatever the reason.
    return err(EDGE_UNREACHABLE);
  } finally {
    cancelTimeout();
  }
}

function headersOf(options: EdgeHttpOptions, asked: EdgeRequest): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json, application/problem+json' };
  const token = options.token();
  const session = asked.session === undefined ? options.session() : asked.session;
  if (token !== null) headers.Authorization = `Bearer ${token}`;
  if (session !== null) headers['X-Passbell-Session'] = session;
  if (asked.body !== undefined) headers['Content-Type'] = 'application/json';
  if (asked.key !== undefined) headers['Idempotency-Key'] = asked.key;
  if (asked.etag !== undefined) headers['If-None-Match'] = asked.etag;
  return headers;
}

async function read(response: Response): Promise<Result<EdgeAnswer, EdgeError>> {
  const text = await response.text();
  let body: unknown;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch {
    return err(invalidAnswer(response.status, response.headers.get('X-Correlation-Id')));
  }
  if (response.ok || response.status === 304) {
    return ok({ status: response.status, body, etag: response.headers.get('ETag') });
  }
  const parsed = problem.safeParse(body);
  if (!parsed.success) return err(invalidAnswer(response.status, response.headers.get('X-Correlation-Id')));
  const { code, params, correlationId } = parsed.data;
  return err({ code, params, status: response.status, correlationId });
}

function isWorthRetrying(error: EdgeError): boolean {
  if (error.code === 'edge_unreachable') return true;
  // A lockout or a full disk does not pass in two seconds; a busy or restarting house may.
  return error.code === 'overloaded' || error.code === 'rate_limited' || error.code === 'shutting_down';
}

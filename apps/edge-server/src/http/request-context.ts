import type { ServerResponse } from 'node:http';
import { must } from '@passbell/core/kernel/assert';

/** What is known about a request while it is being answered; ends in one line of the log. */
export interface RequestContext {
  readonly correlationId: string;
  readonly startedMs: number;
  /** The operation that answers; null until one is found. */
  operationId: string | null;
  deviceId: string | null;
}

const contexts = new WeakMap<ServerResponse, RequestContext>();

/** Opens the context of a request. */
export function openRequestContext(res: ServerResponse, context: RequestContext): void {
  contexts.set(res, context);
}

/** The context of the request that `res` answers. */
export function requestContext(res: ServerResponse): RequestContext {
  return must(contexts.get(res), 'every request has a context before any handler runs');
}

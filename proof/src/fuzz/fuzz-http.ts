import { Agent } from 'node:http';
import { createSeededRandom } from '@passbell/testkit/seeded-random';
import { buildRequest, KINDS, type RequestKind } from './build-request.ts';
import type { FuzzRestaurant } from './fuzz-restaurant.ts';
import { judgeAnswer } from './judge-answer.ts';
import { readOpenApi } from './openapi-reader.ts';
import { sendRequest } from './send-request.ts';

export interface FuzzFinding {
  /** Says which request it was: the same seed makes it again. */
  readonly at: number;
  readonly operationId: string;
  readonly kind: RequestKind;
  readonly request: string;
  readonly wrong: string;
}

export interface FuzzReport {
  readonly requests: number;
  readonly findings: readonly FuzzFinding[];
  /** How often each status was answered, so that a fuzz that only ever hears 401 does not pass for one. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Operations that succeeded at least once. */
  readonly succeeded: ReadonlySet<string>;
}

const MAX_FINDINGS = 20;

async function fetchDocument(port: number): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/openapi.json`);
  return answer.text();
}

/**
 * Sends valid, mutated and hostile requests to every operation of the published document, one after the other, and
 * judges each answer: no fault of ours, only documented codes, bodies that fit, nothing written for a refusal.
 */
export async function fuzzHttp(restaurant: FuzzRestaurant, seed: number, requests: number): Promise<FuzzReport> {
  const document = readOpenApi(await fetchDocument(restaurant.port));
  // Signing out would end the session that the others need.
  const operations = document.operations.filter((operation) => operation.operationId !== 'signOut');
  const random = createSeededRandom(seed);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const findings: FuzzFinding[] = [];
  const statuses = new Map<number, number>();
  const succeeded = new Set<string>();
  const head = () => restaurant.edge.services.journal.head().seq;
  const context = { random, resolve: document.resolve, known: restaurant.known, callers: restaurant.callers };
  for (let at = 0; at < requests && findings.length < MAX_FINDINGS; at += 1) {
    const operation = random.pick(operations);
    const kind = random.pick(KINDS);
    const request = buildRequest(operation, kind, context);
    const before = head();
    const answer = await sendRequest(restaurant.port, agent, request);
    // A hostile request may have asked the same address in another way; then that is the operation that answers.
    const asked = document.operations.find((each) => each.path === operation.path && each.method === request.method);
    const wrong = judgeAnswer(asked ?? operation, request, answer, head() - before);
    statuses.set(answer?.status ?? 0, (statuses.get(answer?.status ?? 0) ?? 0) + 1);
    if (answer !== undefined && answer.status >= 200 && answer.status < 300) succeeded.add(operation.operationId);
    if (wrong !== null) {
      const text = `${request.method} ${request.target.slice(0, 300)} ${JSON.stringify(request.headers).slice(0, 500)} ${request.body?.toString('utf8').slice(0, 1_000) ?? ''}`;
      findings.push({ at, operationId: operation.operationId, kind, request: text, wrong });
    }
  }
  agent.destroy();
  return { requests, findings, statuses, succeeded };
}

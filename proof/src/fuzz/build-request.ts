import type { SeededRandom } from '@passbell/testkit/seeded-random';
import { type GenerateContext, generateJson } from './generate-json.ts';
import { hostileJson, mutateJson } from './mutate-json.ts';
import type { FuzzOperation, FuzzParameter } from './openapi-reader.ts';

/** How a request was made: as documented, with one thing wrong in it, or with something wrong about it. */
export const KINDS = ['valid', 'mutated', 'hostile'] as const;
export type RequestKind = (typeof KINDS)[number];

export interface FuzzRequest {
  readonly kind: RequestKind;
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

/** Who asks: the device's token, and the session of a person on it. */
export interface FuzzCaller {
  readonly token: string;
  readonly session: string | null;
}

export interface BuildContext extends GenerateContext {
  readonly callers: readonly FuzzCaller[];
}

const JUNK_SEGMENTS = [
  '',
  '..',
  '%2e%2e',
  '%00',
  '%',
  '%E0%A4%A',
  '🦐',
  'a/b',
  "' OR 1=1",
  'x'.repeat(3_000),
  'null',
  '__proto__',
  '-1',
];

function parameterValue(parameter: FuzzParameter, isMutated: boolean, context: BuildContext): string {
  const { random } = context;
  if (isMutated && random.chance(0.4)) return encodeURIComponent(hostileJson(mutateJson('x', random)).toWellFormed());
  const known = context.known(parameter.name);
  const value = known.length > 0 && random.chance(0.8) ? random.pick(known) : generateJson(parameter.schema, context);
  return encodeURIComponent(String(value));
}

function buildTarget(operation: FuzzOperation, kind: RequestKind, context: BuildContext): string {
  const { random } = context;
  const isMutated = kind === 'mutated';
  let target = operation.path;
  const query: string[] = [];
  for (const parameter of operation.parameters) {
    if (parameter.in === 'path') {
      const junk = kind === 'hostile' && random.chance(0.3);
      target = target.replace(`{${parameter.name}}`, () =>
        junk ? encodeURI(random.pick(JUNK_SEGMENTS)) : parameterValue(parameter, isMutated, context),
      );
    } else if (parameter.in === 'query' && random.chance(0.6)) {
      query.push(`${parameter.name}=${parameterValue(parameter, isMutated, context)}`);
    }
  }
  if (isMutated && random.chance(0.2))
    query.push(
      random.pick(['extra=1', '__proto__[x]=1', 'limit=1&limit=2', '%00=%ff', '&&&===', `a=${'b'.repeat(2_000)}`]),
    );
  return query.length > 0 ? `${target}?${query.join('&')}` : target;
}

function buildBody(operation: FuzzOperation, kind: RequestKind, context: BuildContext): Buffer | null {
  if (operation.body === null) return null;
  const { random } = context;
  let value = generateJson(operation.body, context);
  if (kind === 'mutated')
    for (let times = random.between(1, 3); times > 0; times -= 1) value = mutateJson(value, random);
  const text = Buffer.from(hostileJson(value));
  if (kind !== 'hostile') return text;
  return random.pick([
    () => text.subarray(0, random.below(text.length + 1)),
    () => Buffer.concat([text, Buffer.from(random.bytes(8))]),
    () => Buffer.from(random.bytes(random.between(1, 300))),
    () => Buffer.from('['.repeat(50_000)),
    () => Buffer.from(`{"note":"${'x'.repeat(random.between(200_000, 1_100_000))}"}`),
    () => Buffer.from(`\ufeff${text.toString()}`),
    () => text,
  ])();
}

function hostileHeaders(random: SeededRandom): Record<string, string> {
  return random.pick<() => Record<string, string>>([
    () => ({
      'content-type': random.pick([
        'text/plain',
        'application/xml',
        'application/json; charset=latin1',
        '',
        ';;;',
        'application/json;'.repeat(50),
      ]),
    }),
    () => ({ 'content-encoding': random.pick(['gzip', 'identity', 'br, gzip', '\u00ff']) }),
    () => ({ 'idempotency-key': random.pick(['', ' ', 'two words', 'k'.repeat(5_000), '\u00e9', '\t']) }),
    () => ({
      authorization: random.pick([
        '',
        'Bearer',
        'Bearer ',
        'Basic eDp5',
        `Bearer ${'x'.repeat(4_000)}`,
        'bearer pbd_wrong',
        'Bearer a, Bearer b',
      ]),
    }),
    () => ({
      'x-passbell-session': random.pick([
        '',
        '.',
        'x.y',
        `${'s'.repeat(3_000)}`,
        '0199c0de-0000-7000-8000-000000000009.c2ln',
      ]),
    }),
    () => ({ 'x-correlation-id': random.pick(['a b', '\u00ff', 'c'.repeat(500), '<script>']) }),
    () => ({ host: random.pick(['', 'evil.test', '[::', 'localhost:99999', 'a'.repeat(300)]) }),
    () => ({
      cookie: random.pick(['passbell_device=', 'passbell_device=x; passbell_device=y', '=;=;=', 'c'.repeat(4_000)]),
    }),
    () => ({ 'if-none-match': random.pick(['*', 'W/"x"', '"""', ','.repeat(2_000)]) }),
    () => ({ range: 'bytes=9-1,x', expect: '100-continue' }),
  ])();
}

/** One request for an operation. */
export function buildRequest(operation: FuzzOperation, kind: RequestKind, context: BuildContext): FuzzRequest {
  const { random } = context;
  const caller = random.pick(context.callers);
  const headers: Record<string, string> = { authorization: `Bearer ${caller.token}` };
  if (caller.session !== null) headers['x-passbell-session'] = caller.session;
  if (operation.method === 'POST') headers['idempotency-key'] = `fuzz-${random.below(2 ** 40).toString(36)}`;
  const body = buildBody(operation, kind, context);
  if (body !== null) headers['content-type'] = 'application/json';
  const isHostile = kind === 'hostile';
  if (isHostile)
    for (let times = random.below(3); times > 0; times -= 1) Object.assign(headers, hostileHeaders(random));
  if (isHostile && random.chance(0.1)) delete headers['idempotency-key'];
  const method =
    isHostile && random.chance(0.15)
      ? random.pick(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'POST', 'GET', 'TRACE'])
      : operation.method;
  return { kind, method, target: buildTarget(operation, kind, context), headers, body };
}

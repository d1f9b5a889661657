import type { SeededRandom } from '@passbell/testkit/seeded-random';

/** JSON text that stands for a value no literal of ours can hold. */
export const RAW = Symbol('raw JSON text');

/** A piece of JSON text put in as it is: numbers beyond numbers, repeated keys. */
export interface RawJson {
  readonly [RAW]: string;
}

const HOSTILE: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  1.5,
  1e15,
  Number.MAX_SAFE_INTEGER,
  -Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e',
  '__proto__',
  'x'.repeat(5_000),
  '9'.repeat(400),
  [],
  {},
  [[]],
  [null],
  { toString: 'x' },
  { constructor: { prototype: {} } },
];
const RAW_TEXTS = [
  '1e999',
  '-1e999',
  '9'.repeat(300),
  '0.1e-400',
  '"\\ud800"',
  '"\\u0000"',
  '{"__proto__":{"polluted":true}}',
  '{"a":1,"a":2}',
  '[1,]',
  'NaN',
  "'x'",
];

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !(RAW in value);
}

function nest(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { x: value };
  return value;
}

function hostileValue(random: SeededRandom): unknown {
  if (random.chance(0.2)) return { [RAW]: random.pick(RAW_TEXTS) };
  if (random.chance(0.05)) return nest(random.between(10, 200));
  return random.pick(HOSTILE);
}

function mutateObject(value: Record<string, unknown>, random: SeededRandom): unknown {
  const keys = Object.keys(value);
  const roll = random.below(10);
  if (keys.length === 0 || roll === 0)
    return {
      ...value,
      [random.pick(['extra', 'constructor', 'toString', 'orderId', '', 'a'.repeat(300)])]: hostileValue(random),
    };
  const key = random.pick(keys);
  if (roll === 1) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  if (roll === 2) return { ...value, [`${key} `]: value[key] };
  return { ...value, [key]: roll < 6 ? hostileValue(random) : mutateJson(value[key], random) };
}

/** The same value with one thing wrong, somewhere. Does not change its input. */
export function mutateJson(value: unknown, random: SeededRandom): unknown {
  if (Array.isArray(value) && value.length > 0 && random.chance(0.8)) {
    if (random.chance(0.1)) return Array.from({ length: random.between(100, 3_000) }, () => value[0]);
    const at = random.below(value.length);
    return value.map((entry, index) => (index === at ? mutateJson(entry, random) : entry));
  }
  if (isObject(value)) return mutateObject(value, random);
  return hostileValue(random);
}

/** As JSON.stringify, with raw pieces put in as they are. */
export function hostileJson(value: unknown): string {
  if (value !== null && typeof value === 'object') {
    // Only objects made above carry the symbol, and always with text.
    if (RAW in value) return (value as RawJson)[RAW];
    if (Array.isArray(value)) return `[${value.map(hostileJson).join(',')}]`;
    return `{${Object.entries(value)
      .map(([key, field]) => `${JSON.stringify(key)}:${hostileJson(field)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

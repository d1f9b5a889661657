import type { SeededRandom } from '@passbell/testkit/seeded-random';
import fc from 'fast-check';
import type { JsonSchema } from './openapi-reader.ts';
import { listOf, recordOf } from './read-json.ts';

/** What a generator works with. */
export interface GenerateContext {
  readonly random: SeededRandom;
  resolve(schema: JsonSchema): JsonSchema;
  /** Values that exist in the restaurant for a field of this name: without them nothing but "unknown" would be tried. */
  known(field: string): readonly unknown[];
}

const TEXTS = [
  'a',
  'Table 14',
  '🦐🇨🇭👩‍👩‍👧',
  'مريم ‏שלום',
  'Ζωή\u0301',
  '  spaced  ',
  '"quoted" \\ / </script>',
  "Robert'); DROP TABLE orders;--",
  '\u2028',
  '0',
  '-1',
  'null',
];

function numberOf(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}

function generateText(schema: JsonSchema, { random }: GenerateContext): string {
  if (schema.format === 'uuid')
    return `0199c0de-0000-7000-8000-${random
      .below(2 ** 40)
      .toString(16)
      .padStart(12, '0')}`;
  const min = numberOf(schema.minLength, 0);
  if (typeof schema.pattern === 'string') {
    const longest = numberOf(schema.maxLength, 200);
    const arbitrary = fc
      .stringMatching(new RegExp(schema.pattern, 'u'))
      .filter((text) => text.length >= min && text.length <= longest);
    return fc.sample(arbitrary, { numRuns: 1, seed: random.below(2 ** 31) })[0] ?? '';
  }
  const max = Math.min(numberOf(schema.maxLength, 60), 2_000);
  const text = random.chance(0.2) ? random.pick(TEXTS).repeat(random.between(1, 40)) : random.pick(TEXTS);
  return text.slice(0, Math.max(1, max)).padEnd(min, 'x');
}

function generateInteger(schema: JsonSchema, { random }: GenerateContext): number {
  const min = numberOf(schema.minimum, -1_000);
  const max = Math.max(min, numberOf(schema.maximum, min + 10_000));
  const edges = [min, max, Math.min(max, min + 1), Math.min(max, min + random.below(10_000))];
  return random.pick(edges);
}

function generateObject(schema: JsonSchema, context: GenerateContext, depth: number): Record<string, unknown> {
  const fields = recordOf(schema.properties);
  const required = new Set(listOf(schema.required));
  const made: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    if (!required.has(name) && context.random.chance(0.5)) continue;
    const known = context.known(name);
    made[name] =
      known.length > 0 && context.random.chance(0.8)
        ? context.random.pick(known)
        : generateJson(recordOf(field), context, depth + 1);
  }
  return made;
}

/** A value that fits a JSON schema, or nearly: what zod checks beside the schema, it may miss. */
export function generateJson(schema: JsonSchema, context: GenerateContext, depth = 0): unknown {
  const plain = context.resolve(schema);
  const { random } = context;
  const choices = listOf(plain.anyOf ?? plain.oneOf);
  if (choices.length > 0) return generateJson(recordOf(random.pick(choices)), context, depth + 1);
  if ('const' in plain) return plain.const;
  if (Array.isArray(plain.enum)) return random.pick(plain.enum);
  switch (plain.type) {
    case 'string':
      return generateText(plain, context);
    case 'integer':
    case 'number':
      return generateInteger(plain, context);
    case 'boolean':
      return random.chance(0.5);
    case 'array': {
      const min = numberOf(plain.minItems, 0);
      const items = recordOf(plain.items);
      const count = Math.min(numberOf(plain.maxItems, 5), min + random.below(depth > 3 ? 1 : 4));
      return Array.from({ length: count }, () => generateJson(items, context, depth + 1));
    }
    case 'object':
      return generateObject(plain, context, depth);
    default:
      return null;
  }
}

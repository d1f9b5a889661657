import type { RecordedStatement } from './recorded-statements.ts';

/** Where a parameter of a replayed statement comes from. */
export type ScriptValue =
  | { readonly kind: 'same'; readonly value: string | number | null }
  /** A new id; those of one order with the same `id` are equal. */
  | { readonly kind: 'id'; readonly id: number }
  /** Grows by `step` with every order. */
  | { readonly kind: 'count'; readonly start: number; readonly step: number };

export interface ScriptStep {
  readonly sql: string;
  readonly method: RecordedStatement['method'];
  readonly params: readonly ScriptValue[];
}

/** The statements of one order, with gaps for what differs from order to order. */
export interface OrderScript {
  readonly steps: readonly ScriptStep[];
  /** How many ids an order has. */
  readonly ids: number;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

function scriptValue(a: unknown, b: unknown, ids: Map<string, number>): ScriptValue {
  if (typeof b === 'string' && UUID.test(b) && a !== b) {
    const id = ids.get(b) ?? ids.size;
    ids.set(b, id);
    return { kind: 'id', id };
  }
  if (typeof a === 'number' && typeof b === 'number' && a !== b) return { kind: 'count', start: b, step: b - a };
  // Texts that differ (bodies, hashes, answers) have one length and no index: one stands for all.
  return { kind: 'same', value: b as ScriptValue & string }; // As recorded: text, number or null.
}

/** Learns from two orders that followed each other which parameters differ, and how. */
export function learnScript(first: readonly RecordedStatement[], second: readonly RecordedStatement[]): OrderScript {
  const ids = new Map<string, number>();
  const steps = second.map(({ sql, method, params }, at): ScriptStep => {
    const before = first[at];
    if (before?.sql !== sql || before.params.length !== params.length || first.length !== second.length)
      throw new Error('two equal orders executed different statements');
    return { sql, method, params: params.map((param, place) => scriptValue(before.params[place], param, ids)) };
  });
  return { steps, ids: ids.size };
}

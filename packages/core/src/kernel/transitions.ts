import { assert } from './assert.ts';
import { unreachableStates } from './reachability.ts';

/** A state machine as a table: from each state, the states it may go to. */
export interface Transitions<S extends string> {
  readonly initial: S;
  readonly table: Readonly<Record<S, readonly S[]>>;
  /** Whether `from → to` is a step of the machine. Staying in a state is not a step. */
  allows(from: S, to: S): boolean;
  /** States with no way out. */
  isFinal(state: S): boolean;
}

/** Declares a machine and asserts at load that every state can be reached from the initial one. */
export function defineTransitions<S extends string>(
  initial: S,
  table: Readonly<Record<S, readonly S[]>>,
): Transitions<S> {
  const lost = unreachableStates(initial, table);
  assert(lost.length === 0, `unreachable states: ${lost.join(', ')}`);
  return {
    initial,
    table,
    allows: (from, to) => table[from].includes(to),
    isFinal: (state) => table[state].length === 0,
  };
}

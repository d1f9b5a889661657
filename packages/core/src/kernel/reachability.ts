/** The states of a transition table that no path from `initial` reaches. */
export function unreachableStates<S extends string>(initial: S, table: Readonly<Record<S, readonly S[]>>): S[] {
  const reached = new Set<S>([initial]);
  const frontier: S[] = [initial];
  for (let state = frontier.pop(); state !== undefined; state = frontier.pop()) {
    for (const next of table[state]) {
      if (reached.has(next)) continue;
      reached.add(next);
      frontier.push(next);
    }
  }
  // Object.keys widens to string; the table's keys are exactly S.
  return (Object.keys(table) as S[]).filter((state) => !reached.has(state));
}

/** A fault counts for what happens within this time after it. */
const SHADOW_MS = 5_000;
const CALM = 'calm';

export type CoverageCounts = Record<string, number>;

/** Counts which commands met which state of their subject under which fault. */
export class Coverage {
  readonly #faultedMs = new Map<string, number>();
  readonly #hits = new Map<string, number>();

  faulted(kind: string, atMs: number): void {
    this.#faultedMs.set(kind, atMs);
  }

  /** A command was answered. `state`: what its order, ticket or subject was before. */
  answered(command: string, state: string, outcome: string, nowMs: number): void {
    const recent = [...this.#faultedMs].filter(([, atMs]) => nowMs - atMs < SHADOW_MS).map(([kind]) => kind);
    for (const fault of recent.length > 0 ? recent : [CALM]) this.#hit(`${command}|${state}|${fault}|${outcome}`);
  }

  counts(): CoverageCounts {
    return Object.fromEntries(this.#hits);
  }

  #hit(name: string): void {
    this.#hits.set(name, (this.#hits.get(name) ?? 0) + 1);
  }
}

/** Adds the counts of another world. */
export function addCoverage(into: CoverageCounts, more: CoverageCounts): void {
  for (const [name, count] of Object.entries(more)) into[name] = (into[name] ?? 0) + count;
}

interface Pairs {
  readonly title: string;
  readonly hit: number;
  readonly possible: number;
  readonly missing: readonly string[];
}

function pairs(title: string, left: ReadonlySet<string>, right: ReadonlySet<string>, hits: ReadonlySet<string>): Pairs {
  const possible = [...left].flatMap((a) => [...right].map((b) => `${a} × ${b}`));
  const missing = possible.filter((pair) => !hits.has(pair));
  return { title, hit: possible.length - missing.length, possible: possible.length, missing };
}

const SHOWN_MISSING = 12;

/** Which pairs of command × state, command × fault and state × fault were met, among all that were met at all. */
export function coverageReport(counts: CoverageCounts): string[] {
  const commands = new Set<string>();
  const states = new Set<string>();
  const faults = new Set<string>();
  const outcomes = new Map<string, number>();
  const hits = { commandState: new Set<string>(), commandFault: new Set<string>(), stateFault: new Set<string>() };
  for (const [name, count] of Object.entries(counts)) {
    const [command = '', state = '', fault = '', outcome = ''] = name.split('|');
    commands.add(command);
    states.add(state);
    faults.add(fault);
    hits.commandState.add(`${command} × ${state}`);
    hits.commandFault.add(`${command} × ${fault}`);
    hits.stateFault.add(`${state} × ${fault}`);
    outcomes.set(`${command} ${outcome}`, (outcomes.get(`${command} ${outcome}`) ?? 0) + count);
  }
  const rows = [
    pairs('command × state', commands, states, hits.commandState),
    pairs('command × fault', commands, faults, hits.commandFault),
    pairs('state × fault', states, faults, hits.stateFault),
  ];
  const lines = rows.map(({ title, hit, possible, missing }) => {
    const shown = missing.slice(0, SHOWN_MISSING).join(', ');
    const more = missing.length > SHOWN_MISSING ? `, and ${missing.length - SHOWN_MISSING} more` : '';
    return `${title}: ${hit} of ${possible} pairs${missing.length > 0 ? `; never: ${shown}${more}` : ''}`;
  });
  const answers = [...outcomes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `${name} ${count}`);
  return [...lines, `answers: ${answers.join(', ')}`];
}

/** What a proof is run with. */
export interface ProofContext {
  /** The large numbers instead of what fits CI. */
  readonly full: boolean;
  /** One line of progress. */
  readonly progress: (text: string) => void;
}

/** What a proof found. It throws when the promise does not hold. */
export interface ProofOutcome {
  /** The figure that is quoted, with its unit: `50 racing buyers, 10 portions, 10 sold`. */
  readonly figure: string;
}

/** A promise Passbell makes and the check that holds it to it. */
export interface Proof {
  readonly name: string;
  readonly capability: string;
  /** The promise, as users may quote it. */
  readonly promise: string;
  /** What the check does, in a sentence. */
  readonly method: string;
  /** What it found when it was last run in full, with date: quoted in `docs/promises.md`. */
  readonly lastFigure: string;
  /** Longest it may take in CI. */
  readonly ciBudgetSeconds: number;
  /** Whether it runs tests or journeys that `npm test` has run already. */
  readonly isCoveredByTests: boolean;
  run(context: ProofContext): Promise<ProofOutcome>;
}

/** Who must find a planted bug: the simulation, the replay of power cuts, or a real browser. */
export type CanaryHarness = 'simulation' | 'power-cut' | 'browser';

/** A bug to be planted: one change of one source file, made while it is loaded and nowhere else. */
export interface Canary {
  readonly name: string;
  /** What is wrong with it, in a sentence. */
  readonly bug: string;
  readonly harness: CanaryHarness;
  /** From the repository's root. */
  readonly file: string;
  /** Text that stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

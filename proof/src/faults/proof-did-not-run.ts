/** The proof needs something this machine does not have. It showed nothing: neither that the promise holds nor that not. */
export class ProofDidNotRun extends Error {
  override readonly name = 'ProofDidNotRun';
  constructor(reason: string) {
    super(`did not run, because ${reason}; this counts as not run, not as passed`);
  }
}

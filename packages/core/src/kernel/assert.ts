/** A broken assumption of ours, never a user's mistake. Crashes the unit of work. */
export class AssertionFailure extends Error {
  override readonly name = 'AssertionFailure';
}

/** Throws when `condition` does not hold. Stays on in production: a wrong book is worse than a restart. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionFailure(message);
}

/** The value, which by the program's own logic cannot be missing here. */
export function must<T>(value: T | null | undefined, message: string): T {
  assert(value !== null && value !== undefined, message);
  return value;
}

/** Ends a switch over a union: a new member fails to compile here. */
export function unreachable(value: never): never {
  throw new AssertionFailure(`unexpected value ${JSON.stringify(value)}`);
}

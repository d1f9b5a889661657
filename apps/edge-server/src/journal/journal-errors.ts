import type { DomainError } from '@passbell/core/errors/domain-error';

/**
 * Nobody knows whether the command was stored: the disk failed while it was being committed. It may be there after the
 * restart. Whoever waits must not be told that it failed: drop the connection, and the same key brings the truth later.
 */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
  constructor(cause: unknown) {
    super('the outcome of the command is unknown; the journal stopped', { cause });
  }
}

/** A local write that was not taken up, with nothing written: the journal is stopping or too much is waiting. */
export class SubmitRefused extends Error {
  override readonly name = 'SubmitRefused';
  readonly error: DomainError;
  constructor(error: DomainError) {
    super(`not taken up: ${error.code}`);
    this.error = error;
  }
}

/** The file was written by a newer version of Passbell. */
export class JournalTooNew extends Error {
  override readonly name = 'JournalTooNew';
  constructor(file: string, found: number, newest: number) {
    super(
      `${file} has schema ${found}, this version knows ${newest} at most. ` +
        'Start the newer version again, or restore the copy that was made before the update.',
    );
  }
}

/** The file, or the keyring beside it, belongs to another restaurant. */
export class JournalMismatch extends Error {
  override readonly name = 'JournalMismatch';
}

import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import type { Clock } from '@passbell/core/kernel/clock';
import type { FeedCommand } from '@passbell/core/wire/feed-messages';
import type { AuthenticatedDevice, Dispatch, DispatchOutcome } from '../dispatch/dispatch-port.ts';
import { OutcomeUnknown } from '../journal/journal-errors.ts';
import type { DownFrame } from './frame-writer.ts';
import { createTokenBucket } from './token-bucket.ts';

/** The commands of one session on their way through the one door. */
export interface FeedCommands {
  /** Runs a command and sends its result, unless the session sends more than it may. */
  run(command: FeedCommand, device: AuthenticatedDevice): void;
  refuse(key: string, error: DomainError): void;
}

interface Ports {
  readonly dispatch: Dispatch;
  readonly clock: Clock;
  readonly limits: { readonly commandsPerSecond: number; readonly commandBurst: number };
  /** Does nothing once the session is over. */
  readonly send: (frame: DownFrame) => void;
  readonly onFault: (error: unknown) => void;
  /** Nobody knows whether the command was written. Nothing may be answered; the screen asks again elsewhere or later. */
  readonly onUnknownOutcome: () => void;
}

function resultFrame(key: string, outcome: DispatchOutcome): DownFrame {
  if (outcome.status === 'refused') {
    return { type: 'result', key, status: 'refused', epoch: null, seq: null, result: null, error: outcome.error };
  }
  const { epoch, seq, answer } = outcome;
  return { type: 'result', key, status: 'committed', epoch, seq, result: answer, error: null };
}

export function createFeedCommands({ dispatch, clock, limits, send, onFault, onUnknownOutcome }: Ports): FeedCommands {
  const bucket = createTokenBucket(limits.commandsPerSecond, limits.commandBurst, clock.monotonicMs());
  let underWay = 0;

  const refuse = (key: string, error: DomainError) =>
    send(resultFrame(key, { status: 'refused', error, duplicate: false }));

  const perform = async ({ key, name, session, args }: FeedCommand, device: AuthenticatedDevice) => {
    underWay += 1;
    try {
      send(resultFrame(key, await dispatch({ name, key, device, sessionToken: session, args })));
    } catch (error) {
      if (error instanceof OutcomeUnknown) return onUnknownOutcome();
      onFault(error);
      refuse(key, domainError('internal'));
    } finally {
      underWay -= 1;
    }
  };

  return {
    refuse,
    run(command, device) {
      const retryAfterMs = bucket.take(clock.monotonicMs());
      if (retryAfterMs > 0) return refuse(command.key, domainError('rate_limited', { retryAfterMs }));
      // Tokens come back while a slow disk holds everything up; what waits must stay bounded all the same.
      if (underWay >= limits.commandBurst) return refuse(command.key, domainError('overloaded'));
      void perform(command, device);
    },
  };
}

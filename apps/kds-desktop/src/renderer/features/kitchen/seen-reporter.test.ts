import type { CommandQueue } from '@passbell/edge-client/command-queue';
import type { CommandOutcome } from '@passbell/edge-client/queued-command';
import { expect, test } from 'vitest';
import { createSeenReporter } from './seen-reporter.ts';

interface Sent {
  readonly key: string;
  readonly ticketIds: readonly string[];
  readonly answer: (outcome: CommandOutcome) => Promise<void>;
}

function reporter(left: readonly { readonly key: string; readonly name: string }[] = []) {
  const sent: Sent[] = [];
  const dismissed: string[] = [];
  const queue = {
    submit(_name: string, args: { ticketIds: string[] }, options: { optimistic?: boolean; as?: string }) {
      expect(options).toMatchObject({ optimistic: false, as: 'device' });
      const { promise, resolve } = Promise.withResolvers<CommandOutcome>();
      const key = `k${sent.length}`;
      const answer = async (outcome: CommandOutcome) => {
        resolve(outcome);
        await promise;
      };
      sent.push({ key, ticketIds: args.ticketIds, answer });
      return { key, answered: promise, settled: promise };
    },
    dismiss: (key: string) => dismissed.push(key),
    getSnapshot: () => ({ refused: left }),
  };
  // The reporter submits one command only, so the queue's generic `submit` is narrowed to it here.
  const seen = createSeenReporter(queue as unknown as Pick<CommandQueue, 'submit' | 'dismiss' | 'getSnapshot'>);
  return { sent, dismissed, seen };
}

const refused = { status: 'refused', error: { code: 'ticket_not_found', params: {} } } as const;

test('what is painted together is told together, and only once', () => {
  const { sent, seen } = reporter();
  seen.painted(['a', 'b', 'a']);
  seen.painted(['b', 'c']);
  seen.painted([]);
  expect(sent.map((batch) => batch.ticketIds)).toEqual([['a', 'b'], ['c']]);
  expect([seen.isUntold('a'), seen.isUntold('z')]).toEqual([false, true]);
});

test('a large wall is told in batches the command can hold', () => {
  const { sent, seen } = reporter();
  seen.painted(Array.from({ length: 230 }, (_, at) => `t${at}`));
  expect(sent.map((batch) => batch.ticketIds.length)).toEqual([100, 100, 30]);
});

test('one ticket that is gone does not take the others with it', async () => {
  const { sent, dismissed, seen } = reporter();
  seen.painted(['a', 'gone', 'b']);
  await sent[0]?.answer(refused);
  expect(sent.slice(1).map((batch) => batch.ticketIds)).toEqual([['a'], ['gone'], ['b']]);
  await sent[2]?.answer(refused);
  expect(sent).toHaveLength(4);
  expect(dismissed).toEqual(['k0', 'k2']);
});

test('what was refused in an earlier run is cleared away, other refusals stay for a person', () => {
  const left = [
    { key: 'old', name: 'acknowledgeTickets' },
    { key: 'bump', name: 'bumpTicket' },
  ];
  expect(reporter(left).dismissed).toEqual(['old']);
});

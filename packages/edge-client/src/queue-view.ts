import type { QueueView } from './command-queue.ts';
import type { StoredCommand } from './queue-store.ts';
import {
  isUnanswered,
  type PendingCommand,
  type PendingPhase,
  type QueuedCommand,
  type RefusedCommand,
} from './queued-command.ts';

/** What a screen sees of the queue. */
export function queueView(commands: readonly QueuedCommand[], durable: boolean): QueueView {
  const pending: PendingCommand[] = [];
  const refused: RefusedCommand[] = [];
  for (const command of commands) {
    if (command.phase === 'refused') refused.push(refusedView(command.stored));
    else pending.push(pendingView(command, command.phase));
  }
  return { pending, refused, waiting: commands.filter(({ phase }) => isUnanswered(phase)).length, durable };
}

function pendingView(entry: QueuedCommand, phase: PendingPhase): PendingCommand {
  const { key, lane, name, args, staffId, createdMs, attempts, optimistic } = entry.stored;
  return { key, lane, name, args, staffId, createdMs, attempts, optimistic, phase, needsSession: entry.needsSession };
}

function refusedView(stored: StoredCommand): RefusedCommand {
  const { key, lane, name, args, createdMs, blockedBy } = stored;
  const error = stored.error ?? { code: 'internal', params: {} };
  return { key, lane, name, args, createdMs, state: blockedBy === null ? 'rejected' : 'blocked', error, blockedBy };
}

import type { DomainError } from '@passbell/core/errors/domain-error';
import { assert } from '@passbell/core/kernel/assert';
import type { Clock } from '@passbell/core/kernel/clock';
import type { IdSource } from '@passbell/core/kernel/ids';
import type { CommandEnvelope, Decide, DecideContext, Decision, Outcome } from './command.ts';
import type { CommandStore } from './command-store.ts';
import type { Tenant } from './derived-rows.ts';
import type { CommittedEvent, EventWriter } from './event-writer.ts';
import type { GroupCommit } from './group-commit.ts';
import type { Sealer } from './sealer.ts';
import type { ReadTx, WriteTx } from './transactions.ts';

interface Parts {
  readonly decide: Decide;
  readonly holdBack: (envelope: CommandEnvelope) => DomainError | null;
  readonly commands: CommandStore;
  readonly reads: ReadTx;
  readonly writes: WriteTx;
  readonly writer: EventWriter;
  readonly sealer: Sealer;
  readonly group: Pick<GroupCommit, 'savepoint'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly tenant: Tenant;
  /** Takes the events of a command whose savepoint was released. */
  readonly committed: (events: readonly CommittedEvent[]) => void;
}

/**
 * Runs one command inside the open transaction: answered from memory, held back without a trace, refused with the
 * refusal stored, or decided and written with its answer. The rules only read, so the savepoint begins with the first write; whatever throws leaves
 * neither row nor event nor number behind.
 */
export function createCommandRunner(parts: Parts): (envelope: CommandEnvelope) => Outcome {
  const { commands, writer, sealer, group, tenant } = parts;

  const write = (envelope: CommandEnvelope, context: DecideContext, decision: Decision): Outcome => {
    const before = writer.head();
    const { actor, deviceId: device, key: commandKey } = envelope;
    const events = group.savepoint(
      () => {
        const appended = writer.append({ occurredMs: context.nowMs, actor, device, commandKey }, decision.events);
        const left: unknown = decision.local?.(parts.writes);
        assert(left === undefined, 'the local writes of a decision give nothing back, least of all a promise');
        const { epoch, seq } = writer.head();
        commands.remember(
          envelope,
          { status: 'committed', result: decision.result },
          { epoch, seq, atMs: context.nowMs },
        );
        return appended;
      },
      () => {
        writer.restore(before);
        sealer.dropRemembered();
      },
    );
    parts.committed(events);
    const { epoch, seq } = writer.head();
    return { status: 'committed', result: decision.result, epoch, seq, duplicate: false };
  };

  return (envelope) => {
    const known = commands.answerTo(envelope);
    if (known) return known;
    const held = parts.holdBack(envelope);
    if (held) return { status: 'refused', error: held, duplicate: false };
    const nowMs = parts.clock.nowMs();
    const context: DecideContext = { nowMs, ...tenant, newId: () => parts.ids.newId(), envelope };
    const decided = parts.decide(envelope, parts.reads, context);
    assert(typeof decided.ok === 'boolean', 'deciding is synchronous and gives a Result');
    if (decided.ok) return write(envelope, context, decided.value);
    const { epoch, seq } = writer.head();
    commands.remember(envelope, { status: 'refused', error: decided.error }, { epoch, seq, atMs: nowMs });
    return { status: 'refused', error: decided.error, duplicate: false };
  };
}

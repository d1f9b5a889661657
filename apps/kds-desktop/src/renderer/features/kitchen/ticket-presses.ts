import type { Clock } from '@passbell/core/kernel/clock';
import type { CommandInput } from '@passbell/core/wire/command-registry';
import type { TicketView } from '@passbell/core/wire/views';
import type { CommandQueue } from '@passbell/edge-client/command-queue';
import type { StoreApi } from 'zustand/vanilla';
import type { KitchenState } from './kitchen-state.ts';

/** What a cook does to tickets. Each press goes through the device's durable queue and shows at once. */
export interface TicketPresses {
  /** Bumps, or asks once whether the allergy plate was checked. */
  bump(ticketId: string): void;
  answerAllergyCheck(isChecked: boolean): void;
  start(ticketId: string): void;
  /** waiting → making → done → waiting. */
  stepLine(ticketId: string, lineId: string): void;
  /** Undo on a ghost. Ignores the second half of a double tap that bumped it. */
  undo(ticketId: string): void;
  recall(ticketId: string, restartTimer: boolean): void;
}

export interface TicketPressParts {
  readonly stationId: string;
  readonly queue: Pick<CommandQueue, 'submit'>;
  readonly clock: Clock;
}

/** The second tap of a double tap comes within this time; it was not meant for the undo that took the button's place. */
const DOUBLE_TAP_MS = 350;
const NEXT_STEP = { waiting: 'startTicketLine', making: 'bumpTicketLine', done: 'recallTicketLine' } as const;

type TicketCommand = 'startTicket' | 'bumpTicket' | 'recallTicket' | (typeof NEXT_STEP)[keyof typeof NEXT_STEP];

function hasUntickedAllergy(ticket: TicketView): boolean {
  return ticket.lines.some(
    (line) => line.allergies.length > 0 && (line.state === 'waiting' || line.state === 'making'),
  );
}

/** Commands of one order leave in the order they were pressed. The screen acts in its own name: nobody signs in at it. */
export function createTicketPresses(store: StoreApi<KitchenState>, parts: TicketPressParts): TicketPresses {
  const settleTopics = [`kitchen:${parts.stationId}`];
  const checkedAllergies = new Set<string>();
  const entryOf = (ticketId: string) => store.getState().entries.find((entry) => entry.ticketId === ticketId);
  const submit = <Name extends TicketCommand>(name: Name, ticket: TicketView, args: CommandInput<Name>) => {
    parts.queue.submit(name, args, { lane: ticket.orderId, settleTopics, as: 'device' });
  };

  return {
    bump(ticketId) {
      const entry = entryOf(ticketId);
      if (entry?.kind !== 'open') return;
      if (hasUntickedAllergy(entry.ticket) && !checkedAllergies.has(ticketId)) store.setState({ askingId: ticketId });
      else submit('bumpTicket', entry.ticket, { ticketId });
    },
    answerAllergyCheck(isChecked) {
      const { askingId } = store.getState();
      const entry = askingId === null ? undefined : entryOf(askingId);
      store.setState({ askingId: null });
      if (!isChecked || entry?.kind !== 'open') return;
      checkedAllergies.add(entry.ticketId);
      submit('bumpTicket', entry.ticket, { ticketId: entry.ticketId });
    },
    start(ticketId) {
      const entry = entryOf(ticketId);
      const waits = entry?.kind === 'open' && entry.ticket.lines.some((line) => line.state === 'waiting');
      if (waits) submit('startTicket', entry.ticket, { ticketId });
    },
    stepLine(ticketId, lineId) {
      const entry = entryOf(ticketId);
      const line = entry?.ticket.lines.find((each) => each.id === lineId);
      if (entry?.kind !== 'open' || line === undefined || line.state === 'voided') return;
      submit(NEXT_STEP[line.state], entry.ticket, { ticketId, ticketLineId: lineId });
    },
    undo(ticketId) {
      const entry = entryOf(ticketId);
      if (entry?.kind !== 'ghost' || parts.clock.monotonicMs() - entry.sinceMs < DOUBLE_TAP_MS) return;
      submit('recallTicket', entry.ticket, { ticketId, restartTimer: false });
    },
    recall(ticketId, restartTimer) {
      const ticket = store.getState().tickets.get(ticketId);
      if (ticket?.state === 'bumped') submit('recallTicket', ticket, { ticketId, restartTimer });
    },
  };
}

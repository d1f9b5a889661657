import type { Clock } from '@passbell/core/kernel/clock';
import type { Cancel, Timers } from '@passbell/core/kernel/timers';
import type { TicketView } from '@passbell/core/wire/views';
import type { CommandQueue } from '@passbell/edge-client/command-queue';
import type { Observable } from '@passbell/edge-client/observable-value';
import { overlayPending } from '@passbell/edge-client/pending-overlay';
import type { TopicView } from '@passbell/edge-client/topic-store';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { EMPTY_KITCHEN, type KitchenState } from './kitchen-state.ts';
import { keptCount, keptMarks, showPendingTicket } from './pending-tickets.ts';
import { createTicketPresses, type TicketPresses } from './ticket-presses.ts';
import { acknowledgeEntry, stepWall, type WallEvent } from './wall-entries.ts';
import { createWallKeeper } from './wall-keeper.ts';
import { moveLine, moveTicket } from './wall-selection.ts';

export interface KitchenParts {
  readonly stationId: string;
  readonly topic: Observable<TopicView<TicketView>>;
  readonly queue: Pick<CommandQueue, 'submit' | 'dismiss' | 'retry' | 'getSnapshot' | 'subscribe'>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** How far this device's wall clock is ahead of the on-site server's. */
  readonly clockAheadMs: () => number;
  /** What the last run of this screen showed. */
  readonly saved: readonly TicketView[] | null;
}

/** One station's kitchen: its wall, and everything a cook does there. */
export interface Kitchen extends TicketPresses {
  readonly store: StoreApi<KitchenState>;
  onEvents(listener: (events: readonly WallEvent[]) => void): Cancel;
  /** "Got it" on a changed or cancelled ticket. */
  gotIt(ticketId: string): void;
  select(ticketId: string, lineId: string | null): void;
  moveTicket(to: 'previous' | 'next' | 'first' | 'last'): void;
  moveLine(by: 1 | -1): void;
  /** A hand is at the screen: nothing moves until it has been away for a moment. */
  touched(ticketId: string | null): void;
  dismissRefusal(key: string): void;
  retryRefusal(key: string): void;
  stop(): void;
}

/** Follows one station's topic and the queue. Needs no connection to be there. */
export function createKitchen(parts: KitchenParts): Kitchen {
  const { topic, queue, clock } = parts;
  const savedTickets = new Map((parts.saved ?? []).map((ticket) => [ticket.id, ticket]));
  const listeners = new Set<(events: readonly WallEvent[]) => void>();
  const store = createStore<KitchenState>(() => EMPTY_KITCHEN);
  const wall = createWallKeeper(store, parts);

  const refresh = () => {
    const view = topic.getSnapshot();
    const { pending, refused } = queue.getSnapshot();
    const aheadMs = parts.clockAheadMs();
    const onServerTime = pending.map((command) => ({ ...command, createdMs: command.createdMs - aheadMs }));
    const source = view.ready ? 'edge' : savedTickets.size > 0 ? 'saved' : 'none';
    const tickets = overlayPending(view.ready ? view.documents : savedTickets, onServerTime, showPendingTicket);
    const state = store.getState();
    const isFirst = state.source !== source;
    const step = stepWall(state.entries, tickets, clock.monotonicMs(), isFirst);
    // What the saved copy showed and the server no longer has was settled while this screen was away: that is no news.
    const entries = isFirst ? step.entries.filter((entry) => entry.kind === 'open') : step.entries;
    wall.show(entries, {
      tickets,
      source,
      marks: keptMarks(pending),
      kept: keptCount(pending),
      refused: refused.filter((command) => command.name !== 'acknowledgeTickets'),
      error: view.error,
    });
    const events = isFirst ? step.events.filter((event) => event.kind === 'arrived') : step.events;
    if (events.length > 0 && source === 'edge') for (const listener of [...listeners]) listener(events);
  };
  const detach = [topic.subscribe(refresh), queue.subscribe(refresh)];
  refresh();

  return {
    store,
    ...createTicketPresses(store, parts),
    onEvents(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    gotIt: (ticketId) => wall.show(acknowledgeEntry(store.getState().entries, ticketId, clock.monotonicMs())),
    select(ticketId, lineId) {
      const { selection } = store.getState();
      if (selection.ticketId === ticketId && selection.lineId === lineId) return;
      store.setState({ selection: { ticketId, lineId } });
    },
    moveTicket: (to) => store.setState(({ selection, entries }) => ({ selection: moveTicket(selection, entries, to) })),
    moveLine: (by) => store.setState(({ selection, entries }) => ({ selection: moveLine(selection, entries, by) })),
    touched: wall.touched,
    dismissRefusal: (key) => queue.dismiss(key),
    retryRefusal: (key) => queue.retry(key),
    stop() {
      wall.stop();
      for (const end of detach) end();
    },
  };
}

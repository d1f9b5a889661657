import type { DomainError } from '@passbell/core/errors/domain-error';
import type { Clock } from '@passbell/core/kernel/clock';
import type { Cancel, Timers } from '@passbell/core/kernel/timers';
import type { CommandInput } from '@passbell/core/wire/command-registry';
import type { TicketView } from '@passbell/core/wire/views';
import type { CommandQueue } from '@passbell/edge-client/command-queue';
import type { Observable } from '@passbell/edge-client/observable-value';
import { overlayPending } from '@passbell/edge-client/pending-overlay';
import type { RefusedCommand } from '@passbell/edge-client/queued-command';
import type { TopicView } from '@passbell/edge-client/topic-store';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type KeptMarks, keptCount, keptMarks, showPendingTicket } from './pending-tickets.ts';
import {
  acknowledgeEntry,
  ageNews,
  closeGaps,
  leavesAtMs,
  QUIET_MS,
  stepWall,
  touchEntry,
  type WallEntry,
  type WallEvent,
} from './wall-entries.ts';
import { keepSelection, moveLine, moveTicket, NO_SELECTION, type WallSelection } from './wall-selection.ts';

/** One station's wall as this screen shows it. Maps and lists are never changed in place. */
export interface KitchenState {
  /** Server rows with what is kept here shown as done: open ones and those bumped within the hour. */
  readonly tickets: ReadonlyMap<string, TicketView>;
  /** `saved`: the copy of the last run, until the on-site server answers. */
  readonly source: 'none' | 'saved' | 'edge';
  readonly entries: readonly WallEntry[];
  readonly marks: KeptMarks;
  readonly kept: { readonly count: number; readonly allBumps: boolean };
  readonly refused: readonly RefusedCommand[];
  /** Why the on-site server does not give this station's tickets. */
  readonly error: DomainError | null;
  readonly selection: WallSelection;
  /** The ticket whose bump waits for "Allergy plate checked?". */
  readonly askingId: string | null;
}

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

/** The presses of a kitchen screen. Each goes through the device's durable queue and shows at once. */
export interface Kitchen {
  readonly store: StoreApi<KitchenState>;
  onEvents(listener: (events: readonly WallEvent[]) => void): Cancel;
  /** Bumps, or asks once whether the allergy plate was checked. */
  bump(ticketId: string): void;
  answerAllergyCheck(isChecked: boolean): void;
  start(ticketId: string): void;
  /** waiting → making → done → waiting. */
  stepLine(ticketId: string, lineId: string): void;
  /** Undo on a ghost. Ignores the second half of a double tap that bumped it. */
  undo(ticketId: string): void;
  recall(ticketId: string, restartTimer: boolean): void;
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

/** The second tap of a double tap comes within this time; it was not meant for the undo that took the button's place. */
const DOUBLE_TAP_MS = 350;
const NEXT_STEP = { waiting: 'startTicketLine', making: 'bumpTicketLine', done: 'recallTicketLine' } as const;

/** Follows one station's topic and the queue. Needs no connection to be there. */
export function createKitchen(parts: KitchenParts): Kitchen {
  const { topic, queue, clock, timers } = parts;
  const settleTopics = [`kitchen:${parts.stationId}`];
  const checkedAllergies = new Set<string>();
  const listeners = new Set<(events: readonly WallEvent[]) => void>();
  let lastTouchMs = Number.NEGATIVE_INFINITY;
  let cancelClosing: Cancel = () => undefined;
  const savedTickets = new Map((parts.saved ?? []).map((ticket) => [ticket.id, ticket]));

  const store = createStore<KitchenState>(() => ({
    tickets: new Map(),
    source: 'none',
    entries: [],
    marks: keptMarks([]),
    kept: { count: 0, allBumps: true },
    refused: [],
    error: null,
    selection: NO_SELECTION,
    askingId: null,
  }));

  const setEntries = (entries: readonly WallEntry[], change: Partial<KitchenState> = {}) => {
    const state = store.getState();
    const selection = keepSelection(change.selection ?? state.selection, entries, state.entries);
    store.setState({ ...change, entries, selection });
    planClosing();
  };

  /** Gaps close when their time is over and the hand is away, whichever is later. */
  const planClosing = () => {
    cancelClosing();
    const { entries } = store.getState();
    const dues = entries.flatMap((entry) => [leavesAtMs(entry) ?? [], entry.newUntilMs ?? []].flat());
    if (dues.length === 0) return;
    const nowMs = clock.monotonicMs();
    const nextMs = Math.max(Math.min(...dues), lastTouchMs + QUIET_MS);
    cancelClosing = timers.after(Math.max(0, nextMs - nowMs), () => {
      const atMs = clock.monotonicMs();
      const aged = ageNews(store.getState().entries, atMs);
      setEntries(atMs - lastTouchMs >= QUIET_MS ? closeGaps(aged, atMs) : aged);
    });
  };

  const refresh = () => {
    const view = topic.getSnapshot();
    const { pending, refused } = queue.getSnapshot();
    const aheadMs = parts.clockAheadMs();
    const onServerTime = pending.map((command) => ({ ...command, createdMs: command.createdMs - aheadMs }));
    const source = view.ready ? 'edge' : savedTickets.size > 0 ? 'saved' : 'none';
    const tickets = overlayPending(view.ready ? view.documents : savedTickets, onServerTime, showPendingTicket);
    const state = store.getState();
    const isFirst = state.source !== 'edge';
    const step = stepWall(state.entries, tickets, clock.monotonicMs(), isFirst);
    // What the saved copy showed and the server no longer has was settled while this screen was away: that is no news.
    const entries = isFirst ? step.entries.filter((entry) => entry.kind === 'open') : step.entries;
    setEntries(entries, {
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

  const entryOf = (ticketId: string) => store.getState().entries.find((entry) => entry.ticketId === ticketId);
  type TicketCommand = 'startTicket' | 'bumpTicket' | 'recallTicket' | (typeof NEXT_STEP)[keyof typeof NEXT_STEP];
  const submit = <Name extends TicketCommand>(name: Name, ticket: TicketView, args: CommandInput<Name>) => {
    queue.submit(name, args, { lane: ticket.orderId, settleTopics, as: 'device' });
  };
  const bumpNow = (ticket: TicketView) => submit('bumpTicket', ticket, { ticketId: ticket.id });

  const detach = [topic.subscribe(refresh), queue.subscribe(refresh)];
  refresh();

  return {
    store,
    onEvents(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    bump(ticketId) {
      const entry = entryOf(ticketId);
      if (entry?.kind !== 'open') return;
      const unticked = entry.ticket.lines.some(
        (line) => line.allergies.length > 0 && (line.state === 'waiting' || line.state === 'making'),
      );
      if (unticked && !checkedAllergies.has(ticketId)) store.setState({ askingId: ticketId });
      else bumpNow(entry.ticket);
    },
    answerAllergyCheck(isChecked) {
      const { askingId } = store.getState();
      const entry = askingId === null ? undefined : entryOf(askingId);
      store.setState({ askingId: null });
      if (!isChecked || entry?.kind !== 'open') return;
      checkedAllergies.add(entry.ticketId);
      bumpNow(entry.ticket);
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
      if (entry?.kind !== 'ghost' || clock.monotonicMs() - entry.sinceMs < DOUBLE_TAP_MS) return;
      submit('recallTicket', entry.ticket, { ticketId, restartTimer: false });
    },
    recall(ticketId, restartTimer) {
      const ticket = store.getState().tickets.get(ticketId);
      if (ticket?.state === 'bumped') submit('recallTicket', ticket, { ticketId, restartTimer });
    },
    gotIt(ticketId) {
      setEntries(acknowledgeEntry(store.getState().entries, ticketId, clock.monotonicMs()));
    },
    select(ticketId, lineId) {
      const { selection } = store.getState();
      if (selection.ticketId !== ticketId || selection.lineId !== lineId) {
        store.setState({ selection: { ticketId, lineId } });
      }
    },
    moveTicket(to) {
      const { selection, entries } = store.getState();
      store.setState({ selection: moveTicket(selection, entries, to) });
    },
    moveLine(by) {
      const { selection, entries } = store.getState();
      store.setState({ selection: moveLine(selection, entries, by) });
    },
    touched(ticketId) {
      lastTouchMs = clock.monotonicMs();
      const { entries } = store.getState();
      setEntries(ticketId === null ? entries : touchEntry(entries, ticketId));
    },
    dismissRefusal: (key) => queue.dismiss(key),
    retryRefusal: (key) => queue.retry(key),
    stop() {
      cancelClosing();
      for (const end of detach) end();
    },
  };
}

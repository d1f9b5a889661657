import type { Clock } from '@passbell/core/kernel/clock';
import type { Cancel, Timers } from '@passbell/core/kernel/timers';
import type { StoreApi } from 'zustand/vanilla';
import type { KitchenState } from './kitchen-state.ts';
import { ageNews, closeGaps, leavesAtMs, QUIET_MS, touchEntry, type WallEntry } from './wall-entries.ts';
import { keepSelection } from './wall-selection.ts';

/** Keeps the wall of a kitchen: the selection with it, and the gaps open until the hand is away. */
export interface WallKeeper {
  /** Shows these entries, with whatever else changed. */
  show(entries: readonly WallEntry[], change?: Partial<KitchenState>): void;
  /** A hand is at the screen, at this ticket if one is named: nothing moves until it has been away for a moment. */
  touched(ticketId: string | null): void;
  stop(): void;
}

export function createWallKeeper(
  store: StoreApi<KitchenState>,
  { clock, timers }: { readonly clock: Clock; readonly timers: Timers },
): WallKeeper {
  let lastTouchMs = Number.NEGATIVE_INFINITY;
  let cancelClosing: Cancel = () => undefined;

  const show: WallKeeper['show'] = (entries, change = {}) => {
    const state = store.getState();
    store.setState({ ...change, entries, selection: keepSelection(state.selection, entries, state.entries) });
    planClosing();
  };

  /** Gaps close when their time is over and the hand is away, whichever is later. */
  const planClosing = () => {
    cancelClosing();
    const dues = store.getState().entries.flatMap((entry) => [leavesAtMs(entry) ?? [], entry.newUntilMs ?? []].flat());
    if (dues.length === 0) return;
    const nextMs = Math.max(Math.min(...dues), lastTouchMs + QUIET_MS);
    cancelClosing = timers.after(Math.max(0, nextMs - clock.monotonicMs()), () => {
      const atMs = clock.monotonicMs();
      // A touch in the meantime would have planned this anew: the hand is away.
      show(closeGaps(ageNews(store.getState().entries, atMs), atMs));
    });
  };

  return {
    show,
    touched(ticketId) {
      lastTouchMs = clock.monotonicMs();
      const { entries } = store.getState();
      show(ticketId === null ? entries : touchEntry(entries, ticketId));
    },
    stop: () => cancelClosing(),
  };
}

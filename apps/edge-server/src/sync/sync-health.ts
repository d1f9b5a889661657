import { SECOND_MS } from '@passbell/core/kernel/durations';
import type { SyncNack } from '@passbell/core/wire/sync-messages';
import type { HealthView } from '@passbell/core/wire/views';

/** How the restaurant and the cloud stand to each other, for the strip on every screen. */
export interface SyncHealth {
  readonly state: 'live' | 'down' | 'catching_up';
  /** Journal events the cloud does not have yet. */
  readonly waiting: number;
  /** Of how many, while catching up; null otherwise. */
  readonly catchUpTotal: number | null;
  /** Wall time at which the cloud was lost; null while it is there. */
  readonly downSinceMs: number | null;
  /** What the cloud said when it last turned us away, until it takes us in again: for people who look for the reason. */
  readonly refusal: SyncNack['code'] | null;
}

/** A few events are always on their way in a busy hour; more than this is a backlog worth showing. */
export const LIVE_WITHIN_EVENTS = 50;
/** A connection that is back sooner was no outage worth telling a cook about. */
export const DOWN_GRACE_MS = 3 * SECOND_MS;

/** What health is computed from. */
export interface HealthFacts {
  readonly isOpen: boolean;
  readonly waiting: number;
  /** Largest backlog since catching up began; 0 when it has not. */
  readonly backlogPeak: number;
  /** When the last session ended, by both clocks; null while one is open. Before the first one: the start, no grace. */
  readonly lost: { readonly wallMs: number; readonly monotonicMs: number; readonly hasGrace: boolean } | null;
  readonly refusal: SyncNack['code'] | null;
}

/** Computes health. Pure. */
export function healthOf(facts: HealthFacts, monotonicMs: number): SyncHealth {
  const { waiting, lost, refusal } = facts;
  const isGraced = lost?.hasGrace === true && monotonicMs - lost.monotonicMs < DOWN_GRACE_MS;
  if (!facts.isOpen && !isGraced) {
    return { state: 'down', waiting, catchUpTotal: null, downSinceMs: lost?.wallMs ?? null, refusal };
  }
  if (waiting <= LIVE_WITHIN_EVENTS) return { state: 'live', waiting, catchUpTotal: null, downSinceMs: null, refusal };
  return {
    state: 'catching_up',
    waiting,
    catchUpTotal: Math.max(facts.backlogPeak, waiting),
    downSinceMs: null,
    refusal,
  };
}

/** The same in the words of the feed and the HTTP interface. */
export function toHealthView(health: SyncHealth): HealthView {
  return {
    internet: health.state,
    waitingToSync: health.waiting,
    catchUpTotal: health.catchUpTotal,
    downSinceMs: health.downSinceMs,
  };
}

import { FEED_TIMING } from '@passbell/core/wire/feed-messages';

/** When a line is given up and how long the next try waits. All in milliseconds. */
export interface ConnectionTiming {
  readonly staleMs: number;
  readonly reconnectMs: number;
  /** A line that is not welcomed by then is tried anew. */
  readonly connectMs: number;
  readonly minBackoffMs: number;
  readonly maxBackoffMs: number;
  /** A refused screen asks again this often: nobody stands at a kitchen screen to reload it. */
  readonly refusedRetryMs: number;
  /** A line that lived this long was a good one; the next backoff starts small again. */
  readonly steadyMs: number;
}

export const CONNECTION_TIMING: ConnectionTiming = {
  // A screen has to say it within 3 s: this leaves 200 ms for the timer and the paint.
  staleMs: FEED_TIMING.staleMs - 200,
  reconnectMs: FEED_TIMING.reconnectMs,
  connectMs: 4_000,
  minBackoffMs: 200,
  maxBackoffMs: 3_000,
  refusedRetryMs: 30_000,
  steadyMs: 5_000,
};

export type RefusalReason = 'unauthenticated' | 'protocol';

/** Times are monotonic milliseconds. `attempt` counts tries since the last steady line. */
export type ConnectionState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'connecting'; readonly sinceMs: number; readonly attempt: number }
  | { readonly kind: 'greeting'; readonly sinceMs: number; readonly attempt: number }
  | { readonly kind: 'live'; readonly sinceMs: number; readonly heardMs: number; readonly attempt: number }
  | { readonly kind: 'stale'; readonly sinceMs: number; readonly heardMs: number; readonly attempt: number }
  | { readonly kind: 'waiting'; readonly sinceMs: number; readonly retryAtMs: number; readonly attempt: number }
  | { readonly kind: 'refused'; readonly sinceMs: number; readonly retryAtMs: number; readonly reason: RefusalReason };

/**
 * `heard`: any message. `tick`: time may have passed a deadline. `woke`: the page or machine slept. `nudge`: a person or
 * the platform asks to try now. `closed.minWaitMs`: the edge said how long to stay away.
 */
export type ConnectionEvent =
  | { readonly kind: 'start' | 'stop' | 'opened' | 'welcomed' | 'heard' | 'tick' | 'woke' | 'nudge' }
  | { readonly kind: 'closed'; readonly minWaitMs: number }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

/** What the caller has to do, in this order. `greet` sends the hello. `close` ends the line and forgets it. */
export type ConnectionEffect = 'close' | 'open' | 'greet';

export interface ConnectionStep {
  readonly state: ConnectionState;
  readonly effects: readonly ConnectionEffect[];
}

/** What a step needs from outside: the monotonic time, a draw from `[0, 1)` for the backoff, and the timing. */
export interface ConnectionInput {
  readonly nowMs: number;
  readonly draw: number;
  readonly timing: ConnectionTiming;
}

export const STOPPED: ConnectionState = { kind: 'stopped' };

/** The state after one event, and what to do about it. Pure. */
export function stepConnection(state: ConnectionState, event: ConnectionEvent, input: ConnectionInput): ConnectionStep {
  if (event.kind === 'stop') return { state: STOPPED, effects: hasLine(state) ? ['close'] : [] };
  if (state.kind === 'stopped') return event.kind === 'start' ? connect(0, input, []) : stay(state);
  if (event.kind === 'refused') return refuse(state, event.reason, input);
  if (event.kind === 'woke') return connect(0, input, hasLine(state) ? ['close'] : []);
  switch (state.kind) {
    case 'connecting':
    case 'greeting':
      return stepOpening(state, event, input);
    case 'live':
    case 'stale':
      return stepOpen(state, event, input);
    case 'waiting': {
      const due = event.kind === 'tick' && input.nowMs >= state.retryAtMs;
      return due || event.kind === 'nudge' ? connect(state.attempt, input, []) : stay(state);
    }
    case 'refused': {
      const due = event.kind === 'tick' && input.nowMs >= state.retryAtMs;
      return due || event.kind === 'nudge' ? connect(0, input, []) : stay(state);
    }
  }
}

/** When this state wants a `tick`; null when time alone changes nothing. */
export function connectionDeadlineMs(state: ConnectionState, timing: ConnectionTiming): number | null {
  switch (state.kind) {
    case 'stopped':
      return null;
    case 'connecting':
    case 'greeting':
      return state.sinceMs + timing.connectMs;
    case 'live':
      return state.heardMs + timing.staleMs;
    case 'stale':
      return state.heardMs + timing.reconnectMs;
    case 'waiting':
    case 'refused':
      return state.retryAtMs;
  }
}

type Opening = Extract<ConnectionState, { kind: 'connecting' | 'greeting' }>;
type Open = Extract<ConnectionState, { kind: 'live' | 'stale' }>;

function stepOpening(state: Opening, event: ConnectionEvent, input: ConnectionInput): ConnectionStep {
  if (event.kind === 'opened' && state.kind === 'connecting') {
    return { state: { ...state, kind: 'greeting' }, effects: ['greet'] };
  }
  if (event.kind === 'welcomed' && state.kind === 'greeting') {
    const { nowMs } = input;
    return { state: { kind: 'live', sinceMs: nowMs, heardMs: nowMs, attempt: state.attempt }, effects: [] };
  }
  if (event.kind === 'closed') return wait(state.attempt + 1, event.minWaitMs, input, []);
  if (event.kind === 'tick' && input.nowMs - state.sinceMs >= input.timing.connectMs) {
    return wait(state.attempt + 1, 0, input, ['close']);
  }
  return stay(state);
}

function stepOpen(state: Open, event: ConnectionEvent, input: ConnectionInput): ConnectionStep {
  const { nowMs, timing } = input;
  const silentMs = nowMs - state.heardMs;
  switch (event.kind) {
    case 'heard':
      return { state: { ...state, kind: 'live', heardMs: nowMs }, effects: [] };
    case 'closed': {
      const steady = nowMs - state.sinceMs >= timing.steadyMs;
      return wait(steady ? 0 : state.attempt + 1, event.minWaitMs, input, []);
    }
    case 'tick':
      if (silentMs >= timing.reconnectMs) return connect(0, input, ['close']);
      if (state.kind === 'stale' || silentMs < timing.staleMs) return stay(state);
      return { state: { ...state, kind: 'stale' }, effects: [] };
    case 'nudge':
      return state.kind === 'stale' ? connect(0, input, ['close']) : stay(state);
    default:
      return stay(state);
  }
}

function hasLine(state: ConnectionState): boolean {
  return state.kind !== 'stopped' && state.kind !== 'waiting' && state.kind !== 'refused';
}

function stay(state: ConnectionState): ConnectionStep {
  return { state, effects: [] };
}

function connect(attempt: number, input: ConnectionInput, before: readonly ConnectionEffect[]): ConnectionStep {
  return { state: { kind: 'connecting', sinceMs: input.nowMs, attempt }, effects: [...before, 'open'] };
}

function refuse(state: ConnectionState, reason: RefusalReason, input: ConnectionInput): ConnectionStep {
  const retryAtMs = input.nowMs + input.timing.refusedRetryMs;
  const effects: ConnectionEffect[] = hasLine(state) ? ['close'] : [];
  return { state: { kind: 'refused', sinceMs: input.nowMs, retryAtMs, reason }, effects };
}

/** Full jitter between the least wait and a ceiling that doubles, so that a whole restaurant does not come back at once. */
function wait(
  attempt: number,
  minWaitMs: number,
  input: ConnectionInput,
  effects: readonly ConnectionEffect[],
): ConnectionStep {
  const { minBackoffMs, maxBackoffMs, refusedRetryMs } = input.timing;
  const ceilingMs = Math.min(maxBackoffMs, minBackoffMs * 2 ** Math.min(attempt + 1, 16));
  const backoffMs = Math.floor(minBackoffMs + input.draw * (ceilingMs - minBackoffMs));
  const retryAtMs = input.nowMs + Math.max(backoffMs, Math.min(minWaitMs, refusedRetryMs));
  return { state: { kind: 'waiting', sinceMs: input.nowMs, retryAtMs, attempt }, effects };
}

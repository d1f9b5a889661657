import type { DomainError } from '@passbell/core/errors/domain-error';
import type { HealthView } from '@passbell/core/wire/views';
import type { ConnectionState } from './connection-state.ts';

/**
 * One step of the connection ladder. `live`: what is shown is what the edge has. `internet_down`: as live; only the cloud
 * is out of reach. `catching_up`: the house catches up with the cloud, or this screen with the house. `server_lost`: nothing
 * was heard for three seconds, or the edge refuses this screen. `connecting`: not yet heard from since the start.
 */
export type ConnectionLevel = 'connecting' | 'live' | 'internet_down' | 'catching_up' | 'server_lost';

/** How this screen stands with its edge. Times are the edge's wall clock: compare them with `serverNowMs()`. */
export interface FeedStatus {
  readonly level: ConnectionLevel;
  /** Since when the level holds; for `server_lost` when the edge was last heard. */
  readonly sinceMs: number;
  /** When the edge was last heard; null before the first time. Kept up to date while not live. */
  readonly lastHeardMs: number | null;
  /** As of when the documents are known to be complete ("as of 7:40"). Kept up to date while not live. */
  readonly asOfMs: number | null;
  /** Until the next try, in whole seconds; null while there is a line or one is being opened. */
  readonly retryInMs: number | null;
  readonly health: HealthView | null;
  /** Why the edge refuses this screen (pair it again, update it); null when it does not. */
  readonly refusal: DomainError | null;
}

/** What the level is decided from; times are monotonic. */
export interface LevelInput {
  readonly nowMs: number;
  readonly staleMs: number;
  readonly startedMs: number;
  readonly heardMs: number | null;
  /** When all held topics were last known to be complete. */
  readonly freshMs: number | null;
  readonly inStep: boolean;
  readonly connection: ConnectionState;
  readonly health: HealthView | null;
}

/**
 * The level of the moment. A line that breaks and is back within the stale limit changes nothing: what is shown is younger
 * than three seconds all along.
 */
export function levelOf(input: LevelInput): ConnectionLevel {
  const { nowMs, staleMs, heardMs, freshMs } = input;
  if (input.connection.kind === 'refused') return 'server_lost';
  if (heardMs === null) return nowMs - input.startedMs < staleMs ? 'connecting' : 'server_lost';
  if (nowMs - heardMs >= staleMs || input.connection.kind === 'stopped') return 'server_lost';
  if (freshMs === null) return 'connecting';
  if (!input.inStep && nowMs - freshMs >= staleMs) return 'catching_up';
  if (input.health?.internet === 'down') return 'internet_down';
  return input.health?.internet === 'catching_up' ? 'catching_up' : 'live';
}

/** When the level may change by time alone. */
export function levelDeadlineMs(input: LevelInput): number | null {
  const ends = [input.heardMs ?? input.startedMs, input.inStep ? null : input.freshMs]
    .filter((from) => from !== null)
    .map((from) => from + input.staleMs)
    .filter((end) => end > input.nowMs);
  return ends.length === 0 ? null : Math.min(...ends);
}

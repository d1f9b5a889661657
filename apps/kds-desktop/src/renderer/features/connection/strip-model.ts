import type { FeedStatus } from '@passbell/edge-client/feed-status';
import type { ConnectionLevel } from '@passbell/ui/connection-level';

/** What the strip of a kitchen screen has to say, without the words. */
export interface StripModel {
  readonly level: ConnectionLevel;
  readonly kind:
    | 'live'
    | 'internet_down'
    | 'server_lost'
    | 'unpaired'
    | 'version'
    | 'starting'
    | 'saved'
    | 'latest'
    | 'catching_up';
  /** As of when the tickets are; null when nobody knows. */
  readonly asOfMs: number | null;
  readonly lostForSeconds: number | null;
  readonly retryInSeconds: number | null;
  /** Changes the cloud does not have yet. */
  readonly waitingToSync: number;
  readonly progress: { readonly done: number; readonly total: number } | null;
}

interface StripInput {
  readonly status: FeedStatus;
  readonly source: 'none' | 'saved' | 'edge';
  readonly savedAsOfMs: number | null;
  readonly nowMs: number;
}

function lostKind(status: FeedStatus): StripModel['kind'] {
  if (status.refusal?.code === 'protocol_unsupported') return 'version';
  return status.refusal === null ? 'server_lost' : 'unpaired';
}

function secondsSince(fromMs: number | null, nowMs: number): number | null {
  return fromMs === null ? null : Math.max(0, Math.floor((nowMs - fromMs) / 1_000));
}

/** Reads the connection ladder for a kitchen. Nothing stale is shown as fresh: what is not live says as of when it is. */
export function stripModel({ status, source, savedAsOfMs, nowMs }: StripInput): StripModel {
  const { health } = status;
  const plain = {
    asOfMs: source === 'saved' ? savedAsOfMs : status.asOfMs,
    lostForSeconds: null,
    retryInSeconds: null,
    waitingToSync: health?.waitingToSync ?? 0,
    progress: null,
  };
  if (status.level === 'server_lost') {
    const retryInSeconds = status.retryInMs === null ? 0 : Math.ceil(status.retryInMs / 1_000);
    const lostForSeconds = secondsSince(status.lastHeardMs, nowMs);
    return { ...plain, level: 'server_lost', kind: lostKind(status), lostForSeconds, retryInSeconds };
  }
  if (source !== 'edge') {
    return { ...plain, level: 'catching_up', kind: source === 'saved' && savedAsOfMs !== null ? 'saved' : 'starting' };
  }
  if (status.level === 'catching_up') {
    const total = health?.internet === 'catching_up' ? health.catchUpTotal : null;
    if (total === null || total === undefined) return { ...plain, level: 'catching_up', kind: 'latest' };
    const done = Math.max(0, total - plain.waitingToSync);
    return { ...plain, level: 'catching_up', kind: 'catching_up', progress: { done, total } };
  }
  if (status.level === 'internet_down') return { ...plain, level: 'internet_down', kind: 'internet_down' };
  // Connecting with tickets of the edge on the wall: the line was back before it was missed.
  return { ...plain, level: 'live', kind: 'live' };
}

/** Whether there is something to say under the bar. While the first tickets are on their way the empty wall says it. */
export function hasStripFor(model: StripModel): boolean {
  return model.level !== 'live' && model.kind !== 'starting';
}

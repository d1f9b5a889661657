import type { FeedStatus } from '@passbell/edge-client/feed-status';
import type { ConnectionLevel } from '@passbell/ui/connection-level';

/** A handful of changes is up before anybody could read that they are not. */
const CATCH_UP_WORTH_SAYING = 50;

/** Where the till stands on the ladder. A server that is being looked for at the start is not yet lost. */
export function stripLevel(status: Pick<FeedStatus, 'level' | 'health'>): ConnectionLevel {
  if (status.level === 'connecting') return 'live';
  const isCloud = status.level === 'catching_up' && status.health?.internet === 'catching_up';
  if (isCloud && (status.health?.catchUpTotal ?? 0) < CATCH_UP_WORTH_SAYING) return 'live';
  return status.level;
}

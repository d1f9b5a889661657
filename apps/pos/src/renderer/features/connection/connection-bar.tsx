import { ConnectionStrip } from '@passbell/ui/components/connection-strip';
import { useEffect, useRef } from 'react';
import { usePosI18n } from '../../i18n/use-pos-i18n.ts';
import { useHouse, useQueue, useServerNow, useTill } from '../../shared/till-context.ts';
import { stripLevel } from './connection-level.ts';

/** The strip of the connection ladder, in the till's own words. */
export function ConnectionBar() {
  const { feed, sound } = useTill();
  const { t } = usePosI18n();
  const status = useHouse((state) => state.status);
  const { waiting, durable } = useQueue();
  const nowMs = useServerNow();
  const level = stripLevel(status);

  const before = useRef(level);
  useEffect(() => {
    if (before.current === level) return;
    if (level === 'server_lost') sound.play('server_lost');
    else if (before.current === 'server_lost') sound.play('server_back');
    before.current = level;
  }, [level, sound]);

  if (level === 'server_lost') {
    return (
      <ConnectionStrip
        level={level}
        {...(status.refusal?.code === 'protocol_unsupported' ? { headline: t('ladder.update') } : {})}
        detail={durable ? t('ladder.lostDetail') : t('ladder.notDurable')}
        waitingCount={waiting}
        waitingText={t('ladder.lostWaiting', { count: waiting })}
        lostForSeconds={Math.max(0, Math.round((nowMs - status.sinceMs) / 1_000))}
        retryInSeconds={status.retryInMs === null ? 0 : Math.ceil(status.retryInMs / 1_000)}
        onRetry={feed.retryNow}
      />
    );
  }
  if (level === 'internet_down') {
    return (
      <ConnectionStrip
        level={level}
        detail={t('ladder.internetDetail')}
        waitingCount={status.health?.waitingToSync ?? 0}
      />
    );
  }
  const total = status.health?.catchUpTotal ?? null;
  if (level === 'catching_up' && total !== null) {
    return (
      <ConnectionStrip
        level={level}
        progress={{ done: Math.max(0, total - (status.health?.waitingToSync ?? 0)), total }}
      />
    );
  }
  return <ConnectionStrip level={level} />;
}

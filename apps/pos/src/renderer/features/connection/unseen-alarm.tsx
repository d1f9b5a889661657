import { useEffect, useMemo, useRef } from 'react';
import { usePosI18n } from '../../i18n/use-pos-i18n.ts';
import { useHouse, useServerNow, useTill } from '../../shared/till-context.ts';
import { UnseenCard } from './components/unseen-card.tsx';
import { unseenOrders } from './unseen-tickets.ts';

const REPEAT_SOUND_MS = 20_000;

/**
 * Says aloud and in words which station does not look at its tickets. One line, the longest wait first, however many
 * there are: a wall of alarms hides the till. Silent while the till itself hears nothing.
 */
export function UnseenAlarm() {
  const { carts, pay, screen, sound } = useTill();
  const { t } = usePosI18n();
  const orders = useHouse((state) => state.orders);
  const alarmMs = useHouse((state) => state.location?.unseenAlarmMs ?? null);
  const lost = useHouse((state) => state.status.level === 'server_lost');
  const nowMs = useServerNow();
  const unseen = useMemo(
    () => (alarmMs === null || lost ? [] : unseenOrders(orders.values(), nowMs, alarmMs)),
    [orders, alarmMs, lost, nowMs],
  );
  const rungMs = useRef<ReadonlyMap<string, number>>(new Map());
  useEffect(() => {
    const ids = unseen.flatMap((order) => order.ticketIds);
    const due = ids.some((id) => nowMs - (rungMs.current.get(id) ?? Number.NEGATIVE_INFINITY) >= REPEAT_SOUND_MS);
    if (due) sound.play('late');
    rungMs.current = new Map(ids.map((id) => [id, due ? nowMs : (rungMs.current.get(id) ?? nowMs)]));
  }, [unseen, nowMs, sound]);

  const [first] = unseen;
  const show = (orderId: string) => {
    pay.close();
    screen.reset();
    carts.activate(orderId);
  };
  return (
    <section aria-label={t('alarm.region')}>
      {first && <UnseenCard unseen={first} more={unseen.length - 1} onShow={() => show(first.orderId)} />}
    </section>
  );
}

import { useEffect, useMemo, useRef } from 'react';
import { usePosI18n } from '../../i18n/use-pos-i18n.ts';
import { useHouse, useServerNow, useTill } from '../../shared/till-context.ts';
import { UnseenCard } from './components/unseen-card.tsx';
import { unseenTickets } from './unseen-tickets.ts';

/** More than this at once is one story, not several: the oldest are shown. */
const MAX_CARDS = 3;
const REPEAT_SOUND_MS = 20_000;

/** Says aloud and in words which station does not look at its tickets. Silent while the till itself hears nothing. */
export function UnseenAlarm() {
  const { carts, sound } = useTill();
  const { t } = usePosI18n();
  const orders = useHouse((state) => state.orders);
  const alarmMs = useHouse((state) => state.location?.unseenAlarmMs ?? null);
  const lost = useHouse((state) => state.status.level === 'server_lost');
  const nowMs = useServerNow();
  const unseen = useMemo(
    () => (alarmMs === null || lost ? [] : unseenTickets(orders.values(), nowMs, alarmMs)),
    [orders, alarmMs, lost, nowMs],
  );
  const rungMs = useRef<ReadonlyMap<string, number>>(new Map());
  useEffect(() => {
    const due = unseen.some(
      (ticket) => nowMs - (rungMs.current.get(ticket.ticketId) ?? Number.NEGATIVE_INFINITY) >= REPEAT_SOUND_MS,
    );
    if (due) sound.play('late');
    rungMs.current = new Map(
      unseen.map((ticket) => [ticket.ticketId, due ? nowMs : (rungMs.current.get(ticket.ticketId) ?? nowMs)]),
    );
  }, [unseen, nowMs, sound]);

  return (
    <section aria-label={t('alarm.region')}>
      {unseen.slice(0, MAX_CARDS).map((ticket) => (
        <UnseenCard key={ticket.ticketId} ticket={ticket} onShow={() => carts.activate(ticket.orderId)} />
      ))}
    </section>
  );
}

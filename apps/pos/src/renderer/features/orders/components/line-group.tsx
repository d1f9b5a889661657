import { Check, CircleCheckBig, CircleDashed, Flame } from 'lucide-react';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import type { CheckGroup } from '../check-model.ts';
import { LineText } from './line-row.tsx';

interface LineGroupProps {
  readonly group: CheckGroup;
  readonly currency: string;
  readonly timeZone: string;
  readonly seated: boolean;
  /** While the server is lost: what was sent is kept here, and nothing is said about the kitchen as if it were live. */
  readonly live: boolean;
  /** How long the oldest sending waits; null when nothing does. */
  readonly sendingSeconds: number | null;
}

/** After this long a sending says how long it has waited. */
const SLOW_SECONDS = 5;

function useHeading(group: CheckGroup): string {
  const { t } = usePosI18n();
  if (group.course !== null) return t('group.course', { course: group.course });
  switch (group.kind) {
    case 'served':
      return t('group.served');
    case 'kitchen':
      return t('group.kitchen');
    case 'waiting_for_payment':
      return t('group.cart');
    case 'sending':
      return t('group.sending');
  }
}

function SendingState({ live, sendingSeconds }: Pick<LineGroupProps, 'live' | 'sendingSeconds'>) {
  const { t } = usePosI18n();
  const slow = sendingSeconds !== null && sendingSeconds >= SLOW_SECONDS;
  return (
    <span className="flex items-center gap-1.5 text-second">
      <CircleDashed aria-hidden size={16} strokeWidth={2.6} />
      {live ? (slow ? t('group.slow', { seconds: sendingSeconds }) : t('group.sendingWord')) : t('group.keptWord')}
    </span>
  );
}

function GroupState({
  group,
  timeZone,
  live,
  sendingSeconds,
}: Pick<LineGroupProps, 'group' | 'timeZone' | 'live' | 'sendingSeconds'>) {
  const { t, formatTime } = usePosI18n();
  if (group.kind === 'sending') return <SendingState live={live} sendingSeconds={sendingSeconds} />;
  if (group.kind === 'waiting_for_payment') return null;
  if (group.kind === 'served') {
    return (
      <span className="flex items-center gap-1.5 text-second">
        <Check aria-hidden size={16} strokeWidth={2.8} />
        {t('group.servedWord')}
      </span>
    );
  }
  if (group.up === group.total) {
    return (
      <span className="flex items-center gap-1.5 font-bold text-go-text">
        <CircleCheckBig aria-hidden size={16} strokeWidth={2.6} />
        {t('group.ready')}
      </span>
    );
  }
  const counts = { up: group.up, total: group.total };
  return (
    <span className="flex items-center gap-1.5 font-semibold text-making-text">
      <Flame aria-hidden size={16} strokeWidth={2.4} />
      {group.firedMs === null
        ? t('group.firedShort', counts)
        : t('group.fired', { ...counts, time: formatTime(group.firedMs, timeZone) })}
    </span>
  );
}

/** Lines that are out of this till's hands, with how far they are. */
export function LineGroup(props: LineGroupProps) {
  const { group, currency, seated } = props;
  const heading = useHeading(group);
  return (
    <section aria-label={heading}>
      <div className="flex items-center justify-between gap-3 py-1 text-support">
        <h3 className="font-bold">{heading}</h3>
        <GroupState {...props} />
      </div>
      <ul className="flex flex-col gap-2 pb-2">
        {group.lines.map((line) => (
          <li key={line.lineId} className={group.kind === 'served' ? 'text-second' : undefined}>
            <LineText line={line} currency={currency} seated={seated} look="sent" />
          </li>
        ))}
      </ul>
    </section>
  );
}

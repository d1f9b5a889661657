import type { TicketUrgency } from '@passbell/core/kitchen/ticket-age';
import { classNames } from '@passbell/ui/class-names';
import { Clock } from '@passbell/ui/components/clock';
import { ConnectionPill } from '@passbell/ui/components/connection-pill';
import { SoundChip } from '@passbell/ui/components/sound-chip';
import { BellMark } from '@passbell/ui/components/wordmark';
import type { ConnectionLevel } from '@passbell/ui/connection-level';
import type { SoundState } from '@passbell/ui/sound';
import { CircleAlert, Clock3, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import type { UrgencyCounts } from '../kitchen-selectors.ts';

interface TopBarProps {
  readonly station: string;
  readonly counts: UrgencyCounts;
  /** Mean of the last hour's tickets, in seconds; null when there was none. */
  readonly averageSeconds: number | null;
  readonly targetSeconds: number;
  readonly level: ConnectionLevel;
  readonly clockDiffers: boolean;
  readonly sound: SoundState;
  readonly onSoundOn: () => void;
  readonly onMute: () => void;
  readonly nowMs: number;
  readonly zone: string;
}

const CHIPS: Readonly<Record<TicketUrgency, { readonly look: string; readonly icon: LucideIcon | null }>> = {
  late: { look: 'bg-late text-on-late', icon: CircleAlert },
  due: { look: 'text-due-text ring-[3px] ring-inset ring-due-edge', icon: TriangleAlert },
  on_time: { look: 'bg-quiet text-main', icon: null },
};

function CountChip({ urgency, count }: { readonly urgency: TicketUrgency; readonly count: number }) {
  const { t, formatNumber } = useKdsI18n();
  const { look, icon: Icon } = CHIPS[urgency];
  const word = urgency === 'late' ? t('bar.late') : urgency === 'due' ? t('bar.due') : t('bar.onTime');
  // None late is no alarm: the same words without the ink.
  const quiet = count === 0 && urgency !== 'on_time';
  return (
    <li
      className={classNames(
        'flex min-h-11.5 items-center gap-2 whitespace-nowrap rounded-button px-3.5 text-bar-word',
        quiet ? 'bg-quiet text-second' : look,
      )}
    >
      {Icon && <Icon aria-hidden size={26} strokeWidth={2.4} />}
      <span className="figures text-bar-count">{formatNumber(count)}</span> {word}
    </li>
  );
}

function Average({ averageSeconds, targetSeconds }: Pick<TopBarProps, 'averageSeconds' | 'targetSeconds'>) {
  const { t, formatDuration } = useKdsI18n();
  return (
    <p className="flex flex-col text-support @min-[84rem]:flex-row @min-[84rem]:items-baseline @min-[84rem]:gap-2 @min-[84rem]:text-bar-word @min-[84rem]:font-regular">
      {averageSeconds !== null && (
        <span className="flex items-baseline gap-2">
          {t('bar.average')}
          <span className="figures font-bold text-main @min-[84rem]:text-bar-count">
            {formatDuration(averageSeconds)}
          </span>
        </span>
      )}
      <span className="figures">{t('bar.target', { duration: formatDuration(targetSeconds) })}</span>
    </p>
  );
}

/** Which station, how it stands, how the screen is connected, the time. */
export function TopBar(props: TopBarProps) {
  const { t } = useKdsI18n();
  const { counts, averageSeconds, targetSeconds } = props;
  // The words "Sound is off" take the room of the average, and come first.
  const isCrowded = props.sound === 'blocked';
  return (
    <header className="@container flex min-h-18 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-edge border-b bg-bar px-5 text-main">
      <BellMark sizePx={30} className="shrink-0 text-go-text" />
      <h1 className="whitespace-nowrap text-bar-station">{props.station}</h1>
      <ul aria-label={t('bar.counts')} className="ms-2 flex gap-2.5">
        <CountChip urgency="late" count={counts.late} />
        <CountChip urgency="due" count={counts.due} />
        <CountChip urgency="on_time" count={counts.on_time} />
      </ul>
      <div
        className={classNames('ms-2 whitespace-nowrap text-second', isCrowded ? 'hidden @min-[104rem]:block' : 'block')}
      >
        <Average averageSeconds={averageSeconds} targetSeconds={targetSeconds} />
      </div>
      <span className="flex-1" />
      {props.clockDiffers && (
        <p className="flex items-center gap-2 whitespace-nowrap text-support font-semibold">
          <Clock3 aria-hidden size={22} strokeWidth={2.4} />
          {t('bar.clockDiffers')}
        </p>
      )}
      <span className="kds-large">
        <ConnectionPill level={props.level} />
      </span>
      <span className="shrink-0 whitespace-nowrap">
        <SoundChip state={props.sound} onTurnOn={props.onSoundOn} onToggleMute={props.onMute} />
      </span>
      <span className="[--kds-scale:0.86]">
        <Clock nowMs={props.nowMs} zone={props.zone} size="kitchen" />
      </span>
    </header>
  );
}

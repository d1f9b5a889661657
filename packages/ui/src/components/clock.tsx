import { classNames } from '../class-names.ts';
import { useI18n } from '../i18n/i18n-context.ts';

interface ClockProps {
  /** The time to show; the screen's own clock port gives it, once a second at most. */
  readonly nowMs: number;
  /** IANA zone of the restaurant, not of the machine. */
  readonly zone: string;
  readonly size?: 'normal' | 'kitchen';
}

/** The time of day at the restaurant. */
export function Clock({ nowMs, zone, size = 'normal' }: ClockProps) {
  const { formatTime } = useI18n();
  return (
    <time
      dateTime={new Date(nowMs).toISOString()}
      className={classNames(
        'figures whitespace-nowrap text-main',
        size === 'kitchen' ? 'text-kds-head' : 'text-heading',
      )}
    >
      {formatTime(nowMs, zone)}
    </time>
  );
}

import { classNames } from '../class-names.ts';
import { useI18n } from '../i18n/i18n-context.ts';

interface TimerTextProps {
  readonly seconds: number;
  /** due: boxed in amber. late: plain, for it stands on a header that is filled. */
  readonly urgency?: 'on_time' | 'due' | 'late';
  readonly size?: 'normal' | 'kitchen';
}

/** A running time, m:ss. Changes in place; never read out by itself. */
export function TimerText({ seconds, urgency = 'on_time', size = 'normal' }: TimerTextProps) {
  const { formatDuration } = useI18n();
  return (
    <span
      role="timer"
      className={classNames(
        'figures inline-block whitespace-nowrap',
        size === 'kitchen' ? 'text-kds-head' : 'text-heading',
        urgency === 'due' && '-my-1.5 rounded-chip bg-due px-2 py-1.5 text-on-due ring-2 ring-inset ring-due-edge',
      )}
    >
      {formatDuration(seconds)}
    </span>
  );
}

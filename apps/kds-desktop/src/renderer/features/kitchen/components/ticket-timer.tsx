import type { TicketUrgency } from '@passbell/core/kitchen/ticket-age';
import { ticketAgeMs } from '@passbell/core/kitchen/ticket-age';
import type { TicketView } from '@passbell/core/wire/views';
import { TimerText } from '@passbell/ui/components/timer-text';
import { useSecond } from '../../../shared/kitchen-context.ts';

interface TicketTimerProps {
  readonly ticket: TicketView;
  readonly urgency: TicketUrgency;
  /** False while the server is away: it counts on, but says that it is not live. */
  readonly isLive: boolean;
}

/** The age of a ticket, changing in place. */
export function TicketTimer({ ticket, urgency, isLive }: TicketTimerProps) {
  const seconds = useSecond((nowMs) => Math.floor(ticketAgeMs(ticket, nowMs) / 1_000));
  return (
    <span className={isLive ? '' : 'not-live'} data-live={isLive}>
      <TimerText seconds={seconds} urgency={urgency} size="kitchen" />
    </span>
  );
}

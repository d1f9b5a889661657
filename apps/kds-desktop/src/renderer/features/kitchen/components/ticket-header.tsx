import type { TicketUrgency } from '@passbell/core/kitchen/ticket-age';
import type { TicketView } from '@passbell/core/wire/views';
import { classNames } from '@passbell/ui/class-names';
import { Badge } from '@passbell/ui/components/badge';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { ticketMeta, ticketTitle } from '../ticket-words.ts';
import { ChannelIcon } from './channel-icon.tsx';
import { FitText } from './fit-text.tsx';
import { SlotKey } from './slot-key.tsx';
import { TicketTimer } from './ticket-timer.tsx';

interface TicketHeaderProps {
  readonly ticket: TicketView;
  readonly urgency: TicketUrgency;
  readonly slotKey: string | null;
  readonly isNew: boolean;
  readonly isLive: boolean;
  /** A later part of a tall ticket: says "cont." and nothing twice. */
  readonly isContinued?: boolean;
  /** The button under it, as large as the header. */
  readonly underlay?: ReactNode;
}

const GROUNDS: Readonly<Record<TicketUrgency, string>> = {
  on_time: 'bg-head pt-3 text-main',
  due: 'bg-head pt-2.5 text-main border-t-[length:calc(0.375rem*var(--kds-scale))] border-due-edge',
  late: 'bg-late pt-3 text-on-late',
};

function StateWord({ urgency, isNew }: { readonly urgency: TicketUrgency; readonly isNew: boolean }) {
  const { t } = useKdsI18n();
  if (urgency === 'on_time') return isNew ? <Badge size="kitchen">{t('status.new')}</Badge> : null;
  const Icon = urgency === 'late' ? CircleAlert : TriangleAlert;
  return (
    <span className={classNames('flex items-center gap-1.5 font-heavy', urgency === 'due' && 'text-due-text')}>
      <Icon aria-hidden className="size-[1.1em]" strokeWidth={2.6} />
      {t(urgency === 'late' ? 'status.late' : 'status.due')}
    </span>
  );
}

/** One line. What does not fit beside the state word is left away as a whole, the last first: half a word helps nobody. */
function Meta({ parts }: { readonly parts: readonly string[] }) {
  return (
    <p className="flex h-7 min-w-0 flex-1 flex-wrap gap-x-[0.3em] overflow-hidden">
      {parts.map((part, at) => (
        <bdi key={part} className="max-w-full truncate">
          {at > 0 && '· '}
          {part}
        </bdi>
      ))}
    </p>
  );
}

/** Key, table or number, timer; where it goes and how it stands. Amount of ink tells the urgency, a word and a shape too. */
export function TicketHeader(props: TicketHeaderProps) {
  const { ticket, urgency, slotKey, isNew, isLive, isContinued = false } = props;
  const i18n = useKdsI18n();
  return (
    <div className={classNames('relative px-3 pb-2', GROUNDS[urgency])}>
      {props.underlay}
      <div className="pointer-events-none relative flex items-center gap-2">
        <SlotKey slotKey={slotKey} isLate={urgency === 'late'} />
        <p className="min-w-0 flex-1 text-kds-head">
          <FitText>
            {ticketTitle(ticket, i18n)}
            {isContinued && <span className="text-kds-meta"> {i18n.t('ticket.cont')}</span>}
          </FitText>
        </p>
        <TicketTimer ticket={ticket} urgency={urgency} isLive={isLive} />
      </div>
      {!isContinued && (
        <div className="pointer-events-none relative mt-1 flex min-h-7 items-center gap-2 text-kds-meta">
          <ChannelIcon ticket={ticket} />
          <Meta parts={ticketMeta(ticket, i18n)} />
          <StateWord urgency={urgency} isNew={isNew} />
        </div>
      )}
    </div>
  );
}

import { ticketAgeMs } from '@passbell/core/kitchen/ticket-age';
import type { TicketView } from '@passbell/core/wire/views';
import { Button } from '@passbell/ui/components/button';
import { Dialog } from '@passbell/ui/components/dialog';
import { TimerReset, Undo2 } from 'lucide-react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { useSecond } from '../../../shared/kitchen-context.ts';
import { ticketTitle } from '../ticket-words.ts';

interface RecallDialogProps {
  readonly tickets: readonly TicketView[];
  readonly onRecall: (ticketId: string, restartTimer: boolean) => void;
  readonly onClose: () => void;
}

type RowProps = Pick<RecallDialogProps, 'onRecall'> & { readonly ticket: TicketView };

function RecallRow({ ticket, onRecall }: RowProps) {
  const i18n = useKdsI18n();
  const { t, formatDuration } = i18n;
  const title = ticketTitle(ticket, i18n);
  const agoSeconds = useSecond((nowMs) => Math.max(0, Math.floor((nowMs - (ticket.bumpedMs ?? nowMs)) / 1_000)));
  const outSeconds = Math.floor(ticketAgeMs(ticket, ticket.bumpedMs ?? 0) / 1_000);
  const words = { ago: formatDuration(agoSeconds), duration: formatDuration(outSeconds) };
  return (
    <li className="flex flex-wrap items-center gap-2 border-edge border-t py-2">
      <div className="min-w-0 flex-1 basis-56">
        <p className="text-title text-main">{title}</p>
        <p className="figures text-support">{t('recall.row', words)}</p>
      </div>
      <Button icon={TimerReset} size={56} onPress={() => onRecall(ticket.id, true)}>
        <span className="sr-only">{title}: </span>
        {t('recall.restart')}
      </Button>
      <Button icon={Undo2} iconMirrors size={56} variant="ink" onPress={() => onRecall(ticket.id, false)}>
        <span className="sr-only">{title}: </span>
        {t('recall.keep')}
      </Button>
    </li>
  );
}

/** Everything that can still be brought back, the last bumped first. */
export function RecallDialog({ tickets, onRecall, onClose }: RecallDialogProps) {
  const { t } = useKdsI18n();
  return (
    <Dialog
      wide
      title={t('recall.title')}
      onClose={onClose}
      actions={
        <Button size={56} onPress={onClose}>
          {t('action.close')}
        </Button>
      }
    >
      <p>{t(tickets.length === 0 ? 'recall.none' : 'recall.detail')}</p>
      <ul className="mt-3">
        {tickets.map((ticket) => (
          <RecallRow key={ticket.id} ticket={ticket} onRecall={onRecall} />
        ))}
      </ul>
    </Dialog>
  );
}

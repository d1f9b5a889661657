import type { TicketView } from '@passbell/core/wire/views';
import type { RefusedCommand } from '@passbell/edge-client/queued-command';
import { Button } from '@passbell/ui/components/button';
import { Info } from 'lucide-react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { ticketTitle } from '../ticket-words.ts';

interface RefusalNoticesProps {
  readonly refused: readonly RefusedCommand[];
  readonly tickets: ReadonlyMap<string, TicketView>;
  readonly onDismiss: (key: string) => void;
  readonly onRetry: (key: string) => void;
}

const KNOWN_REASONS = ['ticket_state_refused', 'recall_too_late', 'ticket_not_found'] as const;

function Notice({ command, props }: { readonly command: RefusedCommand; readonly props: RefusalNoticesProps }) {
  const i18n = useKdsI18n();
  const { t } = i18n;
  const { ticketId } = command.args;
  const ticket = typeof ticketId === 'string' ? props.tickets.get(ticketId) : undefined;
  const title = ticket === undefined ? t('refusal.someTicket') : ticketTitle(ticket, i18n);
  const acts = {
    bumpTicket: t('refusal.bump', { title }),
    recallTicket: t('refusal.recall', { title }),
    startTicket: t('refusal.start', { title }),
  };
  const act = Object.entries(acts).find(([name]) => name === command.name)?.[1] ?? t('refusal.line', { title });
  const known = KNOWN_REASONS.find((code) => code === command.error.code);
  const reason =
    command.state === 'blocked' ? t('refusal.blocked') : known ? t(`refusal.${known}`) : t('refusal.generic');
  return (
    <li className="flex flex-wrap items-center gap-3 rounded-card bg-raised p-3 ps-4 text-main shadow-toast ring-2 ring-edge-strong ring-inset">
      <Info aria-hidden className="shrink-0" size={26} strokeWidth={2.2} />
      <div className="min-w-0 flex-1 basis-64">
        <p className="text-tile">{t('refusal.title', { act })}</p>
        <p className="text-support text-second">{reason}</p>
      </div>
      {known === undefined && (
        <Button size={56} onPress={() => props.onRetry(command.key)}>
          {t('action.retry')}
        </Button>
      )}
      <Button size={56} variant="ink" onPress={() => props.onDismiss(command.key)}>
        {t('action.gotIt')}
      </Button>
    </li>
  );
}

/** Presses the on-site server refused. Each stays until somebody has got it; black and white, for red means late. */
export function RefusalNotices(props: RefusalNoticesProps) {
  const { t } = useKdsI18n();
  const shown = props.refused.slice(0, 3);
  return (
    <section
      aria-label={t('refusal.region')}
      aria-live="polite"
      className="pointer-events-none fixed start-4 bottom-4 z-20 w-full max-w-2xl *:pointer-events-auto"
    >
      {shown.length > 0 && (
        <ul className="flex flex-col gap-2">
          {shown.map((command) => (
            <Notice key={command.key} command={command} props={props} />
          ))}
        </ul>
      )}
    </section>
  );
}

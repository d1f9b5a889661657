import { Button } from '@passbell/ui/components/button';
import { BellOff } from 'lucide-react';
import { checkTitle } from '../../../i18n/check-words.ts';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import type { UnseenTicket } from '../unseen-tickets.ts';

interface UnseenCardProps {
  readonly ticket: UnseenTicket;
  readonly onShow: () => void;
}

/** A station that does not look: which one, how much, for whom. Stays until the station has it in sight. */
export function UnseenCard({ ticket, onShow }: UnseenCardProps) {
  const i18n = usePosI18n();
  const { t, formatDuration } = i18n;
  const check = checkTitle(ticket.check, i18n);
  return (
    <div className="flex flex-wrap items-center gap-4 border-amber-500 border-b-2 bg-amber-400 px-5 py-2.5 text-amber-900">
      <BellOff aria-hidden className="shrink-0" size={30} strokeWidth={2.2} />
      <div className="min-w-0 flex-1 basis-80">
        <p role="alert" className="text-heading">
          {t('alarm.headline', {
            station: ticket.stationName,
            items: ticket.items,
            check: ticket.check.kind === 'table' ? check.toLocaleLowerCase(i18n.locale) : check,
          })}
        </p>
        <p className="text-support font-medium">
          {t('alarm.detail', { duration: formatDuration(ticket.waitingMs / 1_000) })}
        </p>
      </div>
      <Button variant="ink" onPress={onShow}>
        {t('alarm.show')}
      </Button>
    </div>
  );
}

import type { TicketView } from '@passbell/core/wire/views';
import { classNames } from '@passbell/ui/class-names';
import { Check, CircleDashed, Flame } from 'lucide-react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';

type Progress = TicketView['others'][number];

function lookOf({ doneLines, totalLines }: Progress) {
  if (doneLines >= totalLines) return { Icon: Check, ink: 'text-go-text' };
  return doneLines > 0 ? { Icon: Flame, ink: 'text-making-text' } : { Icon: CircleDashed, ink: 'text-second' };
}

/** How far the other stations are with the same order. */
export function TicketFooter({ others }: { readonly others: readonly Progress[] }) {
  const { t } = useKdsI18n();
  const shown = others.filter((other) => other.totalLines > 0);
  if (shown.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-x-4 border-edge border-t px-4 py-2 text-kds-meta">
      {shown.map((other) => {
        const { Icon, ink } = lookOf(other);
        const { stationName: station, doneLines: done, totalLines: total } = other;
        return (
          <li key={other.stationId} className={classNames('flex items-center gap-1.5', ink)}>
            <Icon aria-hidden className="size-[0.95em]" strokeWidth={2.6} />
            <span className="sr-only">{t('ticket.progressSpoken', { station, done, total })}</span>
            <span aria-hidden>{station}</span>
            <span aria-hidden className="figures font-bold">
              {t('ticket.progress', { done, total })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

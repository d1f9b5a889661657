import { ticketAgeMs } from '@passbell/core/kitchen/ticket-age';
import type { TicketView } from '@passbell/core/wire/views';
import { EmptyState } from '@passbell/ui/components/empty-state';
import { CheckCheck, MonitorX } from 'lucide-react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { useStation } from '../../../shared/kitchen-context.ts';

/** Nothing to cook, said as good news; with when the last ticket went out. */
export function WallEmpty({ last }: { readonly last: TicketView | null }) {
  const { t, formatTime, formatDuration } = useKdsI18n();
  const { zone } = useStation();
  const detail =
    last === null || last.bumpedMs === null
      ? t('wall.emptyFirst')
      : t('wall.emptyDetail', {
          time: formatTime(last.bumpedMs, zone),
          duration: formatDuration(Math.floor(ticketAgeMs(last, last.bumpedMs) / 1_000)),
        });
  return <EmptyState icon={CheckCheck} title={t('wall.empty')} detail={detail} />;
}

/** The on-site server does not give this station's tickets to this screen. */
export function WallRefused() {
  const { t } = useKdsI18n();
  return <EmptyState icon={MonitorX} title={t('wall.notAllowed')} detail={t('wall.notAllowedDetail')} />;
}

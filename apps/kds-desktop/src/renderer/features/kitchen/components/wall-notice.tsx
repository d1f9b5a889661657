import type { TicketView } from '@passbell/core/wire/views';
import { Skeleton } from '@passbell/ui/components/skeleton';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import type { KitchenState } from '../kitchen-state.ts';
import { WallEmpty, WallRefused } from './wall-empty.tsx';

interface WallNoticeProps {
  readonly state: KitchenState;
  /** The ticket that went out last; null when there is none. */
  readonly last: TicketView | null;
}

/** What stands on a wall without tickets: all clear, still coming, or not for this screen. */
export function WallNotice({ state, last }: WallNoticeProps) {
  const { t } = useKdsI18n();
  if (state.entries.length > 0) return null;
  return (
    <div className="kds-empty pointer-events-none absolute inset-y-0 start-0 end-[calc(286px*var(--kds-scale))] flex items-center justify-center">
      {state.error !== null && <WallRefused />}
      {state.error === null && state.source === 'none' && (
        <div className="w-80">
          <Skeleton words={t('wall.loading')} />
        </div>
      )}
      {state.error === null && state.source !== 'none' && <WallEmpty last={last} />}
    </div>
  );
}

import { ConnectionStrip } from '@passbell/ui/components/connection-strip';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { useStation } from '../../../shared/kitchen-context.ts';
import { hasStripFor, type StripModel } from '../strip-model.ts';

interface KitchenStripProps {
  readonly model: StripModel;
  readonly kept: { readonly count: number; readonly allBumps: boolean };
  /** False: what is kept here lives only as long as the page. */
  readonly isDurable: boolean;
}

interface StripWords {
  readonly headline?: string;
  readonly detail?: string;
}

function useStripWords(model: StripModel, isDurable: boolean): StripWords {
  const { t, formatTime } = useKdsI18n();
  const { zone } = useStation();
  const time = model.asOfMs === null ? null : formatTime(model.asOfMs, zone, { seconds: true });
  switch (model.kind) {
    case 'internet_down':
      return { headline: t('connection.internetDown.kitchen'), detail: t('connection.kitchen.internetDown') };
    case 'server_lost':
      if (time === null) {
        return { detail: t(isDurable ? 'connection.kitchen.lost' : 'connection.kitchen.lostMemory') };
      }
      return {
        detail: t(isDurable ? 'connection.kitchen.lostSince' : 'connection.kitchen.lostMemorySince', { time }),
      };
    case 'unpaired':
      return {
        headline: t('connection.kitchen.unpaired'),
        detail:
          time === null ? t('connection.kitchen.unpairedPlain') : t('connection.kitchen.unpairedDetail', { time }),
      };
    case 'version':
      return { headline: t('connection.kitchen.version'), detail: t('connection.kitchen.versionDetail') };
    case 'saved':
      return { headline: t('connection.kitchen.saved', { time: time ?? '' }) };
    case 'latest':
      return { headline: t('connection.kitchen.latest') };
    default:
      return {};
  }
}

/** The strip in the words of a kitchen: what happened, what still works, what is kept here. */
export function KitchenStrip({ model, kept, isDurable }: KitchenStripProps) {
  const { t } = useKdsI18n();
  const { feed } = useStation().station.client;
  const words = useStripWords(model, isDurable);
  const isLost = model.level === 'server_lost';
  const { count, allBumps } = kept;
  return (
    <div className="kds-large shrink-0">
      <ConnectionStrip
        level={hasStripFor(model) ? model.level : 'live'}
        {...words}
        waitingCount={isLost ? count : model.waitingToSync}
        {...(isLost && allBumps ? { waitingText: t('connection.kitchen.bumps', { count }) } : {})}
        {...(model.lostForSeconds === null ? {} : { lostForSeconds: model.lostForSeconds })}
        {...(model.retryInSeconds === null ? {} : { retryInSeconds: model.retryInSeconds })}
        {...(model.progress === null ? {} : { progress: model.progress })}
        {...(isLost ? { onRetry: () => feed.retryNow() } : {})}
      />
    </div>
  );
}

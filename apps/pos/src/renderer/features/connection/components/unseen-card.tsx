import { Button } from '@passbell/ui/components/button';
import { BellOff } from 'lucide-react';
import { checkTitle } from '../../../i18n/check-words.ts';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import type { UnseenOrder } from '../unseen-tickets.ts';

interface UnseenCardProps {
  readonly unseen: UnseenOrder;
  /** Other orders with the same trouble. */
  readonly more: number;
  readonly onShow: () => void;
}

/** A station that does not look: which one, how much, for whom. Stays until the station has it in sight. */
export function UnseenCard({ unseen, more, onShow }: UnseenCardProps) {
  const i18n = usePosI18n();
  const { t, formatDuration, locale } = i18n;
  const title = checkTitle(unseen.check, i18n);
  const check = unseen.check.kind === 'table' ? title.toLocaleLowerCase(locale) : title;
  const stations = new Intl.ListFormat(locale, { type: 'conjunction' }).format(unseen.stations);
  const detail = t('alarm.detail', { duration: formatDuration(unseen.waitingMs / 1_000) });
  return (
    <div className="flex flex-wrap items-center gap-4 border-amber-500 border-b-2 bg-amber-400 px-5 py-2 text-amber-900">
      <BellOff aria-hidden className="shrink-0" size={30} strokeWidth={2.2} />
      <div className="min-w-0 flex-1 basis-80">
        <p role="alert" className="text-heading">
          {t('alarm.headline', { count: unseen.stations.length, stations, items: unseen.items, check })}
        </p>
        <p className="text-support font-medium">
          {detail} {more > 0 && <strong className="font-bold">{t('alarm.more', { count: more })}</strong>}
        </p>
      </div>
      <Button variant="ink" onPress={onShow}>
        {t('alarm.show')}
      </Button>
    </div>
  );
}

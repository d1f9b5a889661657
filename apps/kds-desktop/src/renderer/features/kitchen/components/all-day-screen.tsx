import type { AllDayEntry } from '@passbell/core/kitchen/all-day';
import { Button } from '@passbell/ui/components/button';
import { useReturnFocus } from '@passbell/ui/use-return-focus';
import { X } from 'lucide-react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { AllDayList } from './all-day-list.tsx';
import { ScrollArea } from './scroll-area.tsx';

interface AllDayScreenProps {
  readonly entries: readonly AllDayEntry[];
  readonly onClose: () => void;
}

/** All-day counts in place of the wall. Tickets under it do not count as seen. */
export function AllDayScreen({ entries, onClose }: AllDayScreenProps) {
  const { t } = useKdsI18n();
  const { panelRef, headingRef } = useReturnFocus<HTMLDivElement>();
  return (
    <section
      ref={panelRef}
      aria-label={t('more.allDay')}
      className="absolute inset-0 z-10 flex flex-col gap-4 bg-surface p-6 text-main"
    >
      <div className="flex items-center justify-between gap-4">
        <h2 ref={headingRef} tabIndex={-1} className="text-kds-head">
          {t('allDay.title')}
        </h2>
        <Button size={68} icon={X} onPress={onClose}>
          {t('allDay.close')}
        </Button>
      </div>
      <ScrollArea label={t('allDay.dishes')} className="kds-double columns-2 gap-10">
        {entries.length === 0 ? (
          <p className="text-title text-second">{t('allDay.nothing')}</p>
        ) : (
          <AllDayList entries={entries} />
        )}
      </ScrollArea>
    </section>
  );
}

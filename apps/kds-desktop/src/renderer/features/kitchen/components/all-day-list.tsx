import type { AllDayEntry } from '@passbell/core/kitchen/all-day';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';

/** Dishes still to cook, most first, with how they are wanted. */
export function AllDayList({ entries }: { readonly entries: readonly AllDayEntry[] }) {
  const { t, formatNumber } = useKdsI18n();
  return (
    <ul>
      {entries.map((entry) => (
        <li key={entry.name} className="flex min-h-16 break-inside-avoid items-center gap-3 border-edge border-t py-2">
          <span className="figures min-w-12 shrink-0 text-end text-rail-count">{formatNumber(entry.quantity)}</span>
          <span className="min-w-0">
            <bdi className="block text-rail-name wrap-anywhere">{entry.name}</bdi>
            {entry.splits.length > 0 && (
              <span className="flex flex-wrap gap-x-3 text-rail-split text-second">
                {entry.splits.map((split) => (
                  <span key={split.label}>{t('allDay.split', { count: split.quantity, label: split.label })}</span>
                ))}
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

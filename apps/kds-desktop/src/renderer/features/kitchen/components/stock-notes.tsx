import { StatusBadge } from '@passbell/ui/components/status-badge';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import type { StockNote } from '../kitchen-selectors.ts';

const MOST_SHOWN = 5;

/** What runs out, and what is 86. */
export function StockNotes({ notes }: { readonly notes: readonly StockNote[] }) {
  const { t } = useKdsI18n();
  if (notes.length === 0) return null;
  const rest = notes.length - MOST_SHOWN;
  return (
    <ul aria-label={t('stock.title')} className="flex flex-col border-edge border-t pt-2 text-kds-meta">
      {notes.slice(0, MOST_SHOWN).map(({ key, name, left }) => (
        <li key={key} className="flex min-h-9 items-center justify-between gap-2">
          <span className="min-w-0 wrap-anywhere">{name}</span>
          {left === null ? (
            <StatusBadge status="out" size="kitchen" />
          ) : (
            <strong className="whitespace-nowrap font-bold text-due-text">{t('stock.left', { count: left })}</strong>
          )}
        </li>
      ))}
      {rest > 0 && <li className="min-h-8 text-second">{t('stock.more', { count: rest })}</li>}
    </ul>
  );
}

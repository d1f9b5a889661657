import { classNames } from '@passbell/ui/class-names';
import { ChevronsRight, Undo2 } from 'lucide-react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { laterTicketIds, type WallPage } from '../wall-layout.ts';

interface PagerProps {
  readonly pages: readonly WallPage[];
  readonly page: number;
  readonly onPage: (page: number) => void;
}

const LOOK = 'flex h-full items-center justify-center gap-2 rounded-ticket bg-quiet text-main press active:bg-press';

/** The "+N" tile in the last slot, and the way back. The tickets it counts count as seen once it is painted. */
export function Pager({ pages, page, onPage }: PagerProps) {
  const { t, formatNumber } = useKdsI18n();
  if (pages.length <= 1) return null;
  const later = laterTicketIds(pages, page);
  return (
    <nav aria-label={t('wall.page', { page: page + 1, pages: pages.length })} className="flex h-[54px] shrink-0 gap-2">
      {page > 0 && (
        <button
          type="button"
          aria-label={t('wall.back')}
          onClick={() => onPage(0)}
          className={classNames(LOOK, later.length > 0 ? 'w-[64px]' : 'flex-1')}
        >
          <Undo2 aria-hidden className="mirrors size-8" strokeWidth={2.4} />
        </button>
      )}
      {later.length > 0 && (
        <button
          type="button"
          data-counts={later.join(' ')}
          aria-label={t('wall.more', { count: later.length })}
          onClick={() => onPage(page + 1)}
          className={classNames(LOOK, 'flex-1 text-kds-head')}
        >
          <span className="figures">+{formatNumber(later.length)}</span>
          <ChevronsRight aria-hidden className="mirrors size-9" strokeWidth={2.4} />
        </button>
      )}
    </nav>
  );
}

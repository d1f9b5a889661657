import { classNames } from '@passbell/ui/class-names';
import { Badge } from '@passbell/ui/components/badge';
import { useLongPress } from '@passbell/ui/use-long-press';
import { SlidersHorizontal } from 'lucide-react';
import { memo } from 'react';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import { useTill } from '../../../shared/till-context.ts';
import type { TileModel } from '../tile-model.ts';
import { tintStyle } from '../tint-style.ts';

interface ItemTileProps {
  readonly tile: TileModel;
  readonly currency: string;
  /** Its sheet is open. */
  readonly open: boolean;
  /** Reached by Tab; the arrows go on from there. */
  readonly tabbable: boolean;
  readonly onTap: (itemId: string) => void;
  /** Long press, right click, menu key: what there is to know and do about the dish. */
  readonly onMore: (itemId: string) => void;
}

function TileFoot({ tile, currency }: Pick<ItemTileProps, 'tile' | 'currency'>) {
  const { t, formatMoney } = usePosI18n();
  if (tile.sale.kind === 'eighty_six') return <Badge>{t('tile.out')}</Badge>;
  if (tile.sale.kind === 'other_time') return <Badge tone="quiet">{t('tile.otherTime')}</Badge>;
  return (
    <>
      <span className="figures tint-text text-check-line">
        {tile.priceMinor === null ? (
          t('tile.openPrice')
        ) : (
          <>
            <span aria-hidden>{formatMoney(tile.priceMinor, currency, { bare: true })}</span>{' '}
            <span className="sr-only">{formatMoney(tile.priceMinor, currency, { narrow: true })}</span>
          </>
        )}
      </span>{' '}
      {tile.lowCount !== null && <Badge>{t('tile.left', { count: tile.lowCount })}</Badge>}{' '}
      {tile.opensSheet && (
        <span className="tint-text ms-auto">
          <SlidersHorizontal aria-hidden size={18} strokeWidth={2} />
          <span className="sr-only">{t('tile.options')}</span>
        </span>
      )}
    </>
  );
}

/** One dish. It stays in its place whatever happens to it. Its spoken name begins with the dish's. */
export const ItemTile = memo(function ItemTile({ tile, currency, open, tabbable, onTap, onMore }: ItemTileProps) {
  const { timers } = useTill();
  const press = useLongPress({ timers, onPress: () => onTap(tile.itemId), onLongPress: () => onMore(tile.itemId) });
  const out = tile.sale.kind !== 'on_sale';
  return (
    <button
      type="button"
      data-tile={tile.itemId}
      tabIndex={tabbable ? 0 : -1}
      style={tintStyle(tile.tint)}
      {...press}
      className={classNames(
        'press flex h-(--tile-height) min-w-0 flex-col justify-between rounded-ticket px-4 pt-3 pb-3 text-start',
        out ? 'hatch-out text-second ring-1 ring-edge ring-inset' : 'tint-tile text-main',
        open && 'outline-3 outline-ink',
      )}
    >
      <span
        className={classNames(
          'line-clamp-3 max-w-full text-tile [overflow-wrap:anywhere]',
          tile.sale.kind === 'eighty_six' && 'line-through',
        )}
      >
        {tile.name}
      </span>{' '}
      <span className="flex min-h-7 items-center gap-2.5">
        <TileFoot tile={tile} currency={currency} />
      </span>
    </button>
  );
});

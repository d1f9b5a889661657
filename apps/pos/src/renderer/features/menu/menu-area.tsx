import type { LocationRow } from '@passbell/core/location/location-row';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import { permits } from '@passbell/core/staff/permissions';
import { Badge } from '@passbell/ui/components/badge';
import { Button } from '@passbell/ui/components/button';
import { Ban, X } from 'lucide-react';
import { memo, useEffect, useMemo } from 'react';
import { usePosI18n } from '../../i18n/use-pos-i18n.ts';
import { useHouse, useOrderScreen, useServerNow, useSignIn, useTill } from '../../shared/till-context.ts';
import { itemSale } from './availability.ts';
import { OutPanel } from './components/out-panel.tsx';
import { TileGrid, type TileSection } from './components/tile-grid.tsx';
import { stoppedSubjects } from './eighty-six-list.ts';
import type { ItemSearch } from './item-search.ts';
import { parseSearch } from './item-search.ts';
import { type MenuPage, sectionOfItem } from './menu-sections.ts';
import { alternatives, tileModel } from './tile-model.ts';

interface MenuAreaProps {
  readonly menu: MenuIndex;
  readonly location: LocationRow;
  readonly pages: readonly MenuPage[];
  readonly page: MenuPage | undefined;
  readonly search: ItemSearch;
}

/** Dayparts begin and end on the minute. */
const MOMENT_MS = 15_000;

function useTileSections({ menu, location, page, search }: MenuAreaProps): {
  readonly sections: TileSection[];
  readonly heading: string | null;
} {
  const { t } = usePosI18n();
  const stock = useHouse((state) => state.stock);
  const typed = useOrderScreen((state) => state.search);
  const nowMs = useServerNow(MOMENT_MS);
  return useMemo(() => {
    const moment = { nowMs, timeZone: location.timeZone };
    const { words, quantity } = parseSearch(typed);
    if (words === '') {
      const sections = (page?.sections ?? []).map((section) => ({
        id: section.id,
        name: section.name,
        tiles: section.items.map((item) => tileModel(menu, item, section.tint, stock, moment)),
      }));
      return { sections, heading: quantity > 1 ? t('search.quantity', { quantity }) : null };
    }
    const { found, nearest } = search.find(words);
    const shown = found.length > 0 ? found : nearest;
    const tiles = shown.map(({ item, tint }) => tileModel(menu, item, tint, stock, moment));
    const heading = found.length > 0 ? t('search.found', { count: found.length, words }) : t('search.none', { words });
    const name = found.length > 0 ? (quantity > 1 ? t('search.quantity', { quantity }) : null) : t('search.nearest');
    return { sections: tiles.length === 0 ? [] : [{ id: 'search', name, tiles }], heading };
  }, [menu, location.timeZone, page, search, stock, typed, nowMs, t]);
}

function OutOfStock({ menu, location, pages }: Pick<MenuAreaProps, 'menu' | 'location' | 'pages'>) {
  const { screen, notices } = useTill();
  const role = useSignIn((state) => state.person?.role ?? null);
  // The panel says it and takes it back; the toast would lie over what to offer instead.
  useEffect(() => {
    const { notice } = notices.store.getState();
    if (notice?.words.kind === 'eighty_sixed') notices.done(notice.id);
  }, [notices]);
  const stock = useHouse((state) => state.stock);
  const outItemId = useOrderScreen((state) => state.outItemId);
  const nowMs = useServerNow(MOMENT_MS);
  const item = outItemId === null ? undefined : menu.items.get(outItemId);
  if (!item) return null;
  const moment = { nowMs, timeZone: location.timeZone };
  const sale = itemSale(menu, item, stock, moment);
  const section = sectionOfItem(pages, item.id);
  const mayRestore =
    permits('stock.eighty_six', 'pos', role) === 'allowed' && sale.kind === 'eighty_six' && sale.cause === 'manual';
  return (
    <OutPanel
      key={item.id}
      name={item.name}
      sale={sale}
      timeZone={location.timeZone}
      offers={section ? alternatives(menu, section, item.id, stock, moment) : []}
      onRestore={mayRestore ? () => screen.restoreSale('item', item.id, item.name) : null}
      onOffer={(itemId) => screen.tapItem(itemId)}
      onClose={() => screen.back()}
    />
  );
}

/** While the next tile is to be taken off sale. In the place of the list's button, so that no tile moves. */
function Picking86() {
  const { screen } = useTill();
  const { t } = usePosI18n();
  return (
    <div role="status" className="flex min-h-14 w-full items-center gap-3 rounded-card bg-ink ps-4 pe-1 text-on-ink">
      <Ban aria-hidden size={22} strokeWidth={2.4} />
      <p className="flex-1 text-check-line">{t('eighty.pickHint')}</p>
      <button
        type="button"
        onClick={() => screen.pick86(false)}
        className="press flex min-h-12 items-center gap-2 rounded-button px-3 text-button active:bg-ink-press"
      >
        <X aria-hidden size={20} strokeWidth={2.4} />
        {t('action.cancel')}
      </button>
    </div>
  );
}

function EightySixButton({ menu }: { readonly menu: MenuIndex }) {
  const { screen } = useTill();
  const { t } = usePosI18n();
  const stock = useHouse((state) => state.stock);
  const stopped = useMemo(() => stoppedSubjects(menu, stock), [menu, stock]);
  return (
    <span data-under-sheet>
      <Button
        size={56}
        icon={Ban}
        onPress={() => screen.open({ kind: 'eighty_six_list' })}
        trailing={stopped.length > 0 && <Badge>{stopped.length}</Badge>}
      >
        {t('eighty.list')}
      </Button>
    </span>
  );
}

/** The dishes: sections of a page or what the search found, and what can be done with the menu itself. */
export const MenuArea = memo(function MenuArea(props: MenuAreaProps) {
  const { menu, location } = props;
  const { screen } = useTill();
  const picking86 = useOrderScreen((state) => state.picking86);
  const out = useOrderScreen((state) => state.outItemId !== null);
  const openItemId = useOrderScreen((state) => state.sheet?.itemId ?? null);
  const typed = useOrderScreen((state) => state.search);
  const { sections, heading } = useTileSections(props);
  const { quantity } = parseSearch(typed);
  return (
    <>
      <div className="dimmable beside-sheet min-h-0 flex-1 overflow-x-hidden overflow-y-auto bg-surface overscroll-contain px-4 pt-3 pb-4">
        {heading !== null && (
          <p role="status" className="mb-3 text-heading">
            {heading}
          </p>
        )}
        <TileGrid
          sections={sections}
          currency={location.currency}
          openItemId={openItemId}
          onTap={(itemId) => screen.tapItem(itemId, quantity)}
          onMore={(itemId) => screen.open({ kind: 'item', itemId })}
        />
      </div>
      {out ? (
        <OutOfStock {...props} />
      ) : (
        <div className="dimmable flex shrink-0 justify-end bg-surface px-4 pt-1 pb-4">
          {picking86 ? <Picking86 /> : <EightySixButton menu={menu} />}
        </div>
      )}
    </>
  );
});

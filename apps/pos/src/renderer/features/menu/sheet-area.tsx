import type { LocationRow } from '@passbell/core/location/location-row';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { usePosI18n } from '../../i18n/use-pos-i18n.ts';
import { useHouse, useOrderScreen, useServerNow, useTill } from '../../shared/till-context.ts';
import { menuAllergens } from './allergy-sources.ts';
import { ItemSheet } from './components/item-sheet.tsx';
import { sheetModel } from './sheet-model.ts';

/** Less than this in sight cannot be hit. */
const MIN_TARGET_PX = 24;

interface SheetAreaProps {
  readonly menu: MenuIndex;
  readonly location: LocationRow;
  readonly seats: number;
}

/** Whether less than a finger's width of it is left in sight beside the sheet. */
function isMostly(box: DOMRect, cover: DOMRect): boolean {
  const inSight = Math.max(cover.left - box.left, box.right - cover.right, 0);
  return inSight < MIN_TARGET_PX;
}

/** Marks the tiles that lie under the sheet; none without a sheet. They keep their place. */
function markCovered(sheet: HTMLElement | null): void {
  const cover = sheet?.getBoundingClientRect();
  for (const tile of document.querySelectorAll<HTMLElement>('[data-tile], [data-under-sheet]')) {
    const box = tile.getBoundingClientRect();
    tile.toggleAttribute(
      'data-covered',
      cover !== undefined && box.right > cover.left && box.left < cover.right && isMostly(box, cover),
    );
  }
}

/** The item sheet over the grid, never over the check. The strip of grid beside it stays in use: a tap there switches the dish. */
export function SheetArea({ menu, location, seats }: SheetAreaProps) {
  const { screen } = useTill();
  const { t } = usePosI18n();
  const stock = useHouse((state) => state.stock);
  const choice = useOrderScreen((state) => state.sheet);
  const nowMs = useServerNow(15_000);
  const knownAllergens = useMemo(() => menuAllergens(menu), [menu]);
  const model = useMemo(
    () => choice && sheetModel(menu, choice, stock, { nowMs, timeZone: location.timeZone }, { size: t('sheet.size') }),
    [menu, choice, stock, nowMs, location.timeZone, t],
  );
  const placeRef = useRef<HTMLDivElement>(null);
  const open = choice !== null && model !== null;
  // What lies under the sheet cannot be tapped, so the keyboard must not get there either.
  useLayoutEffect(() => {
    if (!open) return;
    const mark = () => markCovered(placeRef.current);
    mark();
    window.addEventListener('resize', mark);
    return () => {
      window.removeEventListener('resize', mark);
      markCovered(null);
    };
  }, [open]);
  if (!choice || !model) return null;
  return (
    <div ref={placeRef} className="sheet-place absolute inset-y-0 end-0 z-20 w-(--sheet-width) max-w-full">
      <ItemSheet
        key={`${choice.itemId}:${choice.lineId ?? ''}`}
        model={model}
        choice={choice}
        menu={menu}
        currency={location.currency}
        knownAllergens={knownAllergens}
        seats={seats}
        onChange={screen.setChoice}
        onSeat={screen.tapSeat}
        onAdd={screen.addChoice}
        onClose={screen.closeSheet}
      />
    </div>
  );
}

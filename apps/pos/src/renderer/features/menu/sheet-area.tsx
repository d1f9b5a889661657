import type { LocationRow } from '@passbell/core/location/location-row';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import { useMemo } from 'react';
import { usePosI18n } from '../../i18n/use-pos-i18n.ts';
import { useHouse, useOrderScreen, useServerNow, useTill } from '../../shared/till-context.ts';
import { menuAllergens } from './allergy-sources.ts';
import { ItemSheet } from './components/item-sheet.tsx';
import { sheetModel } from './sheet-model.ts';

interface SheetAreaProps {
  readonly menu: MenuIndex;
  readonly location: LocationRow;
  readonly seats: number;
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
  if (!choice || !model) return null;
  return (
    <>
      <div aria-hidden className="pointer-events-none absolute inset-0 z-10 bg-black/30" />
      <div className="absolute inset-y-0 end-0 z-20 w-(--sheet-width) max-w-full">
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
    </>
  );
}

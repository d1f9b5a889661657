import { type KeyboardEvent, useRef, useState } from 'react';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import { nextTile } from '../next-tile.ts';
import type { TileModel } from '../tile-model.ts';
import { ItemTile } from './item-tile.tsx';

/** A heading and its tiles. */
export interface TileSection {
  readonly id: string;
  /** Null where there is nothing to tell apart. */
  readonly name: string | null;
  readonly tiles: readonly TileModel[];
}

interface TileGridProps {
  readonly sections: readonly TileSection[];
  readonly currency: string;
  readonly openItemId: string | null;
  readonly onTap: (itemId: string) => void;
  readonly onMore: (itemId: string) => void;
}

/** The dishes of a page. One Tab gets in, arrows walk to the neighbour in sight, Enter taps. */
export function TileGrid({ sections, currency, openItemId, onTap, onMore }: TileGridProps) {
  const { t } = usePosI18n();
  const gridRef = useRef<HTMLDivElement>(null);
  const [currentId, setCurrentId] = useState<string | null>(null);
  const all = sections.flatMap((section) => section.tiles);
  const tabbableId = all.some((tile) => tile.itemId === currentId) ? currentId : (all[0]?.itemId ?? null);

  const onKeyDown = (event: KeyboardEvent) => {
    const grid = gridRef.current;
    if (!grid || !(event.target instanceof HTMLElement) || event.target.dataset.tile === undefined) return;
    const next = nextTile([...grid.querySelectorAll<HTMLElement>('[data-tile]')], event.target, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  return (
    <section
      ref={gridRef}
      aria-label={t('grid.label')}
      onKeyDown={onKeyDown}
      onFocus={(event) => setCurrentId(event.target.dataset.tile ?? currentId)}
      className="flex flex-col gap-5"
    >
      {sections.map((section) => (
        <div key={section.id}>
          {section.name !== null && <h2 className="mb-2 text-[1rem] font-semibold text-second">{section.name}</h2>}
          <div className="grid grid-cols-(--tile-template) gap-2">
            {section.tiles.map((tile) => (
              <ItemTile
                key={tile.itemId}
                tile={tile}
                currency={currency}
                open={tile.itemId === openItemId}
                tabbable={tile.itemId === tabbableId}
                onTap={onTap}
                onMore={onMore}
              />
            ))}
          </div>
        </div>
      ))}
    </section>
  );
}

import type { MenuDocument } from '@passbell/core/menu/menu-document';
import { demoMenu } from '../demo/restaurant/demo-menu.ts';

/** The demo menu with its items repeated under other ids until there are `count`. */
export function largeMenu(count: number): MenuDocument {
  const { items } = demoMenu;
  const repeated = Array.from({ length: count }, (_, at) => {
    const copy = Math.floor(at / items.length);
    const item = items[at % items.length];
    if (item === undefined) throw new Error('the demo menu has no items');
    if (copy === 0) return item;
    const variations = item.variations.map((variation) => ({ ...variation, id: `${variation.id}.${copy}` }));
    return { ...item, id: `${item.id}.${copy}`, ordinal: at, variations };
  });
  return { ...demoMenu, items: repeated };
}

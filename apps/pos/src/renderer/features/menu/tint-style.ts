import type { MenuCategory } from '@passbell/core/menu/menu-document';
import type { CSSProperties } from 'react';

/** Sets the hue that the `tint-*` classes below an element use. */
export function tintStyle(tint: MenuCategory['tint']): CSSProperties {
  // React's type knows no custom properties.
  return { '--tint': `var(--color-tint-${tint})` } as CSSProperties;
}

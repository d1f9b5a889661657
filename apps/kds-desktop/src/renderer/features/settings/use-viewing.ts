import { useEffect, useState } from 'react';
import type { Settings } from './settings-store.ts';
import { type ViewingScale, viewingScale } from './viewing-scale.ts';

function readWindow() {
  return { widthPx: window.innerWidth, heightPx: window.innerHeight };
}

/** The wall's scale for this window and what is set for the screen. The window counts as the whole screen: a wall is. */
export function useViewing({ screenInches, distanceM }: Pick<Settings, 'screenInches' | 'distanceM'>): ViewingScale {
  const [size, setSize] = useState(readWindow);
  useEffect(() => {
    const resized = () => setSize(readWindow());
    window.addEventListener('resize', resized);
    return () => window.removeEventListener('resize', resized);
  }, []);
  return viewingScale({ screenInches, distanceM, ...size });
}

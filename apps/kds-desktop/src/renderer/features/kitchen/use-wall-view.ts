import { type RefObject, useRef, useState } from 'react';
import { useKdsI18n } from '../../i18n/use-kds-i18n.ts';
import { useStation } from '../../shared/kitchen-context.ts';
import type { Settings } from '../settings/settings-store.ts';
import type { ViewingScale } from '../settings/viewing-scale.ts';
import type { KitchenState } from './kitchen-state.ts';
import { type KitchenPanel, performAct, turnTo } from './use-kitchen-acts.ts';
import { useKitchenKeys } from './use-kitchen-keys.ts';
import { useReflowMotion } from './use-reflow-motion.ts';
import { useSeenReport } from './use-seen-report.ts';
import { type SwipeHandlers, useSwipe } from './use-swipe.ts';
import { useWallFocus } from './use-wall-focus.ts';
import { useWallLayout, type WallLayout } from './use-wall-layout.ts';

/** The wall as it is laid out and looked at: which page, and how keys and fingers move it. */
export interface WallView {
  readonly layout: WallLayout;
  readonly page: number;
  readonly panel: KitchenPanel;
  readonly areaRef: RefObject<HTMLDivElement | null>;
  readonly wallRef: RefObject<HTMLDivElement | null>;
  readonly measureRef: RefObject<HTMLDivElement | null>;
  readonly swipe: SwipeHandlers;
  setPanel(panel: KitchenPanel): void;
  turn(page: number): void;
}

interface WallViewParts {
  readonly state: KitchenState;
  readonly viewing: ViewingScale;
  readonly barMode: Settings['barMode'];
  /** Whether what is shown is what the on-site server has. */
  readonly isLive: boolean;
  readonly hasStrip: boolean;
}

/** Brings the wall's layout, focus, keys, swipes, glides and its proof of having been painted together. */
export function useWallView({ state, viewing, barMode, isLive, hasStrip }: WallViewParts): WallView {
  const { kitchen, sound } = useStation().station;
  const { direction } = useKdsI18n();
  const [panel, setPanel] = useState<KitchenPanel>(null);
  const [wantedPage, setPage] = useState(0);
  const areaRef = useRef<HTMLDivElement>(null);
  const wallRef = useRef<HTMLDivElement>(null);
  const measureRef = useRef<HTMLDivElement>(null);

  const layout = useWallLayout(state.entries, { areaRef, wallRef, measureRef }, viewing);
  const { pages, frameKey } = layout;
  const page = Math.min(wantedPage, pages.length - 1);
  const follow = useWallFocus(wallRef, state.selection);
  useReflowMotion(wallRef, `${frameKey}/${page}/${hasStrip}`);
  useSeenReport(areaRef, isLive);
  useKitchenKeys(direction, (act) =>
    performAct(act, { kitchen, sound, barMode, pages, page, panel, setPage, setPanel, follow }),
  );
  const turn = (next: number) => turnTo({ kitchen, pages, setPage, follow }, next);
  const swipe = useSwipe(direction, (to) => turn(page + (to === 'next' ? 1 : -1)));
  return { layout, page, panel, areaRef, wallRef, measureRef, swipe, setPanel, turn };
}

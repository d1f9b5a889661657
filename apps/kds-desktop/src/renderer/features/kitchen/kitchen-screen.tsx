import { allDay } from '@passbell/core/kitchen/all-day';
import { classNames } from '@passbell/ui/class-names';
import { Skeleton } from '@passbell/ui/components/skeleton';
import { type CSSProperties, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { useKdsI18n } from '../../i18n/use-kds-i18n.ts';
import { useStation } from '../../shared/kitchen-context.ts';
import { KitchenStrip } from '../connection/components/kitchen-strip.tsx';
import { hasStripFor } from '../connection/strip-model.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { useViewing } from '../settings/use-viewing.ts';
import { AllDayScreen } from './components/all-day-screen.tsx';
import { KitchenBar } from './components/kitchen-bar.tsx';
import { LiveNews } from './components/live-news.tsx';
import { Pager } from './components/pager.tsx';
import { Rail } from './components/rail.tsx';
import { RefusalNotices } from './components/refusal-notices.tsx';
import { Wall } from './components/wall.tsx';
import { WallEmpty, WallRefused } from './components/wall-empty.tsx';
import { KitchenPanels } from './kitchen-panels.tsx';
import { openLines, recallable, stockNotes } from './kitchen-selectors.ts';
import { type KitchenPanel, performAct, recallLast, turnTo } from './use-kitchen-acts.ts';
import { useKitchenKeys } from './use-kitchen-keys.ts';
import { useReflowMotion } from './use-reflow-motion.ts';
import { useSeenReport } from './use-seen-report.ts';
import { useStripModel } from './use-strip-model.ts';
import { useSwipe } from './use-swipe.ts';
import { useWallFocus } from './use-wall-focus.ts';
import { useWallLayout } from './use-wall-layout.ts';

interface KitchenScreenProps {
  readonly settings: SettingsStore;
  readonly onChangeStation: () => void;
}

/** One station's kitchen display: bar, strip, wall and rail. */
export function KitchenScreen({ settings: settingsStore, onChangeStation }: KitchenScreenProps) {
  const { station } = useStation();
  const { t, direction } = useKdsI18n();
  const { kitchen, client, sound, house } = station;
  const state = useStore(kitchen.store);
  const { stock, menu } = useStore(house.store);
  const settings = useStore(settingsStore.store);
  const durable = useSyncExternalStore(client.status.subscribe, () => client.status.getSnapshot().durable);
  const strip = useStripModel(state.source);
  const viewing = useViewing(settings);
  const [panel, setPanel] = useState<KitchenPanel>(null);
  const [wantedPage, setPage] = useState(0);
  const areaRef = useRef<HTMLDivElement>(null);
  const wallRef = useRef<HTMLDivElement>(null);
  const measureRef = useRef<HTMLDivElement>(null);

  const isLive = state.source === 'edge' && strip.level !== 'server_lost';
  const layout = useWallLayout(state.entries, { areaRef, wallRef, measureRef }, viewing);
  const { pages } = layout;
  const { barMode } = settings;
  const hasStrip = hasStripFor(strip);
  const page = Math.min(wantedPage, pages.length - 1);
  const follow = useWallFocus(wallRef, state.selection);
  useReflowMotion(wallRef, `${layout.frameKey}/${page}/${hasStrip}`);
  useSeenReport(areaRef, isLive);
  useKitchenKeys(direction, (act) =>
    performAct(act, { kitchen, sound, barMode, pages, page, panel, setPage, setPanel, follow }),
  );
  const turn = (next: number) => turnTo({ kitchen, pages, setPage, follow }, next);
  const swipe = useSwipe(direction, (to) => turn(page + (to === 'next' ? 1 : -1)));
  const toCook = useMemo(() => allDay(openLines(state.entries)), [state.entries]);
  const bumped = useMemo(() => recallable(state.tickets), [state.tickets]);
  const notes = useMemo(() => stockNotes(stock, menu, station.stationId), [stock, menu, station.stationId]);
  const pager = <Pager pages={pages} page={page} onPage={turn} />;
  // React's types know no custom properties.
  const scale = { '--kds-scale': viewing.scale, '--wall-scale': viewing.scale } as CSSProperties;

  return (
    <div
      className="flex h-full flex-col"
      {...(settings.motion === 'off' ? { 'data-motion': 'off' } : {})}
      style={scale}
    >
      <KitchenBar state={state} level={strip.level} />
      <div ref={areaRef} className="relative flex min-h-0 flex-1 flex-col">
        <KitchenStrip model={strip} kept={state.kept} isDurable={durable && station.survivesReload} />
        <main
          className={classNames(
            'kds-scaled relative flex min-h-0 flex-1',
            panel === 'all_day' && '*:not-last:invisible',
          )}
          onPointerDownCapture={() => kitchen.touched(null)}
          {...swipe}
        >
          {state.entries.length === 0 && (
            <div className="kds-empty pointer-events-none absolute inset-y-0 start-0 end-[calc(286px*var(--kds-scale))] flex items-center justify-center">
              {state.error !== null ? (
                <WallRefused />
              ) : state.source === 'none' ? (
                <div className="w-80">
                  <Skeleton words={t('wall.loading')} />
                </div>
              ) : (
                <WallEmpty last={bumped[0] ?? null} />
              )}
            </div>
          )}
          <Wall {...{ state, layout, page, isLive, wallRef, measureRef }} />
          {!hasStrip && (
            <div
              className="absolute end-[calc(286px*var(--kds-scale)+14px)] bottom-[14px]"
              style={{ inlineSize: layout.columnPx }}
            >
              {pager}
            </div>
          )}
          <Rail
            allDay={toCook}
            notes={notes}
            last={bumped[0] ?? null}
            timers={station.timers}
            pager={hasStrip ? pager : null}
            onRecall={() => recallLast(kitchen)}
            onRecallList={() => setPanel('recall_list')}
            onMore={() => setPanel('more')}
          />
          {panel === 'all_day' && <AllDayScreen entries={toCook} onClose={() => setPanel(null)} />}
        </main>
      </div>
      <RefusalNotices
        refused={state.refused}
        tickets={state.tickets}
        onDismiss={kitchen.dismissRefusal}
        onRetry={kitchen.retryRefusal}
      />
      <KitchenPanels
        {...{ panel, state, settings, viewing, onChangeStation }}
        allDay={toCook}
        onPanel={setPanel}
        onSettings={settingsStore.change}
      />
      <LiveNews />
    </div>
  );
}

import { allDay } from '@passbell/core/kitchen/all-day';
import { classNames } from '@passbell/ui/class-names';
import { type CSSProperties, useMemo, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { useStation } from '../../shared/kitchen-context.ts';
import { KitchenStrip } from '../connection/components/kitchen-strip.tsx';
import { hasStripFor } from '../connection/strip-model.ts';
import type { Settings, SettingsStore } from '../settings/settings-store.ts';
import { useViewing } from '../settings/use-viewing.ts';
import type { ViewingScale } from '../settings/viewing-scale.ts';
import { AllDayScreen } from './components/all-day-screen.tsx';
import { KitchenBar } from './components/kitchen-bar.tsx';
import { LiveNews } from './components/live-news.tsx';
import { Pager } from './components/pager.tsx';
import { Rail } from './components/rail.tsx';
import { RefusalNotices } from './components/refusal-notices.tsx';
import { Wall } from './components/wall.tsx';
import { WallNotice } from './components/wall-notice.tsx';
import { KitchenPanels } from './kitchen-panels.tsx';
import { openLines, recallable, stockNotes } from './kitchen-selectors.ts';
import { recallLast } from './use-kitchen-acts.ts';
import { useStripModel } from './use-strip-model.ts';
import { useWallView } from './use-wall-view.ts';

interface KitchenScreenProps {
  readonly settings: SettingsStore;
  readonly onChangeStation: () => void;
}

/** What the rail and the empty wall say, made anew only when it changes. */
function useKitchenSums() {
  const { kitchen, house, stationId } = useStation().station;
  const { entries, tickets } = useStore(kitchen.store);
  const { stock, menu } = useStore(house.store);
  const toCook = useMemo(() => allDay(openLines(entries)), [entries]);
  const [last = null] = useMemo(() => recallable(tickets), [tickets]);
  const notes = useMemo(() => stockNotes(stock, menu, stationId), [stock, menu, stationId]);
  return { toCook, last, notes };
}

/** Scale and motion of everything below. */
function screenLook(viewing: ViewingScale, settings: Settings) {
  // React's types know no custom properties.
  const style = { '--kds-scale': viewing.scale, '--wall-scale': viewing.scale } as CSSProperties;
  return { style, ...(settings.motion === 'off' ? { 'data-motion': 'off' } : {}) };
}

/** One station's kitchen display: bar, strip, wall and rail. */
export function KitchenScreen({ settings: settingsStore, onChangeStation }: KitchenScreenProps) {
  const { station } = useStation();
  const { kitchen, client } = station;
  const state = useStore(kitchen.store);
  const settings = useStore(settingsStore.store);
  const durable = useSyncExternalStore(client.status.subscribe, () => client.status.getSnapshot().durable);
  const strip = useStripModel(state.source);
  const viewing = useViewing(settings);
  const { toCook, last, notes } = useKitchenSums();
  const isLive = state.source === 'edge' && strip.level !== 'server_lost';
  const hasStrip = hasStripFor(strip);
  const view = useWallView({ state, viewing, barMode: settings.barMode, isLive, hasStrip });
  const { layout, page, panel, areaRef, wallRef, measureRef, setPanel } = view;
  const pager = <Pager pages={layout.pages} page={page} onPage={view.turn} />;

  return (
    <div className="flex h-full flex-col" {...screenLook(viewing, settings)}>
      <KitchenBar state={state} level={strip.level} />
      <div ref={areaRef} className="relative flex min-h-0 flex-1 flex-col">
        <KitchenStrip model={strip} kept={state.kept} isDurable={durable && station.survivesReload} />
        <main
          className={classNames(
            'kds-scaled relative flex min-h-0 flex-1',
            panel === 'all_day' && '*:not-last:invisible',
          )}
          onPointerDownCapture={() => kitchen.touched(null)}
          {...view.swipe}
        >
          <WallNotice state={state} last={last} />
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
            {...{ notes, last }}
            allDay={toCook}
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
        onPanel={setPanel}
        onSettings={settingsStore.change}
      />
      <LiveNews />
    </div>
  );
}

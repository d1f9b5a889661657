import type { ConnectionLevel } from '@passbell/ui/connection-level';
import { useSoundState } from '@passbell/ui/use-sound-state';
import { useMemo, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { useStation } from '../../../shared/kitchen-context.ts';
import { averageSeconds, urgencyCounts } from '../kitchen-selectors.ts';
import type { KitchenState } from '../kitchen-state.ts';
import { toggleMute } from '../use-kitchen-acts.ts';
import { TopBar } from './top-bar.tsx';

/** Past this the device's clock and the on-site server's tell different times. */
const CLOCK_DIFFERS_MS = 30_000;

/** The top bar with this station's numbers, once a second. */
export function KitchenBar({ state, level }: { readonly state: KitchenState; readonly level: ConnectionLevel }) {
  const { station, zone, targetSeconds } = useStation();
  const { house, sound, ticker, client } = station;
  const { menu } = useStore(house.store);
  const nowMs = useSyncExternalStore(ticker.subscribe, ticker.getSnapshot);
  const average = useMemo(() => averageSeconds(state.tickets), [state.tickets]);
  return (
    <TopBar
      station={menu?.stations.get(station.stationId)?.name ?? station.stationId}
      counts={urgencyCounts(state.entries, nowMs, targetSeconds)}
      averageSeconds={average}
      targetSeconds={targetSeconds}
      level={level}
      clockDiffers={Math.abs(client.feed.clockAheadMs()) > CLOCK_DIFFERS_MS}
      sound={useSoundState(sound)}
      onSoundOn={() => void sound.unlock()}
      onMute={() => toggleMute(sound)}
      nowMs={nowMs}
      zone={zone}
    />
  );
}

import { I18nProvider } from '@passbell/ui/i18n/i18n-provider';
import { unlockOnGesture } from '@passbell/ui/web-audio-output';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { KitchenApp } from './compose.ts';
import { KitchenScreen } from './features/kitchen/kitchen-screen.tsx';
import { OpenScreen } from './features/open/open-screen.tsx';
import type { OpenState } from './features/open/open-store.ts';
import { kdsLocale } from './i18n/kds-locale.ts';
import { kdsMessagesEn } from './i18n/messages-en.ts';
import { useKdsI18n } from './i18n/use-kds-i18n.ts';
import { StationContext } from './shared/kitchen-context.ts';
import type { Station } from './shared/station.ts';

/** Until the menu is here: the design's usual target. Ages then turn to the station's own. */
const FALLBACK_TARGET_SECONDS = 600;

/** The opened station; null while none is open or it is being opened. */
function useOpenedStation(app: KitchenApp, state: OpenState): Station | null {
  const [station, setStation] = useState<Station | null>(null);
  const opened = state.kind === 'open' ? state : null;
  useEffect(() => {
    if (opened === null) return undefined;
    let isGone = false;
    let running: Station | null = null;
    void app.openStation(opened.device, opened.stationId).then((next) => {
      if (isGone) return next.stop();
      running = next;
      return setStation(next);
    });
    return () => {
      isGone = true;
      running?.stop();
      setStation(null);
    };
  }, [app, opened]);
  return station;
}

function StationScreen({ app, station }: { readonly app: KitchenApp; readonly station: Station }) {
  const { t } = useKdsI18n();
  const { location, menu } = useStore(station.house.store);
  const known = menu?.stations.get(station.stationId);
  const name = known?.name ?? station.stationId;
  useEffect(() => {
    document.title = t('app.title', { station: name });
    return () => {
      document.title = t('app.titleClosed');
    };
  }, [t, name]);
  const zone = location?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const targetSeconds = known?.targetSeconds ?? FALLBACK_TARGET_SECONDS;
  return (
    <StationContext value={{ station, zone, targetSeconds }}>
      <KitchenScreen settings={app.settings} onChangeStation={app.opening.changeStation} />
    </StationContext>
  );
}

function LocalisedStation({ app, station }: { readonly app: KitchenApp; readonly station: Station }) {
  const { location } = useStore(station.house.store);
  return (
    <I18nProvider locale={kdsLocale(location?.locale ?? null)} messages={kdsMessagesEn}>
      <StationScreen app={app} station={station} />
    </I18nProvider>
  );
}

/** The kitchen display: first which station, then its wall. */
export function App({ app }: { readonly app: KitchenApp }) {
  const state = useStore(app.opening.store);
  const { volume } = useStore(app.settings.store);
  const station = useOpenedStation(app, state);
  useEffect(() => app.sound.setVolume(volume), [app, volume]);
  useEffect(() => unlockOnGesture(document, app.sound.unlock), [app]);
  if (station !== null && state.kind === 'open') return <LocalisedStation app={app} station={station} />;
  return (
    <I18nProvider locale={kdsLocale(null)} messages={kdsMessagesEn}>
      <OpenScreen state={state} opening={app.opening} />
    </I18nProvider>
  );
}

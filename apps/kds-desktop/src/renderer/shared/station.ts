import type { Clock } from '@passbell/core/kernel/clock';
import type { Timers } from '@passbell/core/kernel/timers';
import type { DocumentCache } from '@passbell/edge-client/document-cache';
import type { EdgeClient } from '@passbell/edge-client/edge-client';
import type { SoundKit } from '@passbell/ui/sound';
import { startKitchenSounds } from '../features/kitchen/kitchen-sounds.ts';
import { createKitchen, type Kitchen } from '../features/kitchen/kitchen-store.ts';
import { readSavedWall, saveWall } from '../features/kitchen/saved-wall.ts';
import { createSeenReporter, type SeenReporter } from '../features/kitchen/seen-reporter.ts';
import { createHouse, type House, type HouseReads } from './house-store.ts';
import { createTicker, type Ticker } from './ticker.ts';

/** Everything one opened station's screen works with. */
export interface Station {
  readonly stationId: string;
  readonly client: Pick<EdgeClient, 'status' | 'feed' | 'serverNowMs'>;
  readonly house: House;
  readonly kitchen: Kitchen;
  readonly seen: SeenReporter;
  readonly sound: SoundKit;
  readonly ticker: Ticker;
  readonly clock: Clock;
  readonly timers: Timers;
  /** False in a plain browser: a reload without the on-site server loses the page, and with it what waits. */
  readonly survivesReload: boolean;
  /** As of when the saved copy was complete; null when there is none. */
  readonly savedAsOfMs: number | null;
  stop(): void;
}

export interface StationParts {
  readonly stationId: string;
  readonly client: EdgeClient;
  readonly reads: HouseReads;
  readonly documents: DocumentCache;
  readonly sound: SoundKit;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly survivesReload: boolean;
}

/** Opens a station: holds its topics, shows what was saved, and connects. */
export async function openStation(parts: StationParts): Promise<Station> {
  const { stationId, client, documents, sound, clock, timers } = parts;
  const saved = await readSavedWall(documents, stationId);
  const topic = client.feed.hold(`kitchen:${stationId}`);
  const house = createHouse(client.feed, parts.reads, timers);
  const kitchen = createKitchen({
    stationId,
    topic,
    queue: client.queue,
    clock,
    timers,
    clockAheadMs: client.feed.clockAheadMs,
    saved: saved?.tickets ?? null,
  });
  const ticker = createTicker(timers, client.serverNowMs);
  const endSaving = saveWall(documents, stationId, topic, timers, client.serverNowMs);
  const endSounds = startKitchenSounds({
    kit: sound,
    onEvents: kitchen.onEvents,
    entries: () => kitchen.store.getState().entries,
    targetSeconds: () => house.store.getState().menu?.stations.get(stationId)?.targetSeconds ?? null,
    onSecond: (listener) => ticker.subscribe(() => listener(ticker.getSnapshot())),
    level: () => client.status.getSnapshot().level,
  });
  client.start();
  return {
    stationId,
    client,
    house,
    kitchen,
    seen: createSeenReporter(client.queue),
    sound,
    ticker,
    clock,
    timers,
    survivesReload: parts.survivesReload,
    savedAsOfMs: saved?.asOfMs ?? null,
    stop() {
      for (const end of [endSounds, endSaving, ticker.stop, kitchen.stop, house.stop, topic.release]) end();
      client.stop();
    },
  };
}

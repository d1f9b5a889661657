import { err, ok } from '@passbell/core/kernel/result';
import { locationRow } from '@passbell/core/location/location-row';
import { indexMenu } from '@passbell/core/menu/menu-index';
import type { DocumentCache } from '@passbell/edge-client/document-cache';
import type { EdgeApi } from '@passbell/edge-client/edge-api';
import type { AnswerSchema, EdgeHttp } from '@passbell/edge-client/edge-http';
import type { Me, OpenReads } from '../features/open/open-store.ts';
import type { HouseReads } from './house-store.ts';

const LOCATION = 'location';

/** Fields of an answer that is an object; anything else has none. */
function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

const meAnswer: AnswerSchema<Me> = {
  safeParse(value) {
    const { id, role, stationId } = fields(fields(value).device);
    if (typeof id !== 'string' || typeof role !== 'string') return { success: false };
    return {
      success: true,
      data: { deviceId: id, role, stationId: typeof stationId === 'string' ? stationId : null },
    };
  },
};

const demoAnswer: AnswerSchema<boolean> = {
  safeParse: (value) => ({ success: true, data: fields(value).demo === true }),
};

/** Opening reads over HTTP. `withToken` gives a client that speaks as that device. */
export function createOpenReads(
  withToken: (token: string | null) => { readonly http: EdgeHttp; readonly api: EdgeApi },
): OpenReads {
  return {
    me: (token) => withToken(token).http.get('/v1/me', meAnswer),
    async isDemo() {
      const answer = await withToken(null).http.get('/v1/demo', demoAnswer);
      // A server that is no demo has no such address, or does not tell.
      return answer.ok || answer.error.code === 'edge_unreachable' ? answer : ok(false);
    },
    openDemo: (stationId) => withToken(null).api.openDemo('kds', stationId ?? undefined),
    async stations(token) {
      const menu = await withToken(token).api.getMenu();
      return menu.ok ? ok(menu.value.document.stations) : err(menu.error);
    },
  };
}

/** Menu and location with their copies on the device. */
export function createHouseReads(api: EdgeApi, cache: DocumentCache): HouseReads {
  return {
    async menu() {
      const menu = await api.getMenu();
      return menu.ok ? ok(indexMenu(menu.value.document, menu.value.hash)) : menu;
    },
    async location() {
      const answer = await api.getLocation();
      if (answer.ok) {
        cache.write(LOCATION, JSON.stringify(answer.value)).catch(() => undefined); // A convenience for the next start.
        return answer;
      }
      const kept = await readLocation(cache);
      return kept === null ? answer : ok(kept);
    },
  };
}

async function readLocation(cache: DocumentCache) {
  try {
    const parsed = locationRow.safeParse(JSON.parse((await cache.read(LOCATION)) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // A copy that cannot be read is as good as none.
  }
}

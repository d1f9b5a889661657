import { err, ok } from '@passbell/core/kernel/result';
import { locationRow } from '@passbell/core/location/location-row';
import { menuDocument } from '@passbell/core/menu/menu-document';
import { indexMenu } from '@passbell/core/menu/menu-index';
import type { DocumentCache } from '@passbell/edge-client/document-cache';
import type { EdgeHttp } from '@passbell/edge-client/edge-http';
import type { HouseReads } from './house-store.ts';

const LOCATION = 'location';
const MENU = 'menu';

interface KeptMenu {
  readonly hash: string;
  readonly document: unknown;
}

/** Reads over HTTP with a copy on the device: menus never change under their hash, so a kept one is as good as new. */
export function createEdgeHouseReads(http: EdgeHttp, cache: DocumentCache): HouseReads {
  const kept = async (name: string): Promise<unknown> => {
    try {
      const text = await cache.read(name);
      return text === null ? null : JSON.parse(text);
    } catch {
      return null; // A copy that cannot be read is as good as none.
    }
  };
  const keep = (name: string, value: unknown) => {
    // Keeping is a convenience for the next start; the document is here either way.
    cache.write(name, JSON.stringify(value)).catch(() => undefined);
  };
  const keptMenu = async () => {
    const copy = (await kept(MENU)) as KeptMenu | null; // Only `menu` below writes it; the document is parsed again.
    const parsed = menuDocument.safeParse(copy?.document);
    return copy && parsed.success ? indexMenu(parsed.data, copy.hash) : null;
  };

  return {
    async kept() {
      const location = locationRow.safeParse(await kept(LOCATION));
      return { location: location.success ? location.data : null, menu: await keptMenu() };
    },
    async location() {
      const answer = await http.get('/v1/location', locationRow);
      if (answer.ok) keep(LOCATION, answer.value);
      return answer;
    },
    async menu(hash) {
      const copy = await keptMenu();
      if (copy?.hash === hash) return ok(copy);
      const answer = await http.get(`/v1/menus/${hash}`, menuDocument);
      if (!answer.ok) return err(answer.error);
      keep(MENU, { hash, document: answer.value } satisfies KeptMenu);
      return ok(indexMenu(answer.value, hash));
    },
  };
}

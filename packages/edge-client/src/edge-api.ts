import type { IdSource } from '@passbell/core/kernel/ids';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import { type LocationRow, locationRow } from '@passbell/core/location/location-row';
import { type MenuDocument, menuDocument } from '@passbell/core/menu/menu-document';
import { signIn, signOut } from '@passbell/core/wire/people-commands';
import { type StaffView, staffView } from '@passbell/core/wire/views';
import { z } from 'zod';
import type { DocumentCache } from './document-cache.ts';
import { EDGE_UNREACHABLE, type EdgeError, invalidAnswer } from './edge-error.ts';
import type { EdgeHttp } from './edge-http.ts';
import type { PersonSession } from './session-holder.ts';

/** A menu and whether the edge has just confirmed it. */
export interface MenuCopy {
  readonly document: MenuDocument;
  /** Equal to the `hash` of the `menu` topic while this is the active menu. */
  readonly hash: string;
  /** False when the edge could not be reached and this is the last saved copy. */
  readonly isConfirmed: boolean;
}

/** The reads and the sign-in of the edge, typed. */
export interface EdgeApi {
  /** The active menu, by ETag from the device's copy where that is still right; the copy itself where the edge is out of reach. */
  getMenu(): Promise<Result<MenuCopy, EdgeError>>;
  getLocation(): Promise<Result<LocationRow, EdgeError>>;
  getStaff(): Promise<Result<readonly StaffView[], EdgeError>>;
  signIn(staffId: string, pin: string): Promise<Result<PersonSession, EdgeError>>;
  signOut(session: string): Promise<Result<boolean, EdgeError>>;
  /** Opens a till or kitchen screen of the demo restaurant from its own machine; gives the device's token. */
  openDemo(role: 'pos' | 'kds', stationId?: string): Promise<Result<DemoDevice, EdgeError>>;
}

const demoDevice = z.object({ token: z.string(), deviceId: z.string() });
export type DemoDevice = z.infer<typeof demoDevice>;

const staffList = z.object({ staff: z.array(staffView) });
const savedMenu = z.object({ hash: z.string(), document: menuDocument });
const MENU = 'menu';

export function createEdgeApi(http: EdgeHttp, cache: DocumentCache, ids: IdSource): EdgeApi {
  const readSaved = async (): Promise<z.infer<typeof savedMenu> | null> => {
    try {
      const text = await cache.read(MENU);
      const parsed = savedMenu.safeParse(text === null ? null : JSON.parse(text));
      return parsed.success ? parsed.data : null;
    } catch {
      return null; // A copy that cannot be read is as good as none.
    }
  };

  return {
    async getMenu() {
      const saved = await readSaved();
      const answer = await http.request({ method: 'GET', path: '/v1/menu', ...(saved && { etag: `"${saved.hash}"` }) });
      if (!answer.ok) {
        const isAway = answer.error.code === EDGE_UNREACHABLE.code;
        return isAway && saved !== null ? ok({ ...saved, isConfirmed: false }) : answer;
      }
      if (answer.value.status === 304 && saved !== null) return ok({ ...saved, isConfirmed: true });
      const document = menuDocument.safeParse(answer.value.body);
      const hash = /^"([0-9a-f]+)"$/u.exec(answer.value.etag ?? '')?.[1];
      if (!document.success || hash === undefined) return err(invalidAnswer(answer.value.status));
      const fetched = { hash, document: document.data };
      // Saving is a convenience for the next start; the menu is here either way.
      await cache.write(MENU, JSON.stringify(fetched)).catch(() => undefined);
      return ok({ ...fetched, isConfirmed: true });
    },
    getLocation: () => http.get('/v1/location', locationRow),
    async getStaff() {
      const answer = await http.get('/v1/staff', staffList);
      return answer.ok ? ok(answer.value.staff) : answer;
    },
    async signIn(staffId, pin) {
      const answer = await http.post('/v1/sign-in', { staffId, pin }, ids.newId(), signIn.answer);
      if (!answer.ok) return answer;
      const { name, role, session, expiresMs } = answer.value;
      return ok({ staffId: answer.value.staffId, name, role, session, expiresMs });
    },
    async signOut(session) {
      const asked = { method: 'POST', path: '/v1/sign-out', body: {}, key: ids.newId(), session } as const;
      const answer = await http.request(asked);
      if (!answer.ok) return answer;
      const body = signOut.answer.safeParse(answer.value.body);
      return body.success ? ok(body.data.signedOut) : err(invalidAnswer(answer.value.status));
    },
    openDemo: (role, stationId) =>
      http.post('/v1/demo/open', stationId === undefined ? { role } : { role, stationId }, ids.newId(), demoDevice),
  };
}

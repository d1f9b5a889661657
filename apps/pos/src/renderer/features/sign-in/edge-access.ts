import { err, ok } from '@passbell/core/kernel/result';
import { STAFF_ROLES } from '@passbell/core/staff/permissions';
import type { StaffView } from '@passbell/core/wire/views';
import { staffView } from '@passbell/core/wire/views';
import type { EdgeClient } from '@passbell/edge-client/edge-client';
import type { AnswerSchema } from '@passbell/edge-client/edge-http';
import type { Access, DemoPerson } from './access.ts';

/** Where the device's token is kept, as text. */
export interface TokenShelf {
  read(): string | null;
  keep(token: string): void;
}

/** Reads a field of an answer that is an object; anything else has none. */
function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

const deviceRole: AnswerSchema<string> = {
  safeParse(value) {
    const role = field(field(value, 'device'), 'role');
    return typeof role === 'string' ? { success: true, data: role } : { success: false };
  },
};

const staffList: AnswerSchema<StaffView[]> = {
  safeParse(value) {
    const list = field(value, 'staff');
    const parsed = Array.isArray(list) ? list.map((entry) => staffView.safeParse(entry)) : null;
    if (!parsed?.every((entry) => entry.success)) return { success: false };
    return { success: true, data: parsed.map((entry) => entry.data) };
  },
};

const demoPeople: AnswerSchema<DemoPerson[]> = {
  safeParse(value) {
    const list = field(value, 'staff');
    if (field(value, 'demo') !== true || !Array.isArray(list)) return { success: false };
    const data = list.map((entry) => ({
      id: String(field(entry, 'id')),
      name: String(field(entry, 'name')),
      role: String(field(entry, 'role')),
      pin: String(field(entry, 'pin')),
    }));
    return { success: true, data };
  },
};

/** The way in over the edge's HTTP. A device that is no till counts as not paired: its cookie is another screen's. */
export function createEdgeAccess(client: EdgeClient, shelf: TokenShelf): Access {
  const { useDevice: speakAs } = client;
  const hello = async () => {
    const role = await client.http.get('/v1/me', deviceRole);
    if (!role.ok) return role;
    return role.value === 'pos' ? ok(true as const) : err({ code: 'unauthenticated' as const, params: {} });
  };
  const takeToken = async (token: string) => {
    speakAs({ token });
    const known = await hello();
    if (known.ok) shelf.keep(token);
    else speakAs({ token: shelf.read() });
    return known;
  };
  return {
    hello,
    async demo() {
      const people = await client.http.get('/v1/demo', demoPeople);
      return people.ok ? people.value : null;
    },
    async openDemo() {
      const opened = await client.api.openDemo('pos');
      return opened.ok ? takeToken(opened.value.token) : opened;
    },
    enterToken: takeToken,
    staff: () => client.http.get('/v1/staff', staffList),
    async signIn(staffId, pin) {
      const signedIn = await client.signIn(staffId, pin);
      if (!signedIn.ok) return signedIn;
      const { name, role } = signedIn.value;
      return ok({ staffId, name, role: STAFF_ROLES.find((known) => known === role) ?? 'host' });
    },
    signOut: () => client.signOut(),
    onSessionEnded: (listener) =>
      client.sessions.current.subscribe(() => {
        if (client.sessions.current.getSnapshot() === null) listener();
      }),
  };
}

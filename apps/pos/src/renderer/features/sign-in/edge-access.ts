import { err, ok } from '@passbell/core/kernel/result';
import { STAFF_ROLES } from '@passbell/core/staff/permissions';
import type { StaffView } from '@passbell/core/wire/views';
import { staffView } from '@passbell/core/wire/views';
import type { EdgeClient } from '@passbell/edge-client/edge-client';
import type { AnswerSchema } from '@passbell/edge-client/edge-http';
import type { Access, DemoPerson } from './access.ts';

/** Where this till keeps what it was paired with. */
export interface Pairing {
  /** Whether it was ever paired; a page may be let in by its cookie without. */
  readonly isPaired: boolean;
  readonly asksAddress: boolean;
  token(): string | null;
  keep(token: string, address: string): Promise<void>;
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

const NOT_A_TILL = err({ code: 'unauthenticated' as const, params: {} });

/** The way in over the edge's HTTP. A device that is no till counts as not paired: its cookie is another screen's. */
export function createEdgeAccess(client: EdgeClient, pairing: Pairing): Access {
  const { useDevice: speakAs } = client;
  const known = async () => {
    const role = await client.http.get('/v1/me', deviceRole);
    if (!role.ok) return role;
    return role.value === 'pos' ? ok(true as const) : NOT_A_TILL;
  };
  const takeToken = async (token: string, address: string) => {
    if (pairing.asksAddress) {
      // The shell keeps it and loads the page anew, with a policy that lets it talk to that server and no other.
      await pairing.keep(token, address);
      return ok(true as const);
    }
    speakAs({ token });
    const till = await known();
    if (till.ok) await pairing.keep(token, address);
    else speakAs({ token: pairing.token() });
    return till;
  };
  return {
    asksAddress: pairing.asksAddress,
    hello: async () => (pairing.asksAddress && !pairing.isPaired ? NOT_A_TILL : known()),
    async demo() {
      const people = await client.http.get('/v1/demo', demoPeople);
      return people.ok ? people.value : null;
    },
    async openDemo() {
      const opened = await client.api.openDemo('pos');
      return opened.ok ? takeToken(opened.value.token, '') : opened;
    },
    enterToken: takeToken,
    staff: () => client.http.get('/v1/staff', staffList),
    async signIn(staffId, pin) {
      const signedIn = await client.signIn(staffId, pin);
      if (!signedIn.ok) return signedIn;
      const { name, role } = signedIn.value;
      return ok({ staffId, name, role: STAFF_ROLES.find((candidate) => candidate === role) ?? 'host' });
    },
    signOut: () => client.signOut(),
    onSessionEnded: (listener) =>
      client.sessions.current.subscribe(() => {
        if (client.sessions.current.getSnapshot() === null) listener();
      }),
  };
}

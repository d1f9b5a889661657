import type { PinHasher } from '@passbell/edge-server/modules/staff/pin-hasher';

/** Hashing PINs costs a tenth of a second on purpose; a simulation does not test that. */
export const plainPins: PinHasher = {
  hash: async (pin) => `plain:${pin}`,
  matches: async (pin, hash) => hash === `plain:${pin}`,
};

export const SIM_TENANT = { orgId: 'org-sim', locationId: 'loc-sim' } as const;
export const SIM_PIN = '4711';

/** The people of a simulated restaurant. */
export const SIM_STAFF = [
  { id: '0199c0de-0000-7000-8000-00000000a001', name: 'Marisol', role: 'manager' },
  { id: '0199c0de-0000-7000-8000-00000000a002', name: 'Ana', role: 'server' },
] as const;

export type SimRole = 'pos' | 'kds' | 'integration';

export interface SimDevice {
  readonly name: string;
  readonly role: SimRole;
  readonly token: string;
}

/** Most devices of each role that a world may have: a full house of forty. */
export const MAX_DEVICES: Readonly<Record<SimRole, number>> = { pos: 20, kds: 14, integration: 6 };

/** The n-th device of a role, which the template restaurant knows. */
export function simDevice(role: SimRole, at: number): SimDevice {
  return { name: `${role}-${at}`, role, token: `token-of-${role}-${at}` };
}

import type { Result } from '@passbell/core/kernel/result';
import type { Cancel, Timers } from '@passbell/core/kernel/timers';
import type { MenuStation } from '@passbell/core/menu/menu-document';
import { originOf } from '@passbell/edge-client/edge-addresses';
import type { EdgeError } from '@passbell/edge-client/edge-error';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeviceVault, KnownDevice } from './device-vault.ts';

/** Who the on-site server says this screen is. */
export interface Me {
  readonly deviceId: string;
  readonly role: string;
  readonly stationId: string | null;
}

/** What opening a screen asks of the on-site server. `token` null leaves it to the cookie. */
export interface OpenReads {
  me(token: string | null): Promise<Result<Me, EdgeError>>;
  isDemo(): Promise<Result<boolean, EdgeError>>;
  openDemo(stationId: string | null): Promise<Result<{ readonly token: string; readonly deviceId: string }, EdgeError>>;
  stations(token: string | null): Promise<Result<readonly MenuStation[], EdgeError>>;
}

export type TokenProblem = 'empty' | 'unknown' | 'role' | 'failed' | 'away' | 'address';

export type OpenState =
  | { readonly kind: 'looking' | 'unreachable' | 'no_menu' }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'token'; readonly problem: TokenProblem | null; readonly pending: boolean }
  | { readonly kind: 'choose'; readonly stations: readonly MenuStation[]; readonly pendingId: string | null }
  | { readonly kind: 'open'; readonly device: KnownDevice; readonly stationId: string };

/** Where a shell looks for the on-site server. */
export interface EdgePlace {
  /** Its origin; empty when nobody has said it yet. */
  readonly address: string;
  /** Looks there from now on, as this device. The page is loaded anew when the address is another one. */
  move(address: string, token: string): Promise<void>;
}

export interface OpenParts {
  readonly reads: OpenReads;
  readonly vault: DeviceVault;
  readonly timers: Timers;
  /** The station the address of the page names. */
  readonly addressed: () => string | null;
  /** In a shell a person says where the on-site server is; a page in a browser came from it. */
  readonly place: EdgePlace | null;
  /** Puts the chosen station into the address, so that a reload comes back to it. */
  readonly remember: (stationId: string) => void;
}

export interface Opening {
  readonly store: StoreApi<OpenState>;
  begin(): void;
  retry(): void;
  choose(stationId: string): void;
  /** `address` where the screen asks for it: see `place`. */
  enterToken(token: string, address: string): void;
  /** Where to look for the on-site server; null where the page knows. */
  readonly address: string | null;
  /** Leaves the station, to choose another one or to pair again. */
  changeStation(): void;
}

const TOKEN_PROBLEMS: ReadonlyMap<EdgeError['code'], TokenProblem> = new Map([
  ['unauthenticated', 'unknown'],
  ['token_expired', 'unknown'],
  ['permission_denied', 'role'],
  ['edge_unreachable', 'away'],
]);
const RETRY_MS = 3_000;
const NOT_PAIRED: ReadonlySet<string> = new Set(['unauthenticated', 'token_expired', 'permission_denied']);

/** Finds out which device and station this screen is, asking a person only for what nobody else knows. */
export function createOpening(parts: OpenParts): Opening {
  const { reads, vault, timers } = parts;
  const store = createStore<OpenState>(() => ({ kind: 'looking' }));
  const show = (state: OpenState) => store.setState(state, true);
  let device: KnownDevice | null = null;
  let isDemo = false;
  let cancelRetry: Cancel = () => undefined;

  const open = (known: KnownDevice, stationId: string) => {
    device = { ...known, stationId };
    vault.keep(device, !isDemo);
    parts.remember(stationId);
    show({ kind: 'open', device, stationId });
  };

  const failed = (error: EdgeError) => {
    if (error.code !== 'edge_unreachable') return show({ kind: 'refused', code: error.code });
    // A shell that was never paired may look in the wrong place.
    if (parts.place !== null && vault.read() === null) return show({ kind: 'token', problem: 'away', pending: false });
    show({ kind: 'unreachable' });
    cancelRetry = timers.after(RETRY_MS, look);
  };

  const offerStations = async (token: string | null) => {
    const found = await reads.stations(token);
    if (!found.ok) return found.error.code === 'menu_not_found' ? show({ kind: 'no_menu' }) : failed(found.error);
    show({ kind: 'choose', stations: found.value, pendingId: null });
  };

  const openDemo = async (stationId: string | null) => {
    const opened = await reads.openDemo(stationId);
    if (opened.ok) {
      device = { ...opened.value, stationId };
      return stationId === null ? offerStations(opened.value.token) : open(device, stationId);
    }
    // The address may name a station that the menu no longer has.
    if (opened.error.code === 'station_unknown' && stationId !== null) return openDemo(null);
    return failed(opened.error);
  };

  const askToPair = async () => {
    const demo = await reads.isDemo();
    if (!demo.ok && demo.error.code === 'edge_unreachable') return failed(demo.error);
    isDemo = demo.ok && demo.value;
    if (isDemo) return openDemo(parts.addressed());
    return show({ kind: 'token', problem: null, pending: false });
  };

  const recognised = async (me: Me, token: string | null) => {
    const known = { deviceId: me.deviceId, token, stationId: me.stationId };
    const demo = await reads.isDemo();
    isDemo = demo.ok && demo.value;
    device = known;
    const wanted = parts.addressed() ?? me.stationId ?? vault.read()?.stationId ?? null;
    // In the demo each station is a device of its own.
    if (isDemo && wanted !== null && wanted !== me.stationId) return openDemo(wanted);
    return wanted === null ? offerStations(token) : open(known, wanted);
  };

  const look = async () => {
    cancelRetry();
    const kept = vault.read();
    const me = await reads.me(kept?.token ?? null);
    if (me.ok) return me.value.role === 'kds' ? recognised(me.value, kept?.token ?? null) : askToPair();
    if (NOT_PAIRED.has(me.error.code)) return askToPair();
    // The server is away: a screen that knows who it is opens with what it saved, and says so.
    const stationId = parts.addressed() ?? kept?.stationId ?? null;
    if (me.error.code === 'edge_unreachable' && kept !== null && stationId !== null) return open(kept, stationId);
    return failed(me.error);
  };

  return {
    store,
    begin: () => void look(),
    retry() {
      show({ kind: 'looking' });
      void look();
    },
    choose(stationId) {
      const state = store.getState();
      if (state.kind !== 'choose' || state.pendingId !== null) return;
      if (!isDemo && device !== null) return open(device, stationId);
      show({ ...state, pendingId: stationId });
      void openDemo(stationId);
    },
    address: parts.place?.address ?? null,
    enterToken(text, address) {
      const token = text.trim();
      const refuse = (problem: TokenProblem) => show({ kind: 'token', problem, pending: false });
      if (token === '') return refuse('empty');
      const origin = parts.place === null ? null : originOf(address);
      if (parts.place !== null && origin === null) return refuse('address');
      show({ kind: 'token', problem: null, pending: true });
      if (parts.place !== null && origin !== null && origin !== parts.place.address) {
        return void parts.place.move(origin, token).catch(() => refuse('failed'));
      }
      void reads.me(token).then((me) => {
        if (me.ok && me.value.role === 'kds') return recognised(me.value, token);
        if (me.ok) return refuse('role');
        return refuse(TOKEN_PROBLEMS.get(me.error.code) ?? 'failed');
      });
    },
    changeStation() {
      show({ kind: 'looking' });
      void reads.me(device?.token ?? null).then((me) => {
        if (me.ok && me.value.role === 'kds') return offerStations(device?.token ?? null);
        return me.ok || NOT_PAIRED.has(me.error.code) ? askToPair() : failed(me.error);
      });
    },
  };
}

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
  const flow = new OpeningFlow(parts);
  return {
    store: flow.store,
    address: parts.place?.address ?? null,
    begin: () => void flow.look(),
    retry: () => void flow.retry(),
    choose: (stationId) => void flow.choose(stationId),
    enterToken: (token, address) => void flow.enterToken(token.trim(), address),
    changeStation: () => void flow.changeStation(),
  };
}

class OpeningFlow {
  readonly store = createStore<OpenState>(() => ({ kind: 'looking' }));
  readonly #parts: OpenParts;
  #device: KnownDevice | null = null;
  #isDemo = false;
  #cancelRetry: Cancel = () => undefined;

  constructor(parts: OpenParts) {
    this.#parts = parts;
  }

  async look(): Promise<void> {
    const { reads, vault, addressed } = this.#parts;
    this.#cancelRetry();
    const kept = vault.read();
    const me = await reads.me(kept?.token ?? null);
    if (me.ok) return me.value.role === 'kds' ? this.#recognised(me.value, kept?.token ?? null) : this.#askToPair();
    if (NOT_PAIRED.has(me.error.code)) return this.#askToPair();
    // The server is away: a screen that knows who it is opens with what it saved, and says so.
    const stationId = addressed() ?? kept?.stationId ?? null;
    const isAway = me.error.code === 'edge_unreachable';
    if (isAway && kept !== null && stationId !== null) return this.#open(kept, stationId);
    return this.#failed(me.error);
  }

  retry(): Promise<void> {
    this.#show({ kind: 'looking' });
    return this.look();
  }

  async choose(stationId: string): Promise<void> {
    const state = this.store.getState();
    if (state.kind !== 'choose' || state.pendingId !== null) return;
    if (!this.#isDemo && this.#device !== null) return this.#open(this.#device, stationId);
    this.#show({ ...state, pendingId: stationId });
    await this.#openDemo(stationId);
  }

  async enterToken(token: string, address: string): Promise<void> {
    const { place, reads } = this.#parts;
    if (token === '') return this.#refuseToken('empty');
    const origin = place === null ? null : originOf(address);
    if (place !== null && origin === null) return this.#refuseToken('address');
    this.#show({ kind: 'token', problem: null, pending: true });
    if (place !== null && origin !== null && origin !== place.address) {
      return place.move(origin, token).catch(() => this.#refuseToken('failed'));
    }
    const me = await reads.me(token);
    if (!me.ok) return this.#refuseToken(TOKEN_PROBLEMS.get(me.error.code) ?? 'failed');
    return me.value.role === 'kds' ? this.#recognised(me.value, token) : this.#refuseToken('role');
  }

  async changeStation(): Promise<void> {
    const token = this.#device?.token ?? null;
    this.#show({ kind: 'looking' });
    const me = await this.#parts.reads.me(token);
    if (me.ok && me.value.role === 'kds') return this.#offerStations(token);
    return me.ok || NOT_PAIRED.has(me.error.code) ? this.#askToPair() : this.#failed(me.error);
  }

  #show(state: OpenState): void {
    this.store.setState(state, true);
  }

  #refuseToken(problem: TokenProblem): void {
    this.#show({ kind: 'token', problem, pending: false });
  }

  #open(known: KnownDevice, stationId: string): void {
    const device = { ...known, stationId };
    this.#device = device;
    this.#parts.vault.keep(device, !this.#isDemo);
    this.#parts.remember(stationId);
    this.#show({ kind: 'open', device, stationId });
  }

  #failed(error: EdgeError): void {
    const { place, vault, timers } = this.#parts;
    if (error.code !== 'edge_unreachable') this.#show({ kind: 'refused', code: error.code });
    // A shell that was never paired may look in the wrong place.
    else if (place !== null && vault.read() === null) this.#refuseToken('away');
    else {
      this.#show({ kind: 'unreachable' });
      this.#cancelRetry = timers.after(RETRY_MS, () => void this.look());
    }
  }

  async #offerStations(token: string | null): Promise<void> {
    const found = await this.#parts.reads.stations(token);
    if (found.ok) return this.#show({ kind: 'choose', stations: found.value, pendingId: null });
    return found.error.code === 'menu_not_found' ? this.#show({ kind: 'no_menu' }) : this.#failed(found.error);
  }

  async #openDemo(stationId: string | null): Promise<void> {
    const opened = await this.#parts.reads.openDemo(stationId);
    // The address may name a station that the menu no longer has.
    if (!opened.ok && opened.error.code === 'station_unknown' && stationId !== null) return this.#openDemo(null);
    if (!opened.ok) return this.#failed(opened.error);
    this.#device = { ...opened.value, stationId };
    return stationId === null ? this.#offerStations(opened.value.token) : this.#open(this.#device, stationId);
  }

  async #learnDemo(): Promise<EdgeError | null> {
    const demo = await this.#parts.reads.isDemo();
    this.#isDemo = demo.ok && demo.value;
    return demo.ok ? null : demo.error;
  }

  async #askToPair(): Promise<void> {
    const error = await this.#learnDemo();
    if (error?.code === 'edge_unreachable') return this.#failed(error);
    return this.#isDemo
      ? this.#openDemo(this.#parts.addressed())
      : this.#show({ kind: 'token', problem: null, pending: false });
  }

  async #recognised(me: Me, token: string | null): Promise<void> {
    await this.#learnDemo();
    const known = { deviceId: me.deviceId, token, stationId: me.stationId };
    this.#device = known;
    const wanted = this.#parts.addressed() ?? me.stationId ?? this.#parts.vault.read()?.stationId ?? null;
    // In the demo each station is a device of its own.
    if (this.#isDemo && wanted !== null && wanted !== me.stationId) return this.#openDemo(wanted);
    return wanted === null ? this.#offerStations(token) : this.#open(known, wanted);
  }
}

import type { Clock } from '@passbell/core/kernel/clock';
import type { Timers } from '@passbell/core/kernel/timers';
import type { StaffView } from '@passbell/core/wire/views';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { numberParam, type Refusal } from '../../shared/refusal.ts';
import type { Access, DemoPerson, Person } from './access.ts';

/** Where the till stands between switched on and somebody at work. */
export type SignInPhase = 'looking' | 'unpaired' | 'signed_out' | 'signed_in';

export interface SignInState {
  readonly phase: SignInPhase;
  /** Why nothing goes on while looking; the till tries again by itself. */
  readonly lookingRefusal: Refusal | null;
  readonly demo: readonly DemoPerson[] | null;
  readonly staff: readonly StaffView[];
  readonly chosenId: string | null;
  readonly pin: string;
  /** A request is under way: no second press. */
  readonly busy: boolean;
  readonly refusal: Refusal | null;
  /** Locked names and until when, on this machine's monotonic clock. */
  readonly lockedUntilMs: ReadonlyMap<string, number>;
  readonly person: Person | null;
}

export interface SignIn {
  readonly store: StoreApi<SignInState>;
  /** Looks for the edge and for what this device is to it. */
  begin(): void;
  openDemo(): void;
  /** Whether pairing asks for the server's address. */
  readonly asksAddress: boolean;
  enterToken(token: string, address: string): void;
  choose(staffId: string | null): void;
  setPin(pin: string): void;
  submit(): void;
  /** Back to the names: the till is free for the next person. */
  leave(): void;
  /** The edge no longer knows this device. */
  unpair(): void;
}

export interface SignInParts {
  readonly access: Access;
  readonly clock: Clock;
  readonly timers: Timers;
  /** The device is let in: the feed may begin. */
  readonly onPaired: () => void;
}

const LOOK_AGAIN_MS = 2_000;
export const MIN_PIN = 4;
export const MAX_PIN = 8;
const NOT_PAIRED: ReadonlySet<string> = new Set(['unauthenticated', 'token_expired', 'permission_denied']);

/** Whether this code means that the device has to be paired, and not that something is out of order. */
export function isNotPaired(refusal: Refusal): boolean {
  return NOT_PAIRED.has(refusal.code);
}

export function createSignIn({ access, clock, timers, onPaired }: SignInParts): SignIn {
  const store = createStore<SignInState>(() => ({
    phase: 'looking',
    lookingRefusal: null,
    demo: null,
    staff: [],
    chosenId: null,
    pin: '',
    busy: false,
    refusal: null,
    lockedUntilMs: new Map(),
    person: null,
  }));
  const { getState, setState } = store;

  const begin = async () => {
    const hello = await access.hello();
    if (!hello.ok && !isNotPaired(hello.error)) {
      setState({ lookingRefusal: hello.error });
      timers.after(LOOK_AGAIN_MS, () => void begin());
      return;
    }
    const demo = await access.demo();
    setState({ demo, lookingRefusal: null });
    if (hello.ok) await letIn();
    else setState({ phase: 'unpaired' });
  };

  const letIn = async () => {
    onPaired();
    const staff = await access.staff();
    if (!staff.ok) {
      setState({ phase: 'looking', lookingRefusal: staff.error });
      timers.after(LOOK_AGAIN_MS, () => void letIn());
      return;
    }
    setState({
      phase: 'signed_out',
      lookingRefusal: null,
      staff: staff.value.filter((person) => person.active),
      busy: false,
      refusal: null,
    });
  };

  const attempt = async (asked: Promise<{ readonly ok: true } | { readonly ok: false; readonly error: Refusal }>) => {
    setState({ busy: true, refusal: null });
    const result = await asked;
    if (result.ok) await letIn();
    else setState({ busy: false, refusal: result.error });
  };

  const refused = (staffId: string, refusal: Refusal) => {
    const retryAfterMs = refusal.code === 'locked_out' ? (numberParam(refusal, 'retryAfterMs') ?? 60_000) : null;
    const lockedUntilMs = new Map(getState().lockedUntilMs);
    if (retryAfterMs !== null) lockedUntilMs.set(staffId, clock.monotonicMs() + retryAfterMs);
    setState({ busy: false, pin: '', refusal, lockedUntilMs });
  };

  const free = (refusal: Refusal | null) => {
    setState({ phase: 'signed_out', person: null, chosenId: null, pin: '', refusal });
    // Names may have changed since; the old list stays until the new one is here.
    void access.staff().then((staff) => staff.ok && setState({ staff: staff.value.filter((person) => person.active) }));
  };
  access.onSessionEnded(() => getState().phase === 'signed_in' && free({ code: 'session_expired', params: {} }));

  return {
    store,
    begin: () => void begin(),
    openDemo: () => void (getState().busy || attempt(access.openDemo())),
    asksAddress: access.asksAddress,
    enterToken: (token, address) => void (getState().busy || attempt(access.enterToken(token.trim(), address.trim()))),
    choose: (chosenId) => setState({ chosenId, pin: '', refusal: null }),
    setPin: (pin) => setState({ pin, refusal: null }),
    submit() {
      const { chosenId, pin, busy, lockedUntilMs } = getState();
      if (busy || chosenId === null || pin.length < MIN_PIN || (lockedUntilMs.get(chosenId) ?? 0) > clock.monotonicMs())
        return;
      setState({ busy: true, refusal: null });
      void access.signIn(chosenId, pin).then((result) => {
        if (!result.ok) refused(chosenId, result.error);
        else setState({ phase: 'signed_in', person: result.value, busy: false, pin: '', chosenId: null });
      });
    },
    leave() {
      free(null);
      access.signOut();
    },
    unpair() {
      const { phase } = getState();
      if (phase === 'signed_out' || phase === 'signed_in') setState({ phase: 'unpaired', person: null, busy: false });
    },
  };
}

import { err, ok } from '@passbell/core/kernel/result';
import { createFakeClock, promisesSettled } from '@passbell/testkit/fake-clock';
import { createFakeTimers } from '@passbell/testkit/fake-timers';
import { expect, test } from 'vitest';
import type { Refusal } from '../../shared/refusal.ts';
import type { Access } from './access.ts';
import { createSignIn } from './sign-in-store.ts';

const refusal = (code: Refusal['code'], params: Refusal['params'] = {}): Refusal => ({ code, params });
const ana = { id: 'ana', name: 'Ana', role: 'server', active: true };

function till(change: Partial<Access> = {}) {
  const clock = createFakeClock();
  let paired = 0;
  let ended: () => void = () => undefined;
  const asked: string[] = [];
  const access: Access = {
    asksAddress: false,
    hello: async () => ok(true),
    demo: async () => null,
    openDemo: async () => ok(true),
    enterToken: async () => ok(true),
    staff: async () => ok([ana, { ...ana, id: 'gone', active: false }]),
    signIn: async (_staffId, pin) => {
      asked.push(pin);
      return pin === '1234'
        ? ok({ staffId: 'ana', name: 'Ana', role: 'server' })
        : err(refusal('pin_wrong', { triesLeft: 4 }));
    },
    signOut: () => undefined,
    onSessionEnded: (listener) => {
      ended = listener;
      return () => undefined;
    },
    ...change,
  };
  const signIn = createSignIn({ access, clock, timers: createFakeTimers(clock), onPaired: () => (paired += 1) });
  return {
    clock,
    signIn,
    asked,
    state: () => signIn.store.getState(),
    paired: () => paired,
    endSession: () => ended(),
  };
}

test('a known till comes up with the names of those who work here', async () => {
  const { signIn, state, paired } = till();
  signIn.begin();
  await promisesSettled();
  expect(state()).toMatchObject({ phase: 'signed_out', staff: [ana] });
  expect(paired()).toBe(1);
});

test('a till the edge does not know asks to be paired, with the demo where there is one', async () => {
  const demo = [{ id: 'ana', name: 'Ana', role: 'server', pin: '1234' }];
  const { signIn, state, paired } = till({
    hello: async () => err(refusal('unauthenticated')),
    demo: async () => demo,
  });
  signIn.begin();
  await promisesSettled();
  expect(state()).toMatchObject({ phase: 'unpaired', demo });
  expect(paired()).toBe(0);
  signIn.openDemo();
  await promisesSettled();
  expect(state().phase).toBe('signed_out');
});

test('an edge that does not answer is asked again, and the till says so meanwhile', async () => {
  let tries = 0;
  const { clock, signIn, state } = till({
    hello: async () => {
      tries += 1;
      return tries < 2 ? err(refusal('edge_unreachable')) : ok(true);
    },
  });
  signIn.begin();
  await promisesSettled();
  expect(state()).toMatchObject({ phase: 'looking', lookingRefusal: { code: 'edge_unreachable' } });
  await clock.advanceAsync(2_000);
  expect(state()).toMatchObject({ phase: 'signed_out', lookingRefusal: null });
});

test('a wrong token is refused in words and the till stays where it is', async () => {
  const { signIn, state } = till({
    hello: async () => err(refusal('unauthenticated')),
    enterToken: async () => err(refusal('unauthenticated')),
  });
  signIn.begin();
  await promisesSettled();
  signIn.enterToken(' wrong ', '');
  await promisesSettled();
  expect(state()).toMatchObject({ phase: 'unpaired', busy: false, refusal: { code: 'unauthenticated' } });
});

test('a PIN goes out from four digits on, once; a wrong one empties the field', async () => {
  const { signIn, state, asked } = till();
  signIn.begin();
  await promisesSettled();
  signIn.choose('ana');
  signIn.setPin('123');
  signIn.submit();
  expect(asked).toEqual([]);
  signIn.setPin('9999');
  signIn.submit();
  signIn.submit();
  await promisesSettled();
  expect(asked).toEqual(['9999']);
  expect(state()).toMatchObject({ phase: 'signed_out', pin: '', refusal: { code: 'pin_wrong' } });
  signIn.setPin('1234');
  signIn.submit();
  await promisesSettled();
  expect(state()).toMatchObject({ phase: 'signed_in', person: { name: 'Ana' }, pin: '' });
});

test('a locked name does not ask again before its time, by a clock that nobody can set', async () => {
  const { clock, signIn, state, asked } = till({
    signIn: async (_staffId, pin) => {
      asked.push(pin);
      return err(refusal('locked_out', { retryAfterMs: 60_000 }));
    },
  });
  signIn.begin();
  await promisesSettled();
  signIn.choose('ana');
  signIn.setPin('9999');
  signIn.submit();
  await promisesSettled();
  clock.jumpWall(3_600_000);
  signIn.setPin('1234');
  signIn.submit();
  expect(asked).toEqual(['9999']);
  await clock.advanceAsync(60_000);
  signIn.submit();
  expect(asked).toEqual(['9999', '1234']);
  expect(state().lockedUntilMs.has('ana')).toBe(true);
});

test('the edge ends the session: back to the names, with the reason', async () => {
  const { signIn, state, endSession } = till();
  signIn.begin();
  await promisesSettled();
  signIn.choose('ana');
  signIn.setPin('1234');
  signIn.submit();
  await promisesSettled();
  endSession();
  expect(state()).toMatchObject({ phase: 'signed_out', person: null, refusal: { code: 'session_expired' } });
});

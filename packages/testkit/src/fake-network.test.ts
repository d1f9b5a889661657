import { expect, test } from 'vitest';
import { createFakeClock } from './fake-clock.ts';
import { createFakeNetwork, type FakeNetworkFaults, type FakeSocket } from './fake-network.ts';
import { createFakeTimers } from './fake-timers.ts';
import { createSeededRandom } from './seeded-random.ts';

function setUp(faults: Partial<FakeNetworkFaults> = {}, seed = 1) {
  const clock = createFakeClock();
  const timers = createFakeTimers(clock);
  const network = createFakeNetwork({ nowMs: clock.monotonicMs, timers, random: createSeededRandom(seed), faults });
  const log: string[] = [];
  const accepted: FakeSocket[] = [];
  const stop = network.listen('edge', (socket) => {
    accepted.push(socket);
    return { message: (text) => log.push(`server<${text}`), closed: (code) => log.push(`server closed ${code}`) };
  });
  const connect = () =>
    network.connect('edge', {
      opened: () => log.push('opened'),
      message: (text) => log.push(`client<${text}`),
      closed: (code) => log.push(`client closed ${code}`),
    });
  return { clock, network, log, accepted, stop, connect };
}

test('messages arrive both ways, later and in order', () => {
  const { clock, log, accepted, connect } = setUp({ minDelayMs: 1, maxDelayMs: 40 });
  const socket = connect();
  clock.advance(40);
  for (let n = 0; n < 20; n += 1) socket.send(`${n}`);
  accepted[0]?.send('hi');
  expect(log).toEqual(['opened']);
  clock.advance(40);
  expect(log.filter((line) => line.startsWith('server<'))).toEqual(Array.from({ length: 20 }, (_, n) => `server<${n}`));
  expect(log).toContain('client<hi');
});

test('a close reaches both ends, with its code', () => {
  const { clock, log, accepted, connect } = setUp();
  connect();
  clock.advance(5);
  accepted[0]?.close(4408);
  clock.advance(5);
  expect(log).toEqual(['opened', 'server closed 4408', 'client closed 4408']);
});

test('what was sent before a close arrives before it', () => {
  const { clock, log, accepted, connect } = setUp({ minDelayMs: 1, maxDelayMs: 50 });
  connect();
  clock.advance(60);
  accepted[0]?.send('goodbye');
  accepted[0]?.close(4401);
  accepted[0]?.send('too late');
  clock.advance(60);
  expect(log).toEqual(['opened', 'server closed 4401', 'client<goodbye', 'client closed 4401']);
});

test('nobody at the address: closed with 1006', () => {
  const { clock, log, stop, connect } = setUp();
  stop();
  connect();
  clock.advance(5);
  expect(log).toEqual(['client closed 1006']);
});

test('a stopped server breaks its lines', () => {
  const { clock, log, stop, connect } = setUp();
  connect();
  clock.advance(5);
  stop();
  clock.advance(5);
  expect(log).toEqual(['opened', 'client closed 1006', 'server closed 1006']);
});

test('across a partition nothing arrives and nobody is told; the line stays dead afterwards, a new one works', () => {
  const { clock, network, log, connect } = setUp();
  const socket = connect();
  clock.advance(5);
  network.setPartitioned(true);
  socket.send('lost');
  connect();
  clock.advance(60_000);
  expect(log).toEqual(['opened']);
  network.setPartitioned(false);
  socket.send('on the dead line');
  connect().close();
  const fresh = connect();
  clock.advance(5);
  fresh.send('again');
  clock.advance(5);
  expect(log.filter((line) => line.startsWith('server<'))).toEqual(['server<again']);
});

test('a half-open line carries one direction only', () => {
  const { clock, network, log, accepted, connect } = setUp();
  const socket = connect();
  clock.advance(5);
  network.silence('down');
  accepted[0]?.send('never');
  socket.send('up');
  clock.advance(100);
  expect(log).toEqual(['opened', 'server<up']);
});

test('with breaks, what arrived is a prefix of what was sent, and both ends learn of the break', () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const { clock, log, connect } = setUp({ breakRate: 0.2 }, seed);
    const socket = connect();
    clock.advance(5);
    for (let n = 0; n < 50; n += 1) {
      socket.send(`${n}`);
      clock.advance(3);
    }
    const got = log.filter((line) => line.startsWith('server<'));
    expect(got).toEqual(Array.from({ length: got.length }, (_, n) => `server<${n}`));
    expect(got.length).toBeLessThan(50);
    expect(log).toContain('client closed 1006');
    expect(log).toContain('server closed 1006');
  }
});

test('duplicates come when asked for', () => {
  const { clock, log, connect } = setUp({ duplicateRate: 1 });
  const socket = connect();
  clock.advance(5);
  socket.send('x');
  clock.advance(5);
  expect(log).toEqual(['opened', 'server<x', 'server<x']);
});

import { domainError } from '@passbell/core/errors/domain-error';
import { FEED_CLOSE, FEED_LIMITS } from '@passbell/core/wire/feed-messages';
import { promisesSettled } from '@passbell/testkit/fake-clock';
import { expect, test } from 'vitest';
import { createFeedWorld, greeted, hear } from '../../test/feed-fake-line.ts';
import { up } from '../../test/feed-model-screen.ts';
import { OutcomeUnknown } from '../journal/journal-errors.ts';

function command(key: string): string {
  return up({ type: 'command', key, name: 'bumpTicket', session: 'ana', args: { ticketId: 't' } });
}

test('a known device is welcomed and told where the journal stands', () => {
  const { line } = greeted({}, 'wall');
  expect(line.screen.of('welcome')).toMatchObject([
    { deviceId: 'wall-1', deviceName: 'Grill wall', role: 'kds', stationId: 'grill', epoch: 1, seq: 1, beatMs: 1_000 },
  ]);
});

test('a cookie that came with the upgrade stands in for a token', () => {
  const world = createFeedWorld();
  const line = world.connect('wall');
  line.session.receive(up({ type: 'hello', protocol: 1, token: null, app: 'kds', appVersion: '1' }));
  expect(line.screen.of('welcome')).toHaveLength(1);
});

test('an unknown token, or none, is shown out with 4401', () => {
  for (const token of ['stolen', null]) {
    const world = createFeedWorld();
    const line = world.connect();
    line.session.receive(up({ type: 'hello', protocol: 1, token, app: 'kds', appVersion: '1' }));
    expect(line.closed).toEqual([{ code: FEED_CLOSE.unauthenticated, reason: 'unauthenticated' }]);
    expect(line.screen.of('bye')).toMatchObject([{ error: { code: 'unauthenticated' } }]);
  }
});

test('a screen of another protocol version is told so even when its hello looks different', () => {
  const world = createFeedWorld();
  const line = world.connect();
  line.session.receive(JSON.stringify({ type: 'hello', protocol: 99, shape: 'unheard of' }));
  expect(line.closed).toEqual([{ code: FEED_CLOSE.protocol, reason: 'protocol_unsupported' }]);
  expect(line.screen.of('bye')[0]?.error.params).toEqual({ protocol: 99, min: 1, max: 1 });
});

test('a line that never says hello is closed', () => {
  const world = createFeedWorld();
  const line = world.connect();
  world.clock.advance(4_999);
  expect(line.closed).toEqual([]);
  world.clock.advance(1);
  expect(line.closed).toMatchObject([{ code: FEED_CLOSE.evicted }]);
});

test('anything before the hello ends the line', () => {
  const world = createFeedWorld();
  const line = world.connect();
  line.session.receive(command('k'));
  expect(line.closed).toMatchObject([{ code: FEED_CLOSE.invalid }]);
  expect(world.requests).toEqual([]);
});

test('a subscription begins with a snapshot and goes on with deltas', () => {
  const { world, line } = greeted();
  world.house.commit(world.house.place('o1', ['grill', 'fry']));
  hear(world, line, 'kitchen:grill');
  hear(world, line, 'orders.open');
  world.house.commit(world.house.bump('o1', 'fry'));
  expect(line.screen.of('snapshot')).toHaveLength(2);
  expect([...(line.screen.view('kitchen:grill')?.values() ?? [])]).toMatchObject([
    { id: 'o1/grill', others: [{ stationId: 'fry', doneLines: 1 }] },
  ]);
  world.house.commit(world.house.complete('o1'));
  expect(line.screen.view('orders.open')?.size).toBe(0);
  expect(line.screen.gaps).toEqual([]);
});

test('a kitchen screen hears kitchens, not orders; a till hears orders while somebody is signed in', () => {
  const wall = greeted({}, 'wall');
  hear(wall.world, wall.line, 'kitchen:grill');
  hear(wall.world, wall.line, 'orders.open');
  expect(wall.line.screen.of('refused')).toMatchObject([
    { topic: 'orders.open', error: { code: 'permission_denied' } },
  ]);
  expect(wall.line.screen.view('kitchen:grill')).toBeDefined();

  const till = greeted({}, 'till');
  hear(till.world, till.line, 'stock');
  hear(till.world, till.line, 'orders.open');
  hear(till.world, till.line, 'orders.open', 'nobody');
  expect(till.line.screen.of('refused').map(({ error }) => error.code)).toEqual([
    'session_required',
    'session_expired',
  ]);
  hear(till.world, till.line, 'orders.open', 'ana');
  expect(till.line.screen.view('orders.open')).toBeDefined();
});

test('when the person is signed out, their topics end within a beat and the rest goes on', () => {
  const { world, line } = greeted({}, 'till');
  hear(world, line, 'stock', 'ana');
  hear(world, line, 'orders.open', 'ana');
  world.door.people.delete('ana');
  world.clock.advance(1_000);
  expect(line.screen.of('refused')).toMatchObject([{ topic: 'orders.open', error: { code: 'session_expired' } }]);
  world.house.commit(world.house.place('o1', []), world.house.stock('steak', 4));
  expect(line.screen.of('delta').map(({ topic }) => topic)).toEqual(['stock']);
});

test('a revoked device is gone within a beat', () => {
  const { world, line } = greeted({}, 'wall');
  hear(world, line, 'kitchen:grill');
  world.door.devices.delete('wall');
  world.clock.advance(1_000);
  expect(line.closed).toMatchObject([{ code: FEED_CLOSE.unauthenticated }]);
  const told = line.screen.frames.length;
  world.house.commit(world.house.place('o1', ['grill']));
  expect(line.screen.frames).toHaveLength(told);
});

test('beats tell the heads of the topics heard, and health', () => {
  const { world, line } = greeted();
  hear(world, line, 'stock');
  hear(world, line, 'menu');
  world.house.commit(world.house.stock('steak', 3));
  world.clock.advance(1_000);
  const beat = line.screen.of('beat').at(-1);
  expect(beat).toMatchObject({ seq: 2, heads: { stock: 2, menu: 1 }, health: { internet: 'live' } });
  expect(line.screen.of('beat')).toHaveLength(1);
});

test('a ping is answered', () => {
  const { line } = greeted();
  line.session.receive(up({ type: 'ping', at: 12.5 }));
  expect(line.screen.of('pong')).toMatchObject([{ at: 12.5 }]);
});

test('a line that says nothing for 12 s is closed, one that pings is not', () => {
  const { world, line } = greeted();
  for (let round = 0; round < 10; round += 1) {
    world.clock.advance(5_000);
    line.session.receive(up({ type: 'ping', at: 1 }));
  }
  expect(line.closed).toEqual([]);
  world.clock.advance(12_000);
  expect(line.closed).toMatchObject([{ code: FEED_CLOSE.evicted }]);
});

test('a command goes through the one door and is answered with its place in the journal', async () => {
  const { world, line } = greeted({}, 'till');
  line.session.receive(command('k1'));
  await promisesSettled();
  expect(world.requests).toMatchObject([
    { key: 'k1', name: 'bumpTicket', sessionToken: 'ana', device: { id: 'till-1' } },
  ]);
  expect(line.screen.of('result')).toEqual([
    { type: 'result', key: 'k1', status: 'committed', epoch: 1, seq: 1, result: { done: true }, error: null },
  ]);
});

test('a refusal of the door reaches the screen; a bug there is answered and reported', async () => {
  const refusing = greeted({
    dispatch: async () => ({ status: 'refused', error: domainError('ticket_not_found'), duplicate: false }),
  });
  refusing.line.session.receive(command('k1'));
  const broken = greeted({ dispatch: () => Promise.reject(new Error('bug')) });
  broken.line.session.receive(command('k2'));
  await promisesSettled();
  expect(refusing.line.screen.of('result')).toMatchObject([{ status: 'refused', error: { code: 'ticket_not_found' } }]);
  expect(broken.line.screen.of('result')).toMatchObject([{ status: 'refused', error: { code: 'internal' } }]);
  expect(broken.world.faults).toHaveLength(1);
});

test('a command whose outcome nobody knows is not answered; the line ends', async () => {
  const { line } = greeted({ dispatch: () => Promise.reject(new OutcomeUnknown('disk')) });
  line.session.receive(command('k1'));
  await promisesSettled();
  expect(line.screen.of('result')).toEqual([]);
  expect(line.closed).toMatchObject([{ code: FEED_CLOSE.shuttingDown }]);
});

test('more commands than allowed are refused with a time to wait, and reach no door', async () => {
  const { world, line } = greeted();
  for (let at = 0; at < 70; at += 1) line.session.receive(command(`k${at}`));
  await promisesSettled();
  expect(world.requests).toHaveLength(FEED_LIMITS.commandBurst);
  const refused = line.screen.of('result').filter(({ status }) => status === 'refused');
  expect(refused).toHaveLength(10);
  expect(refused[0]?.error).toEqual({ code: 'rate_limited', params: { retryAfterMs: 50 } });
  world.clock.advance(50);
  line.session.receive(command('again'));
  expect(world.requests).toHaveLength(FEED_LIMITS.commandBurst + 1);
});

test('a slow door holds no more than a burst of commands', async () => {
  const { world, line } = greeted({ dispatch: () => new Promise(() => undefined) });
  for (let round = 0; round < 8; round += 1) {
    for (let at = 0; at < 20; at += 1) line.session.receive(command(`k${round}-${at}`));
    world.clock.advance(1_000);
  }
  await promisesSettled();
  expect(world.requests).toHaveLength(FEED_LIMITS.commandBurst);
  expect(line.screen.of('result')[0]).toMatchObject({ error: { code: 'overloaded' } });
});

test('a misshapen command is answered by its key, so that a queue does not wait for ever', () => {
  const { world, line } = greeted();
  line.session.receive(JSON.stringify({ type: 'command', key: 'k1', name: 'bumpTicket', session: null, args: [] }));
  expect(line.screen.of('result')).toMatchObject([
    { key: 'k1', status: 'refused', error: { code: 'message_invalid' } },
  ]);
  expect(world.requests).toEqual([]);
});

test('an unknown topic is refused by name and does not count as nonsense', () => {
  const { line } = greeted();
  for (let at = 0; at < 20; at += 1) {
    line.session.receive(JSON.stringify({ type: 'subscribe', topic: 'weather', resume: null, session: null }));
  }
  expect(line.screen.of('refused')[0]).toMatchObject({ topic: 'weather', error: { code: 'topic_unknown' } });
  expect(line.closed).toEqual([]);
});

test('nonsense is refused, and ten times is enough', () => {
  const { line } = greeted();
  for (let at = 0; at < 9; at += 1) line.session.receive('{"type":"hello?"');
  expect(line.screen.of('refused')).toHaveLength(9);
  expect(line.closed).toEqual([]);
  line.session.receiveUnreadable();
  expect(line.closed).toMatchObject([{ code: FEED_CLOSE.invalid }]);
});

test('frames have a bound, however proper they are', () => {
  const { line } = greeted({ limits: { frameBurst: 50 } });
  for (let at = 0; at < 100; at += 1) line.session.receive(up({ type: 'ping', at }));
  expect(line.screen.of('pong').length).toBe(49);
  expect(line.closed).toMatchObject([{ code: FEED_CLOSE.invalid }]);
});

test('topics have a bound', () => {
  const { world, line } = greeted();
  for (let at = 0; at < FEED_LIMITS.maxTopics + 1; at += 1) hear(world, line, `kitchen:s${at}`);
  expect(line.screen.of('snapshot')).toHaveLength(FEED_LIMITS.maxTopics);
  expect(line.screen.of('refused')).toMatchObject([{ topic: `kitchen:s${FEED_LIMITS.maxTopics}` }]);
});

test('a bug while reading closes nobody who can be served again, and tells nothing wrong', () => {
  let broken = false;
  const { world, line } = greeted({
    house: (house) => ({
      ...house,
      reads: {
        ...house.reads,
        stockTouchedBy: (...args) => {
          if (broken) throw new Error('bug');
          return house.reads.stockTouchedBy(...args);
        },
      },
    }),
  });
  hear(world, line, 'stock');
  broken = true;
  world.house.commit(world.house.stock('steak', 3));
  world.clock.advance(0);
  expect(world.faults).toHaveLength(1);
  expect(line.screen.view('stock')?.get('item:steak')).toMatchObject({ left: 3 });
  expect(line.closed).toEqual([]);
});

test('a stopping server says when to come back, spread out', () => {
  const world = createFeedWorld();
  const waits = Array.from({ length: 20 }, () => {
    const line = world.connect('box');
    line.session.receive(up({ type: 'hello', protocol: 1, token: null, app: 'kds', appVersion: '1' }));
    line.session.stop();
    expect(line.closed).toEqual([{ code: FEED_CLOSE.shuttingDown, reason: 'shutting_down' }]);
    return line.screen.of('bye')[0]?.retryMs ?? -1;
  });
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...waits)).toBeLessThan(3_000);
  expect(new Set(waits).size).toBeGreaterThan(10);
});

test('after the end nothing is sent and nothing runs', async () => {
  let answer: (() => void) | undefined;
  const { world, line } = greeted({
    dispatch: () =>
      new Promise((resolve) => {
        answer = () => resolve({ status: 'committed', answer: null, epoch: 1, seq: 1, duplicate: false });
      }),
  });
  hear(world, line, 'stock');
  line.session.receive(command('k1'));
  line.session.gone();
  const told = line.screen.frames.length;
  answer?.();
  world.house.commit(world.house.stock('steak', 3));
  await promisesSettled();
  world.clock.advance(60_000);
  line.session.receive(up({ type: 'ping', at: 1 }));
  expect(line.screen.frames).toHaveLength(told);
  expect(world.clock.nextDueMs()).toBeNull();
});

import type { FeedUp } from '@passbell/core/wire/feed-messages';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFeedWorld } from '../../test/feed-fake-line.ts';
import { HELLO, subscribeTo, up } from '../../test/feed-model-screen.ts';

const proper: FeedUp[] = [
  HELLO,
  { ...HELLO, token: 'wall' } as FeedUp, // HELLO is a hello; its union hides it.
  { type: 'hello', protocol: 0, token: null, app: '', appVersion: '' },
  subscribeTo('kitchen:grill'),
  subscribeTo('stock', { epoch: 1, seq: 0 }),
  subscribeTo('orders.open', { epoch: 3, seq: 1e9 }, 'ana'),
  subscribeTo('orders.open', null, 'nobody'),
  { type: 'unsubscribe', topic: 'stock' },
  { type: 'unsubscribe', topic: 'menu' },
  { type: 'ping', at: -1 },
];

/** Frames that are right, torn, turned around or nonsense, in any order and again and again; but never a whole command. */
const frame = fc.oneof(
  fc.constantFrom(...proper).map(up),
  fc.tuple(fc.constantFrom(...proper), fc.nat(40)).map(([message, cut]) => up(message).slice(0, -cut)),
  fc
    .tuple(fc.constantFrom(...proper), fc.dictionary(fc.string(), fc.jsonValue()))
    .map(([message, more]) => JSON.stringify({ ...message, ...more })),
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('null', '[]', '{}', '"', '{"type":"command"}', '{"type":"command","key":"","name":"","args":{}}'),
  fc.constantFrom('['.repeat(30_000), `{"type":${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
);
const event = fc.oneof(
  { weight: 12, arbitrary: frame.map((text) => ({ text })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { do: 'binary' },
      { do: 'gone' },
      { do: 'drained' },
      { do: 'commit' },
      { do: 'second' },
      { do: 'stop' },
    ),
  },
);

test('no order of frames, right or wrong, throws, writes, or leaves work behind after the end', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const world = createFeedWorld();
      const line = world.connect();
      for (const taken of events) {
        if ('text' in taken) line.session.receive(taken.text);
        else if (taken.do === 'binary') line.session.receiveUnreadable();
        else if (taken.do === 'gone') line.session.gone();
        else if (taken.do === 'drained') line.session.drained();
        else if (taken.do === 'commit')
          world.house.commit(world.house.place('o1', ['grill']), world.house.stock('steak', 1));
        else if (taken.do === 'second') world.clock.advance(1_000);
        else line.session.stop();
      }
      expect(world.requests).toEqual([]);
      expect(world.faults).toEqual([]);
      expect(line.screen.gaps).toEqual([]);
      expect(line.closed.length).toBeLessThanOrEqual(1);
      line.session.gone();
      expect(world.clock.nextDueMs()).toBeNull();
    }),
    { numRuns: 500 },
  );
});

test('one command replayed is one key at the door each time, and never another', () => {
  const command = up({ type: 'command', key: 'k1', name: 'payCash', session: 'ana', args: { orderId: 'o1' } });
  const world = createFeedWorld();
  const line = world.connect('till');
  line.session.receive(up({ type: 'hello', protocol: 1, token: null, app: 'pos', appVersion: '1' }));
  for (let round = 0; round < 10; round += 1) line.session.receive(command);
  expect(new Set(world.requests.map(({ key, args }) => `${key} ${JSON.stringify(args)}`)).size).toBe(1);
});

import { domainError } from '@passbell/core/errors/domain-error';
import { err, ok } from '@passbell/core/kernel/result';
import { permits } from '@passbell/core/staff/permissions';
import type { FeedUp } from '@passbell/core/wire/feed-messages';
import { createFakeClock, type FakeClock } from '@passbell/testkit/fake-clock';
import { createFakeTimers } from '@passbell/testkit/fake-timers';
import { createSeededRandom } from '@passbell/testkit/seeded-random';
import type {
  AuthenticatedDevice,
  Dispatch,
  DispatchRequest,
  Gatekeeper,
  StaffSession,
} from '../src/dispatch/dispatch-port.ts';
import { createFeedSession, SESSION_LIMITS } from '../src/realtime/feed-session.ts';
import type { FeedSession, FeedSessionPorts } from '../src/realtime/feed-session-port.ts';
import { createTopicHub, type TopicHub } from '../src/realtime/topic-hub.ts';
import type { FeedPosition } from '../src/realtime/topic-state.ts';
import { createModelScreen, HELLO, type ModelScreen, subscribeTo, up } from './feed-model-screen.ts';
import { createSyntheticHouse, type SyntheticHouse } from './feed-synthetic-house.ts';

/** Devices by token, persons by session token; both can be taken away. */
export interface OpenDoor {
  readonly gatekeeper: Gatekeeper;
  readonly devices: Map<string, AuthenticatedDevice>;
  readonly people: Map<string, StaffSession>;
}

export function createOpenDoor(): OpenDoor {
  const devices = new Map<string, AuthenticatedDevice>([
    ['till', { id: 'till-1', name: 'Till 1', role: 'pos', stationId: null }],
    ['wall', { id: 'wall-1', name: 'Grill wall', role: 'kds', stationId: 'grill' }],
    ['partner', { id: 'partner-1', name: 'Partner', role: 'integration', stationId: null }],
    ['box', { id: 'box', name: 'Box', role: 'server', stationId: null }],
  ]);
  const people = new Map<string, StaffSession>([['ana', { sessionId: 'ana', staffId: 'ana', role: 'server' }]]);
  return {
    devices,
    people,
    gatekeeper: {
      authenticate(token) {
        const device = token === null ? undefined : devices.get(token);
        return device ? ok(device) : err(domainError('unauthenticated'));
      },
      session(token) {
        if (token === null) return ok(null);
        const person = people.get(token);
        return person ? ok(person) : err(domainError('session_expired'));
      },
      permit(permission, device, person) {
        const answer = permits(permission, device.role, person?.role ?? null);
        return answer === 'allowed' ? ok(true) : err(domainError(answer));
      },
    },
  };
}

/** A screen on a line in memory, whose buffer a test can let fill up. */
export interface FakeLine {
  readonly screen: ModelScreen;
  readonly session: FeedSession;
  /** While held, what is sent stays in the buffer. */
  hold(held: boolean): void;
  readonly closed: { code: number; reason: string }[];
}

export interface FeedWorld {
  readonly clock: FakeClock;
  readonly house: SyntheticHouse;
  readonly hub: TopicHub;
  readonly door: OpenDoor;
  readonly requests: DispatchRequest[];
  readonly faults: unknown[];
  connect(cookieToken?: string | null): FakeLine;
}

export interface FeedWorldOptions {
  readonly dispatch?: Dispatch;
  readonly limits?: Partial<FeedSessionPorts['limits']>;
  readonly house?: (house: SyntheticHouse) => SyntheticHouse;
  readonly hubLimits?: Parameters<typeof createTopicHub>[0]['limits'];
}

/** Hub and sessions over a synthetic restaurant and simulated time. */
export function createFeedWorld(options: FeedWorldOptions = {}): FeedWorld {
  const clock = createFakeClock();
  const timers = createFakeTimers(clock);
  const made = createSyntheticHouse(clock);
  const house = options.house?.(made) ?? made;
  const door = createOpenDoor();
  const faults: unknown[] = [];
  const requests: DispatchRequest[] = [];
  const onFault = (error: unknown) => faults.push(error);
  const limits = options.hubLimits;
  // As in the composed server: what is handed in knows more than screens may be told.
  const hub = createTopicHub({
    reads: house.reads,
    clock,
    start: { ...house.position(), hash: 'of a journal' } as FeedPosition,
    onFault,
    ...(limits ? { limits } : {}),
  });
  house.onCommitted(hub.committed);
  const dispatch: Dispatch = (request) => {
    requests.push(request);
    return (
      options.dispatch?.(request) ??
      Promise.resolve({ status: 'committed', answer: { done: true }, ...house.position(), duplicate: false })
    );
  };
  const ports: FeedSessionPorts = {
    hub,
    dispatch,
    gatekeeper: door.gatekeeper,
    clock,
    timers,
    random: createSeededRandom(1),
    tenant: { orgId: 'org', locationId: 'loc', dataDir: '/secret' } as FeedSessionPorts['tenant'],
    health: () => ({ internet: 'live', waitingToSync: 0, catchUpTotal: null, downSinceMs: null }),
    onFault,
    limits: { ...SESSION_LIMITS, ...options.limits },
  };

  return {
    clock,
    house,
    hub,
    door,
    requests,
    faults,
    connect(cookieToken = null) {
      const screen = createModelScreen();
      const closed: { code: number; reason: string }[] = [];
      let held = false;
      let waiting: string[] = [];
      const flush = () => {
        const texts = waiting;
        waiting = [];
        for (const text of texts) screen.take(text);
      };
      const session = createFeedSession(
        ports,
        {
          send(text) {
            waiting.push(text);
            if (!held) flush();
          },
          bufferedBytes: () => waiting.reduce((size, text) => size + text.length, 0),
          close: (code, reason) => closed.push({ code, reason }),
        },
        cookieToken,
        { welcomed: () => undefined, ended: () => undefined },
      );
      return {
        screen,
        session,
        closed,
        hold(value) {
          held = value;
          if (held) return;
          flush();
          session.drained();
        },
      };
    },
  };
}

/** A world with one screen that was welcomed. */
export function greeted(options: FeedWorldOptions = {}, token = 'box'): { world: FeedWorld; line: FakeLine } {
  const world = createFeedWorld(options);
  const line = world.connect();
  line.session.receive(up({ ...HELLO, token } as FeedUp)); // HELLO is a hello; its union hides it.
  return { world, line };
}

/** Subscribes, and waits for the snapshot. */
export function hear(world: FeedWorld, line: FakeLine, topic: string, session: string | null = null): void {
  line.session.receive(up(subscribeTo(topic, null, session)));
  world.clock.advance(0);
}

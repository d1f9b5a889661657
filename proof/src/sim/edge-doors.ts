import { domainError } from '@passbell/core/errors/domain-error';
import { canonicalJson } from '@passbell/core/kernel/canonical-json';
import type { Clock } from '@passbell/core/kernel/clock';
import type { Timers } from '@passbell/core/kernel/timers';
import { COMMANDS } from '@passbell/core/wire/command-registry';
import type { HealthView } from '@passbell/core/wire/views';
import type { Dispatch, Gatekeeper } from '@passbell/edge-server/dispatch/dispatch-port';
import { toProblem } from '@passbell/edge-server/http/problem-mapper';
import type { Journal } from '@passbell/edge-server/journal/journal';
import type { EdgeReads } from '@passbell/edge-server/modules/edge-reads';
import { createFeedSession, SESSION_LIMITS } from '@passbell/edge-server/realtime/feed-session';
import type { FeedSession, FeedSessionPorts } from '@passbell/edge-server/realtime/feed-session-port';
import { createTopicHub } from '@passbell/edge-server/realtime/topic-hub';
import type { SeededRandom } from '@passbell/testkit/seeded-random';
import type { EdgeDisk } from './edge-disk.ts';
import type { SimContext } from './sim-context.ts';
import type { LineEnd, LineEvents } from './sim-link.ts';
import { SIM_TENANT } from './sim-people.ts';

/** A request as the simulated HTTP carries it. */
export interface SimRequest {
  readonly path: string;
  readonly token: string | null;
  readonly session: string | null;
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface SimResponse {
  readonly status: number;
  readonly body: string;
}

interface DoorParts {
  readonly journal: Journal;
  readonly dispatch: Dispatch;
  readonly gatekeeper: Gatekeeper;
  readonly reads: EdgeReads;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: SeededRandom;
  readonly context: SimContext;
  readonly health: () => HealthView;
  readonly disk: EdgeDisk;
}

const ROUTES = Object.values(COMMANDS).flatMap((command) => {
  if (command.path === null) return [];
  const pattern = command.path.replaceAll(/\{(\w+)\}/gu, '(?<$1>[^/]+)');
  return [{ command, pattern: new RegExp(`^${pattern}$`, 'u') }];
});

/** The ways into the edge: the real hub and feed sessions on simulated lines, and what the HTTP adapter does, in short. */
export class EdgeDoors {
  readonly sessions = new Set<FeedSession>();
  readonly #parts: DoorParts;
  readonly #ports: FeedSessionPorts;

  constructor(parts: DoorParts) {
    this.#parts = parts;
    const { context, journal, reads, clock } = parts;
    const onFault = (error: unknown) => {
      // A statement that a simulation broke comes out here as an unexpected error, and is answered as `internal`.
      if (!String(error).includes('a constraint that a simulation broke'))
        context.violate(
          'the feed never fails',
          error instanceof Error ? (error.stack ?? error.message) : String(error),
        );
    };
    const hub = createTopicHub({ reads, clock, start: journal.head(), onFault });
    journal.onCommitted((batch) => hub.committed(batch));
    this.#ports = { ...parts, hub, tenant: SIM_TENANT, onFault, limits: SESSION_LIMITS };
  }

  accept(path: string, line: LineEnd): LineEvents | null {
    if (path === 'feed') return this.#feed(line);
    return path === 'http' ? this.#http(line) : null;
  }

  stop(): void {
    for (const session of [...this.sessions]) session.stop();
  }

  #feed(line: LineEnd): LineEvents {
    const session = createFeedSession(
      this.#ports,
      {
        send: (text) => {
          this.#checkDown(text);
          line.send(text);
        },
        bufferedBytes: () => line.bufferedBytes(),
        close: (code) => line.close(code),
      },
      null,
      { welcomed: () => undefined, ended: () => this.sessions.delete(session) },
    );
    this.sessions.add(session);
    return {
      message: (text) => session.receive(text),
      closed: () => session.gone(),
      drained: () => session.drained(),
    };
  }

  #http(line: LineEnd): LineEvents {
    const answer = (response: SimResponse) => line.send(JSON.stringify(response));
    return {
      // Written by the simulated fetch.
      message: (text) => {
        this.#answer(JSON.parse(text) as SimRequest).then(answer, () => line.close(1011));
      },
      closed: () => undefined,
    };
  }

  async #answer(request: SimRequest): Promise<SimResponse> {
    const problem = (error: ReturnType<typeof domainError>) => {
      const body = toProblem(error, 'sim');
      return { status: body.status, body: JSON.stringify(body) };
    };
    const found = ROUTES.map(({ command, pattern }) => ({ command, match: pattern.exec(request.path) })).find(
      ({ match }) => match !== null,
    );
    if (found?.match == null) return problem(domainError('route_not_found'));
    const device = this.#parts.gatekeeper.authenticate(request.token);
    if (!device.ok) return problem(device.error);
    const outcome = await this.#parts.dispatch({
      name: found.command.name,
      key: request.key,
      device: device.value,
      sessionToken: request.session,
      args: { ...request.body, ...found.match.groups },
    });
    if (outcome.status === 'refused') return problem(outcome.error);
    this.#checkOnDisk(request.key);
    return { status: found.command.status, body: canonicalJson(outcome.answer) };
  }

  /** Nothing may leave of what is not on the disk. */
  #checkDown(text: string): void {
    const { disk, context } = this.#parts;
    const tellsOfRows = text.startsWith('{"type":"delta"') || text.startsWith('{"type":"snapshot"');
    if (tellsOfRows && disk.isInTransaction) context.violate('nothing before its commit', text.slice(0, 120));
    const committed = /^\{"type":"result","key":"([^"]+)","status":"committed"/u.exec(text)?.[1];
    if (committed !== undefined) this.#checkOnDisk(committed);
    const delta = /^\{"type":"delta",.*?"seq":(\d+)/u.exec(text)?.[1];
    if (delta === undefined) return;
    const head = disk.check('SELECT max(seq) FROM events').pluck().get();
    if (Number(delta) > Number(head)) context.violate('nothing before its commit', `delta ${delta}, on disk ${head}`);
  }

  #checkOnDisk(key: string): void {
    const { disk, context } = this.#parts;
    const status = disk.check('SELECT status FROM commands WHERE key = ?').pluck().get(key);
    if (status !== 'committed') context.violate('nothing before its commit', `${key} is ${String(status)} on disk`);
  }
}

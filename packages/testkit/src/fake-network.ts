import type { Timers } from '@passbell/core/kernel/timers';
import type { SeededRandom } from './seeded-random.ts';

/** What happens to one end of a connection. */
export interface FakeSocketEvents {
  opened(): void;
  message(text: string): void;
  /** 1006 when the line broke without a word. */
  closed(code: number): void;
}

/** One end of a connection. Same shape as the feed socket port of the clients, so either fits the other. */
export interface FakeSocket {
  send(text: string): void;
  close(code?: number): void;
}

/** Called by the network for each new connection; answers what the server's end does with what arrives. */
export type FakeAccept = (socket: FakeSocket) => Omit<FakeSocketEvents, 'opened'>;

/** How bad the network is. All rates are per message, 0 to 1. */
export interface FakeNetworkFaults {
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
  /** The line breaks instead of carrying the message; both ends learn it, what was under way is lost. */
  readonly breakRate: number;
  /** The line goes silent from here on without anybody being told (a pulled cable behind a switch). */
  readonly silentRate: number;
  /** The message arrives twice. TCP never does this; a receiver that survives it survives a resend. */
  readonly duplicateRate: number;
  /** A connection attempt fails. */
  readonly refuseRate: number;
}

/** A network without faults: everything arrives after 1 ms. */
export const PERFECT_NETWORK: FakeNetworkFaults = {
  minDelayMs: 1,
  maxDelayMs: 1,
  breakRate: 0,
  silentRate: 0,
  duplicateRate: 0,
  refuseRate: 0,
};

export interface FakeNetwork {
  /** Answers connections to `address` until the returned function is called; that breaks the open ones too. */
  listen(address: string, accept: FakeAccept): () => void;
  /** Connects; the outcome comes later as `opened` or `closed`. Usable as the clients' socket factory. */
  connect(address: string, events: FakeSocketEvents): FakeSocket;
  /** Changes the weather. Takes effect for messages sent from now on. */
  setFaults(faults: Partial<FakeNetworkFaults>): void;
  /** While partitioned nothing arrives anywhere and nobody is told; connection attempts hang. */
  setPartitioned(partitioned: boolean): void;
  /** From here on messages of this direction vanish on all lines open now: a half-open line. */
  silence(direction: 'up' | 'down'): void;
  /** Breaks every open line with this close code, at both ends. */
  breakAll(code?: number): void;
  readonly stats: { delivered: number; lost: number; broken: number; opened: number };
}

interface End {
  deliver: (text: string) => void;
  /** Undefined once this end was told that the line is gone. */
  closed: ((code: number) => void) | undefined;
  silent: boolean;
  /** Messages of one direction keep their order. */
  lastArrivalMs: number;
}

interface Line {
  readonly client: End;
  readonly server: End;
  /** Nothing new is taken once it is false. */
  open: boolean;
  /** What is under way is lost. */
  broken: boolean;
}

/** An in-memory network of WebSocket-like lines, deterministic for a seed and a clock. */
export function createFakeNetwork(ports: {
  readonly nowMs: () => number;
  readonly timers: Timers;
  readonly random: SeededRandom;
  readonly faults?: Partial<FakeNetworkFaults>;
}): FakeNetwork {
  const { timers, random } = ports;
  let faults: FakeNetworkFaults = { ...PERFECT_NETWORK, ...ports.faults };
  let partitioned = false;
  const servers = new Map<string, { accept: FakeAccept; lines: Set<Line> }>();
  const lines = new Set<Line>();
  const stats = { delivered: 0, lost: 0, broken: 0, opened: 0 };

  const delayMs = () => random.between(faults.minDelayMs, faults.maxDelayMs);

  const tell = (end: End, code: number, afterMs: number) => {
    timers.after(afterMs, () => {
      const closed = end.closed;
      end.closed = undefined;
      closed?.(code);
    });
  };
  const drop = (line: Line, code: number) => {
    if (!line.open) return;
    line.open = false;
    line.broken = true;
    lines.delete(line);
    stats.broken += 1;
    tell(line.client, code, delayMs());
    tell(line.server, code, delayMs());
  };

  const carry = (line: Line, from: End, to: End, text: string) => {
    if (!line.open) return;
    if (random.chance(faults.breakRate)) {
      stats.lost += 1;
      drop(line, 1006);
      return;
    }
    if (random.chance(faults.silentRate)) from.silent = true;
    if (from.silent || partitioned) {
      // What TCP could not carry it would resend after the partition; a line that lost bytes stays silent instead.
      from.silent = true;
      stats.lost += 1;
      return;
    }
    const copies = random.chance(faults.duplicateRate) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const arrivalMs = Math.max(from.lastArrivalMs, ports.nowMs() + delayMs());
      from.lastArrivalMs = arrivalMs;
      timers.after(arrivalMs - ports.nowMs(), () => {
        // An end that was told of the close hears nothing more; until then what was sent before it still arrives.
        if (line.broken || partitioned || to.closed === undefined) {
          stats.lost += 1;
          from.silent = true;
          return;
        }
        stats.delivered += 1;
        to.deliver(text);
      });
    }
  };

  const end = (): End => ({ deliver: () => undefined, closed: undefined, silent: false, lastArrivalMs: 0 });
  const socketOf = (line: Line, own: End, other: End): FakeSocket => ({
    send: (text) => carry(line, own, other, text),
    close(code = 1000) {
      if (!line.open) return;
      line.open = false;
      lines.delete(line);
      // The end that closes is told nothing more than its own close; across a partition the other hears nothing at all.
      const { closed } = own;
      own.closed = undefined;
      timers.soon(() => closed?.(code));
      if (!partitioned && !own.silent) tell(other, code, Math.max(own.lastArrivalMs - ports.nowMs(), delayMs()));
    },
  });

  const join = (line: Line, address: string, events: FakeSocketEvents) => {
    const server = servers.get(address);
    if (!line.open) return;
    if (partitioned) return;
    if (server === undefined || random.chance(faults.refuseRate)) {
      drop(line, 1006);
      return;
    }
    stats.opened += 1;
    server.lines.add(line);
    const handlers = server.accept(socketOf(line, line.server, line.client));
    line.server.deliver = (text) => handlers.message(text);
    line.server.closed = (code) => {
      server.lines.delete(line);
      handlers.closed(code);
    };
    events.opened();
  };

  return {
    stats,
    listen(address, accept) {
      const server = { accept, lines: new Set<Line>() };
      servers.set(address, server);
      return () => {
        if (servers.get(address) === server) servers.delete(address);
        for (const line of [...server.lines]) drop(line, 1006);
      };
    },
    connect(address, events) {
      const line: Line = { client: end(), server: end(), open: true, broken: false };
      line.client.deliver = (text) => events.message(text);
      line.client.closed = (code) => events.closed(code);
      lines.add(line);
      timers.after(delayMs(), () => join(line, address, events));
      return socketOf(line, line.client, line.server);
    },
    setFaults(change) {
      faults = { ...faults, ...change };
    },
    setPartitioned(value) {
      partitioned = value;
    },
    silence(direction) {
      for (const line of lines) (direction === 'up' ? line.client : line.server).silent = true;
    },
    breakAll(code = 1006) {
      for (const line of [...lines]) drop(line, code);
    },
  };
}

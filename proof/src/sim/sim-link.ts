import type { SeededRandom } from '@passbell/testkit/seeded-random';
import type { SimContext } from './sim-context.ts';
import type { SimMachine } from './sim-machine.ts';

/** What happens to one end of a line. */
export interface LineEvents {
  opened?(): void;
  message(text: string): void;
  /** 1006 when the line broke without a word. */
  closed(code: number): void;
  /** The other side's library answered a ping, or asked one. */
  alive?(): void;
  /** What was held back has left. */
  drained?(): void;
}

/** One end of a line. */
export interface LineEnd {
  send(text: string): void;
  ping(): void;
  close(code?: number): void;
  /** What was handed to `send` and could not leave. */
  bufferedBytes(): number;
}

/** The server's side of new lines; null turns one away. */
export type Accept = (path: string, line: LineEnd) => LineEvents | null;

/** How bad a link is. Rates are per message, 0 to 1. */
export interface Weather {
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
  /** The line breaks instead of carrying the message; both ends learn it. */
  readonly breakRate: number;
  /** From this message on nothing gets through this way, and nobody is told: a half-open line. */
  readonly silentRate: number;
  /** A message that may be repeated does not arrive, and the line goes on. */
  readonly lossRate: number;
  /** A message that may be repeated arrives twice. */
  readonly duplicateRate: number;
  readonly refuseRate: number;
}

export const CALM: Weather = {
  minDelayMs: 1,
  maxDelayMs: 3,
  breakRate: 0,
  silentRate: 0,
  lossRate: 0,
  duplicateRate: 0,
  refuseRate: 0,
};

/** What programs send again by themselves; a line of TCP would neither lose nor double a single frame. */
const REPEATABLE = /^\{"type":"(command|result|snapshot|delta|push|status)"/u;

/** `lose`: what is sent is gone, and the line stays silent. `hold`: it waits at the sender, as behind a full buffer. */
export type Way = 'open' | 'lose' | 'hold';
type Direction = 'up' | 'down';
type Kind = 'text' | 'ping' | 'pong';

interface End {
  readonly direction: Direction;
  readonly machine: SimMachine;
  /** The process that holds this end. */
  readonly life: number;
  events: LineEvents | null;
  isSilent: boolean;
  lastArrivalMs: number;
  held: { kind: Kind; text: string }[];
  heldBytes: number;
}

interface Line {
  readonly client: End;
  server: End;
  /** Nothing new is taken once it is false. */
  isOpen: boolean;
  /** What is under way is lost. */
  isBroken: boolean;
}

/** The cable between two machines: message lines in order, each way with its own troubles. */
export class SimLink {
  readonly name: string;
  readonly client: SimMachine;
  readonly server: SimMachine;
  weather: Weather = CALM;
  readonly #ways: Record<Direction, Way> = { up: 'open', down: 'open' };
  readonly #lines = new Set<Line>();
  readonly #context: SimContext;
  readonly #random: SeededRandom;
  readonly #accept: Accept;

  constructor(
    name: string,
    ends: { readonly client: SimMachine; readonly server: SimMachine },
    accept: Accept,
    context: SimContext,
    random: SeededRandom,
  ) {
    this.name = name;
    this.client = ends.client;
    this.server = ends.server;
    this.#accept = accept;
    this.#context = context;
    this.#random = random;
  }

  /** Opens a line; the outcome comes as `opened` or `closed`, or never. */
  connect(path: string, events: LineEvents): LineEnd {
    const line: Line = {
      client: this.#end('up', this.client, events),
      server: this.#end('down', this.server, null),
      isOpen: true,
      isBroken: false,
    };
    this.#lines.add(line);
    if (this.#ways.up === 'open') this.#after(this.#delayMs(), () => this.#arrive(line, path));
    return this.#socket(line, line.client, () => line.server);
  }

  /** Changes how a direction carries. Opening it lets go what was held. */
  setWay(direction: Direction, way: Way): void {
    this.#ways[direction] = way;
    if (way === 'hold') return;
    for (const line of this.#lines) {
      const from = direction === 'up' ? line.client : line.server;
      const { held } = from;
      if (held.length === 0) continue;
      from.held = [];
      from.heldBytes = 0;
      const to = direction === 'up' ? line.server : line.client;
      for (const { kind, text } of held) this.#carry(line, from, to, kind, text);
      from.events?.drained?.();
    }
  }

  get isWhole(): boolean {
    return this.#ways.up === 'open' && this.#ways.down === 'open';
  }

  breakLines(): void {
    for (const line of [...this.#lines]) this.#drop(line);
  }

  /** A process at one end is gone. When its whole machine went, nobody tells the other end. */
  died(machine: SimMachine, isPowerLoss: boolean): void {
    for (const line of [...this.#lines]) {
      const own = machine === this.client ? line.client : line.server;
      if (own.life === machine.life) continue;
      if (isPowerLoss) {
        line.isOpen = false;
        line.isBroken = true;
        this.#lines.delete(line);
      } else this.#drop(line);
    }
  }

  #end(direction: Direction, machine: SimMachine, events: LineEvents | null): End {
    const { life } = machine;
    return { direction, machine, life, events, isSilent: false, lastArrivalMs: 0, held: [], heldBytes: 0 };
  }

  #after(delayMs: number, task: () => void): void {
    const { scheduler } = this.#context;
    scheduler.at(scheduler.nowMs + delayMs, task);
  }

  #delayMs(): number {
    return this.#random.between(this.weather.minDelayMs, this.weather.maxDelayMs);
  }

  #arrive(line: Line, path: string): void {
    if (!line.isOpen) return;
    const isRefused = !this.server.isUp || this.#random.chance(this.weather.refuseRate);
    if (isRefused) {
      this.#drop(line);
      return;
    }
    line.server = this.#end('down', this.server, null);
    this.server.post(this.#context.scheduler.nowMs, () => {
      if (!line.isOpen) return;
      const events = this.#accept(
        path,
        this.#socket(line, line.server, () => line.client),
      );
      if (events === null) {
        this.#drop(line);
        return;
      }
      line.server.events = events;
      this.#context.stats.lines += 1;
      if (this.#ways.down !== 'open') return;
      const openedMs = this.#context.scheduler.nowMs + this.#delayMs();
      line.server.lastArrivalMs = Math.max(line.server.lastArrivalMs, openedMs);
      this.#tell(line.client, openedMs, () => !line.isBroken && line.client.events?.opened?.());
    });
  }

  #tell(end: End, atMs: number, work: () => void): void {
    if (end.machine.life === end.life) end.machine.post(atMs, work);
  }

  #socket(line: Line, own: End, other: () => End): LineEnd {
    return {
      send: (text) => this.#carry(line, own, other(), 'text', text),
      ping: () => this.#carry(line, own, other(), 'ping', ''),
      bufferedBytes: () => own.heldBytes,
      close: (code = 1000) => this.#close(line, own, other(), code),
    };
  }

  #close(line: Line, own: End, other: End, code: number): void {
    if (!line.isOpen || own.machine.life !== own.life) return;
    line.isOpen = false;
    this.#lines.delete(line);
    const { events } = own;
    own.events = null;
    const { nowMs } = this.#context.scheduler;
    this.#tell(own, nowMs, () => events?.closed(code));
    // Across a broken way the other end hears nothing of the close: its line stays half open.
    if (own.isSilent || this.#ways[own.direction] !== 'open') return;
    const atMs = Math.max(own.lastArrivalMs, nowMs + this.#delayMs());
    this.#tell(other, atMs, () => this.#closed(other, code));
  }

  #closed(end: End, code: number): void {
    const { events } = end;
    end.events = null;
    events?.closed(code);
  }

  #drop(line: Line): void {
    if (!line.isOpen) return;
    line.isOpen = false;
    line.isBroken = true;
    this.#lines.delete(line);
    this.#context.stats.broken += 1;
    for (const end of [line.client, line.server]) {
      const atMs = this.#context.scheduler.nowMs + this.#delayMs();
      this.#tell(end, atMs, () => this.#closed(end, 1006));
    }
  }

  #carry(line: Line, from: End, to: End, kind: Kind, text: string): void {
    if (!line.isOpen || from.machine.life !== from.life) return;
    const { stats } = this.#context;
    if (this.#random.chance(this.weather.breakRate)) {
      stats.lost += 1;
      this.#drop(line);
      return;
    }
    if (this.#random.chance(this.weather.silentRate)) from.isSilent = true;
    const way = this.#ways[from.direction];
    if (from.isSilent || way === 'lose') {
      from.isSilent = true;
      stats.lost += 1;
      return;
    }
    if (way === 'hold') {
      from.held.push({ kind, text });
      from.heldBytes += text.length;
      return;
    }
    const isRepeatable = kind === 'text' && REPEATABLE.test(text);
    if (isRepeatable && this.#random.chance(this.weather.lossRate)) {
      stats.lost += 1;
      return;
    }
    const copies = isRepeatable && this.#random.chance(this.weather.duplicateRate) ? 2 : 1;
    if (copies > 1) stats.duplicated += 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const atMs = Math.max(from.lastArrivalMs, this.#context.scheduler.nowMs + this.#delayMs());
      from.lastArrivalMs = atMs;
      this.#tell(to, atMs, () => this.#deliver(line, to, from, kind, text));
    }
  }

  #deliver(line: Line, to: End, from: End, kind: Kind, text: string): void {
    if (line.isBroken || to.events === null) return;
    this.#context.stats.delivered += 1;
    if (kind === 'text') {
      this.#context.trace(`${this.name} ${from.direction} ${text}`);
      to.events.message(text);
      return;
    }
    to.events.alive?.();
    if (kind === 'ping') this.#carry(line, to, from, 'pong', '');
  }
}

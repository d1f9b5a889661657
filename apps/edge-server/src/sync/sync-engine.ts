import { assert } from '@passbell/core/kernel/assert';
import type { Clock } from '@passbell/core/kernel/clock';
import { SECOND_MS } from '@passbell/core/kernel/durations';
import type { RandomSource } from '@passbell/core/kernel/random';
import type { Cancel, Timers } from '@passbell/core/kernel/timers';
import { OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from '@passbell/core/wire/protocol-version';
import {
  SYNC_BATCH,
  type SyncNack,
  type SyncPosition,
  type SyncPush,
  type SyncUp,
  syncDown,
} from '@passbell/core/wire/sync-messages';
import { HealthTeller } from './health-teller.ts';
import { PushWindow } from './push-window.ts';
import { retryDelayMs } from './retry-delay.ts';
import { DOWN_GRACE_MS, healthOf, LIVE_WITHIN_EVENTS, type SyncHealth } from './sync-health.ts';
import type { CursorMemory, JournalSource, SyncSocket, SyncSocketFactory } from './sync-ports.ts';

/** From dialling to WELCOME. */
const GREETING_TIMEOUT_MS = 15 * SECOND_MS;
const STATUS_EVERY_MS = 5 * SECOND_MS;
/** Three unanswered pings. */
const SILENT_AFTER_MS = 15 * SECOND_MS;
const ACK_TIMEOUT_MS = 60 * SECOND_MS;

export interface SyncEnginePorts {
  readonly identity: { readonly orgId: string; readonly locationId: string; readonly nodeId: string };
  readonly journal: JournalSource;
  readonly openSocket: SyncSocketFactory;
  readonly memory: CursorMemory;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: RandomSource;
  /** Told when it changes. */
  onHealth(health: SyncHealth): void;
  /** For the log: what happened to the connection. */
  onNote(note: string, details: Readonly<Record<string, string | number>>): void;
}

type Phase = 'stopped' | 'waiting' | 'greeting' | 'open';

/**
 * Carries the journal to the cloud, for ever: dial, HELLO, and from the cursor the cloud names push what follows,
 * within credit. It keeps nothing that matters: after any cut, at either end, the cloud's cursor says where to go on,
 * forward or backward. Whatever surprises it ends the connection and starts anew, so there is one way to resume.
 */
export class SyncEngine {
  readonly #ports: SyncEnginePorts;
  readonly #teller: HealthTeller;
  #phase: Phase = 'stopped';
  #line: symbol | null = null;
  #socket: SyncSocket | null = null;
  #window: PushWindow | null = null;
  #cursor: SyncPosition | null;
  #attempt = 0;
  #refusal: SyncNack['code'] | null = null;
  #lost: { wallMs: number; monotonicMs: number; hasGrace: boolean } | null = null;
  #backlogPeak = 0;
  #heardMs = 0;
  #progressMs = 0;
  #cancels: Cancel[] = [];
  #cancelGrace: Cancel = () => undefined;

  constructor(ports: SyncEnginePorts) {
    this.#ports = ports;
    this.#cursor = ports.memory.read();
    this.#teller = new HealthTeller(
      ports.timers,
      () => this.health(),
      (health) => ports.onHealth(health),
    );
  }

  start(): void {
    if (this.#phase !== 'stopped') return;
    this.#lost = { ...this.#now(), hasGrace: false };
    this.#guarded(() => this.#dial());
    this.#teller.poke();
  }

  /** Something was committed. */
  wake(): void {
    if (this.#phase === 'stopped') return;
    this.#guarded(() => this.#pump());
  }

  /** Tells nothing more after this. */
  stop(): void {
    this.#leave();
    this.#phase = 'stopped';
    this.#teller.stop();
    this.#cancelGrace();
    this.#rememberCursor();
  }

  health(): SyncHealth {
    const waiting = Math.max(0, this.#head().seq - (this.#cursor?.seq ?? 0));
    const isBacklog = this.#phase === 'open' && waiting > LIVE_WITHIN_EVENTS;
    this.#backlogPeak = isBacklog ? Math.max(this.#backlogPeak, waiting) : 0;
    const facts = {
      isOpen: this.#phase === 'open',
      waiting,
      backlogPeak: this.#backlogPeak,
      lost: this.#lost,
      refusal: this.#refusal,
    };
    return healthOf(facts, this.#ports.clock.monotonicMs());
  }

  #now(): { wallMs: number; monotonicMs: number } {
    return { wallMs: this.#ports.clock.nowMs(), monotonicMs: this.#ports.clock.monotonicMs() };
  }

  /** The head as the wire counts: a journal without an event stands before the first of epoch 1. */
  #head(): SyncPosition {
    const head = this.#ports.journal.head();
    return { ...head, epoch: Math.max(1, head.epoch) };
  }

  #dial(): void {
    this.#phase = 'greeting';
    const line = Symbol('line');
    this.#line = line;
    // A connection that was left may still speak; only the newest one is listened to.
    const ifCurrent = (work: () => void): void => {
      if (this.#line === line) this.#guarded(work);
    };
    const socket = this.#ports.openSocket({
      opened: () => ifCurrent(() => this.#greet()),
      message: (text) => ifCurrent(() => this.#receive(text)),
      alive: () => ifCurrent(() => this.#hear()),
      closed: (reason) => ifCurrent(() => this.#lose(reason, 0)),
    });
    if (this.#line !== line) {
      socket.close(); // It was lost while it was opened.
      return;
    }
    this.#socket = socket;
    this.#after(GREETING_TIMEOUT_MS, () => {
      if (this.#phase === 'greeting') this.#lose('no answer', 0);
    });
  }

  #after(delayMs: number, task: () => void): void {
    this.#cancels.push(this.#ports.timers.after(delayMs, () => this.#guarded(task)));
  }

  /** A journal that cannot be read now, or a message that makes no sense, must not end the thread. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#lose(error instanceof Error ? error.message : String(error), 0);
    }
  }

  #send(message: SyncUp): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #greet(): void {
    this.#send({
      type: 'hello',
      protocol: { min: OLDEST_PROTOCOL_VERSION, max: PROTOCOL_VERSION },
      ...this.#ports.identity,
      head: this.#head(),
      location: this.#ports.journal.location(),
    });
  }

  #hear(): void {
    this.#heardMs = this.#ports.clock.monotonicMs();
  }

  #receive(text: string): void {
    this.#hear();
    const { success, data } = syncDown.safeParse(JSON.parse(text));
    if (!success) this.#lose('the cloud said something unknown', 0);
    else if (data.type === 'welcome') this.#open(data.cursor, data.credit);
    else if (data.type === 'ack') this.#advance(data.cursor, data.credit);
    else this.#obey(data);
  }

  #obey(nack: SyncNack): void {
    this.#refusal = nack.code;
    if (nack.cursor !== null) this.#cursor = nack.cursor;
    this.#lose(`refused: ${nack.code}`, nack.afterMs ?? 0);
  }

  #open(cursor: SyncPosition, credit: number): void {
    assert(this.#phase === 'greeting', 'the cloud welcomed us twice');
    this.#phase = 'open';
    this.#lost = null;
    this.#cancelGrace();
    this.#refusal = null;
    this.#cursor = cursor;
    this.#backlogPeak = 0;
    this.#window = new PushWindow(cursor, credit);
    this.#progressMs = this.#ports.clock.monotonicMs();
    this.#ports.onNote('connected', { epoch: cursor.epoch, seq: cursor.seq });
    this.#cancels.push(this.#ports.timers.every(STATUS_EVERY_MS, () => this.#guarded(() => this.#report())));
    this.#pump();
  }

  #advance(cursor: SyncPosition, credit: number): void {
    assert(this.#window !== null, 'the cloud acknowledged before it welcomed us');
    this.#attempt = 0;
    this.#progressMs = this.#ports.clock.monotonicMs();
    this.#cursor = cursor;
    this.#window.acknowledge(cursor, credit);
    this.#pump();
  }

  /** Sends what fits into the window. */
  #pump(): void {
    const window = this.#window;
    while (window !== null && this.#phase === 'open' && window === this.#window) {
      const push = this.#nextPush(window);
      if (push === null) break;
      if (window.isEmpty) this.#progressMs = this.#ports.clock.monotonicMs();
      window.take({ epoch: push.epoch, seq: push.to, hash: push.lastHash }, push.events.length);
      this.#send(push);
    }
    this.#teller.poke();
  }

  #nextPush(window: PushWindow): SyncPush | null {
    const room = window.room();
    if (room === 0) return null;
    const { epoch, seq } = window.sent;
    const limits = { maxEvents: Math.min(SYNC_BATCH.maxEvents, room), maxBytes: SYNC_BATCH.maxBytes };
    const read = this.#ports.journal.eventsAfter(epoch, seq, limits);
    const [first] = read;
    if (first === undefined) return null;
    const events = read.filter((event) => event.epoch === first.epoch);
    const last = events.at(-1) ?? first;
    if (events.length > room && !window.isEmpty) return null;
    return {
      type: 'push',
      epoch: first.epoch,
      from: first.seq,
      to: last.seq,
      prevHash: first.prevHash,
      events,
      lastHash: last.hash,
    };
  }

  /** The regular beat of an open connection: says how far we are, asks for a sign of life, and gives up on silence. */
  #report(): void {
    const monotonicMs = this.#ports.clock.monotonicMs();
    const isIdle = this.#window?.isEmpty ?? true;
    const trouble = this.#troubleAt(monotonicMs, isIdle);
    if (trouble !== null) {
      this.#lose(trouble, 0);
      return;
    }
    if (isIdle) this.#attempt = 0;
    this.#send({ type: 'status', head: this.#head() });
    this.#socket?.ping();
    this.#rememberCursor();
    this.#pump();
  }

  #troubleAt(monotonicMs: number, isIdle: boolean): string | null {
    if (monotonicMs - this.#heardMs > SILENT_AFTER_MS) return 'the cloud is silent';
    return !isIdle && monotonicMs - this.#progressMs > ACK_TIMEOUT_MS ? 'no acknowledgement' : null;
  }

  #rememberCursor(): void {
    if (this.#cursor !== null) this.#ports.memory.write(this.#cursor);
  }

  #leave(): void {
    const socket = this.#socket;
    this.#line = null;
    this.#socket = null;
    this.#window = null;
    for (const cancel of this.#cancels.splice(0)) cancel();
    socket?.close();
  }

  #lose(reason: string, askedMs: number): void {
    if (this.#phase === 'stopped' || this.#phase === 'waiting') return;
    this.#leave();
    this.#phase = 'waiting';
    if (this.#lost === null) this.#beginOutage();
    const downForMs = this.#ports.clock.monotonicMs() - (this.#lost?.monotonicMs ?? 0);
    const delayMs = retryDelayMs(this.#ports.random, this.#attempt, downForMs, askedMs);
    this.#attempt += 1;
    this.#ports.onNote('disconnected', { reason, retryInMs: delayMs });
    this.#after(delayMs, () => this.#dial());
    this.#teller.poke();
  }

  #beginOutage(): void {
    this.#lost = { ...this.#now(), hasGrace: true };
    this.#cancelGrace = this.#ports.timers.after(DOWN_GRACE_MS, () => this.#teller.poke());
  }
}

import type { Json } from '@passbell/core/kernel/canonical-json';
import type { Timers } from '@passbell/core/kernel/timers';
import type { FeedDown, FeedUp } from '@passbell/core/wire/feed-messages';
import { feedUp } from '@passbell/core/wire/feed-messages';
import type { HealthView } from '@passbell/core/wire/views';
import type { FakeClock } from '@passbell/testkit/fake-clock';
import type { FakeNetwork, FakeSocket } from '@passbell/testkit/fake-network';

export const EDGE_URL = 'ws://edge.test/v1/feed';
export const HEALTHY: HealthView = { internet: 'live', waitingToSync: 0, catchUpTotal: null, downSinceMs: null };

/** What a command does to the fake edge: the changed documents by topic, or a refusal. */
export type Effect =
  | { readonly changes: readonly { topic: string; key: string; doc: Json | null }[]; readonly answer: Json }
  | {
      readonly refuse: {
        code: 'sold_out' | 'session_expired' | 'overloaded' | 'internal';
        params: Record<string, string | number>;
      };
    };

interface Session {
  readonly socket: FakeSocket;
  readonly topics: Set<string>;
}

interface Delta {
  readonly prev: number;
  readonly seq: number;
  readonly ops: { key: string; doc: Json | null }[];
}

/** A small edge of the feed protocol: dense seqs, topics with heads, deltas kept for resuming, results kept by key. */
export class FakeEdge {
  epoch = 1;
  seq = 0;
  locationId = 'loc';
  health = HEALTHY;
  /** Results by key; what makes a repeated command have one effect. */
  readonly answered = new Map<string, FeedDown>();
  /** Keys in the order in which they took effect. */
  readonly effects: string[] = [];
  readonly heard: FeedUp[] = [];
  readonly documents = new Map<string, Map<string, Json>>();
  /** Deltas kept for resuming; fewer means more snapshots. */
  ringDeltas = 50;
  /** Documents per part of a snapshot. */
  partSize = 3;
  decide: (name: string, args: Record<string, Json>, session: string | null) => Effect = () => ({
    changes: [],
    answer: null,
  });
  /** How far the edge's wall clock is ahead. */
  serverAheadMs = 0;
  /** Whether a command's answer leaves before its delta. */
  resultFirst = false;
  /** The next answer to a command vanishes on its way. */
  loseNextResult = false;
  /** Topics that a device alone may not hear. */
  readonly needsSession = new Set<string>();
  readonly #muted = new Set<string>();
  /** Topics that wait for a slow line: nothing of them is sent, and beats leave them out. */
  readonly behind = new Set<string>();
  refuseHello: FeedDown | null = null;
  #stopListening: () => void = () => undefined;
  #stopBeats: () => void = () => undefined;
  readonly #heads = new Map<string, number>();
  readonly #rings = new Map<string, Delta[]>();
  readonly #sessions = new Set<Session>();
  readonly #network: FakeNetwork;
  readonly #clock: FakeClock;
  readonly #timers: Timers;

  constructor(network: FakeNetwork, clock: FakeClock, timers: Timers) {
    this.#network = network;
    this.#clock = clock;
    this.#timers = timers;
  }

  start(): void {
    this.#stopListening = this.#network.listen(EDGE_URL, (socket) => {
      const session: Session = { socket, topics: new Set() };
      let greeted = false;
      return {
        message: (text) => {
          const message = feedUp.parse(JSON.parse(text));
          this.heard.push(message);
          if (message.type === 'hello') {
            greeted = true;
            this.#welcome(session);
          } else if (greeted) this.#receive(session, message);
        },
        closed: () => this.#sessions.delete(session),
      };
    });
    this.#stopBeats = this.#timers.every(1_000, () => this.beat());
  }

  /** The process ends. What is in `documents` and `answered` was on its disk and is there when it starts again. */
  stop(): void {
    this.#stopBeats();
    this.#stopListening();
    this.#sessions.clear();
  }

  /** Something happened in the house: one event, told to who listens. */
  change(changes: readonly { topic: string; key: string; doc: Json | null }[]): void {
    this.seq += 1;
    const byTopic = Map.groupBy(changes, ({ topic }) => topic);
    for (const [topic, ofTopic] of byTopic) {
      const documents = this.#documentsOf(topic);
      for (const { key, doc } of ofTopic) {
        if (doc === null) documents.delete(key);
        else documents.set(key, doc);
      }
      const delta: Delta = {
        prev: this.#heads.get(topic) ?? 0,
        seq: this.seq,
        ops: ofTopic.map(({ key, doc }) => ({ key, doc })),
      };
      this.#heads.set(topic, this.seq);
      this.#rings.set(topic, [...(this.#rings.get(topic) ?? []), delta].slice(-this.ringDeltas));
      const told = [...this.#sessions].filter(
        ({ topics }) => topics.has(topic) && !this.#muted.has(topic) && !this.behind.has(topic),
      );
      const tell = () => {
        for (const session of told) this.#sendDelta(session, topic, delta);
      };
      if (this.resultFirst) this.#timers.soon(tell);
      else tell();
    }
  }

  beat(): void {
    for (const session of this.#sessions) this.#beatTo(session);
  }

  broadcast(frame: FeedDown): void {
    for (const { socket } of this.#sessions) socket.send(JSON.stringify(frame));
  }

  closeAll(code: number): void {
    for (const { socket } of this.#sessions) socket.close(code);
  }

  /** From now on deltas of the topic are lost on their way. */
  mute(topic: string): void {
    this.#muted.add(topic);
  }

  unmute(topic: string): void {
    this.#muted.delete(topic);
  }

  /** The files are those of an old backup now. */
  restore(seq: number, topic: string, documents: readonly (readonly [string, Json])[]): void {
    this.seq = seq;
    this.documents.set(topic, new Map(documents));
    this.#heads.set(topic, seq);
    this.#rings.clear();
  }

  #nowMs(): number {
    return this.#clock.nowMs() + this.serverAheadMs;
  }

  #documentsOf(topic: string): Map<string, Json> {
    const known = this.documents.get(topic) ?? new Map<string, Json>();
    this.documents.set(topic, known);
    return known;
  }

  #welcome(session: Session): void {
    if (this.refuseHello !== null) {
      session.socket.send(JSON.stringify(this.refuseHello));
      session.socket.close(4401);
      return;
    }
    this.#sessions.add(session);
    this.#send(session, {
      type: 'welcome',
      protocol: 1,
      orgId: 'org',
      locationId: this.locationId,
      deviceId: 'device',
      deviceName: 'Till 1',
      role: 'pos',
      stationId: null,
      epoch: this.epoch,
      seq: this.seq,
      serverMs: this.#nowMs(),
      beatMs: 1_000,
    });
  }

  #receive(session: Session, message: FeedUp): void {
    if (message.type === 'subscribe') {
      const { topic, resume } = message;
      if (this.needsSession.has(topic) && message.session === null) {
        this.#send(session, { type: 'refused', topic, error: { code: 'session_required', params: {} } });
      } else this.#subscribe(session, topic, resume);
    } else if (message.type === 'unsubscribe') session.topics.delete(message.topic);
    else if (message.type === 'ping') this.#send(session, { type: 'pong', at: message.at, serverMs: this.#nowMs() });
    else if (message.type === 'command') {
      const { key, name, args } = message;
      // The schema made sure that it is JSON.
      const result = this.#command(key, name, args as Record<string, Json>, message.session);
      if (this.loseNextResult) this.loseNextResult = false;
      else this.#send(session, result);
    }
  }

  #command(key: string, name: string, args: Record<string, Json>, session: string | null): FeedDown {
    const before = this.answered.get(key);
    if (before !== undefined) return before;
    const effect = this.decide(name, args, session);
    if ('refuse' in effect) {
      const refused: FeedDown = {
        type: 'result',
        key,
        status: 'refused',
        epoch: null,
        seq: null,
        result: null,
        error: effect.refuse,
      };
      if (effect.refuse.code === 'sold_out') this.answered.set(key, refused);
      return refused;
    }
    if (effect.changes.length > 0) this.change(effect.changes);
    const result = effect.answer as string | null; // Fakes answer with plain values.
    const committed: FeedDown = {
      type: 'result',
      key,
      status: 'committed',
      epoch: this.epoch,
      seq: this.seq,
      result,
      error: null,
    };
    this.answered.set(key, committed);
    this.effects.push(key);
    return committed;
  }

  #subscribe(session: Session, topic: string, resume: { epoch: number; seq: number } | null): void {
    session.topics.add(topic);
    if (this.behind.has(topic)) return;
    const ring = this.#rings.get(topic) ?? [];
    const head = this.#heads.get(topic) ?? 0;
    const oldest = ring[0];
    const covered = resume !== null && resume.epoch === this.epoch && resume.seq <= this.seq;
    if (covered && (resume.seq >= head || (oldest !== undefined && oldest.prev <= resume.seq))) {
      for (const delta of ring) if (delta.seq > resume.seq) this.#sendDelta(session, topic, delta);
      this.#beatTo(session);
      return;
    }
    const all = [...this.#documentsOf(topic)].map(([key, doc]) => ({ key, doc: doc as string })); // Any JSON.
    const parts = Math.max(1, Math.ceil(all.length / this.partSize));
    for (let part = 1; part <= parts; part += 1) {
      const documents = all.slice((part - 1) * this.partSize, part * this.partSize);
      this.#send(session, { type: 'snapshot', topic, epoch: this.epoch, seq: this.seq, part, parts, documents });
    }
  }

  #sendDelta(session: Session, topic: string, { prev, seq, ops }: Delta): void {
    this.#send(session, {
      type: 'delta',
      topic,
      epoch: this.epoch,
      prev,
      seq,
      ops: ops as { key: string; doc: string }[],
    });
  }

  #beatTo(session: Session): void {
    const abreast = [...session.topics].filter((topic) => !this.behind.has(topic));
    const heads = Object.fromEntries(abreast.map((topic) => [topic, this.#heads.get(topic) ?? 0]));
    const { epoch, seq, health } = this;
    this.#send(session, { type: 'beat', serverMs: this.#nowMs(), epoch, seq, heads, health });
  }

  #send(session: Session, frame: FeedDown): void {
    session.socket.send(JSON.stringify(frame));
  }
}

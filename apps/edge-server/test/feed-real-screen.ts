import type { FeedDown, FeedUp } from '@passbell/core/wire/feed-messages';
import { type ClientOptions, WebSocket } from 'ws';
import { createModelScreen, type ModelScreen, subscribeTo, up } from './feed-model-screen.ts';

/** A model screen on a real socket. */
export interface RealScreen {
  readonly socket: WebSocket;
  readonly model: ModelScreen;
  send(frame: FeedUp): void;
  /** Resolves once what the screen knows fulfils `condition`, which is looked at after each frame. */
  until(condition: (model: ModelScreen) => boolean): Promise<void>;
  /** Sends a hello and waits for the welcome. */
  greet(token: string | null): Promise<void>;
  /** Subscribes and waits for the whole snapshot or the resumption. */
  hear(topic: string, resume?: { epoch: number; seq: number } | null, session?: string | null): Promise<void>;
  readonly closed: Promise<{ code: number; reason: string }>;
}

/** Connects; rejects with the HTTP status when the upgrade is refused. */
export function connectScreen(
  port: number,
  options: ClientOptions & { path?: string; protocols?: string[] } = {},
): Promise<RealScreen> {
  const { path = '/v1/feed', protocols = [], ...rest } = options;
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, rest);
  const model = createModelScreen();
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    model.take(String(data));
    for (const look of [...waiting]) look();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });
  const send = (frame: FeedUp) => socket.send(up(frame));
  const until: RealScreen['until'] = (condition) =>
    new Promise((resolve) => {
      const look = () => {
        if (!condition(model)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const screen: RealScreen = {
    socket,
    model,
    send,
    until,
    closed,
    async greet(token) {
      send({ type: 'hello', protocol: 1, token, app: 'model', appVersion: '0.1.0' });
      await until(() => model.of('welcome').length > 0);
    },
    async hear(topic, resume = null, session = null) {
      const answers = (frame: FeedDown) =>
        (frame.type === 'snapshot' && frame.topic === topic && frame.part === frame.parts) ||
        (frame.type === 'beat' && topic in frame.heads) ||
        (frame.type === 'refused' && frame.topic === topic);
      const before = model.frames.length;
      send(subscribeTo(topic, resume, session));
      await until(() => model.frames.slice(before).some(answers));
    },
  };
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(screen));
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      reject(new Error(`refused with ${response.statusCode}`));
    });
    socket.on('error', reject);
  });
}

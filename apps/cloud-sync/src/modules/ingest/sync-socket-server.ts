import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { SECOND_MS } from '@passbell/core/kernel/durations';
import type { Cancel, Timers } from '@passbell/core/kernel/timers';
import { SYNC_SUBPROTOCOL } from '@passbell/core/wire/protocol-version';
import { SYNC_BATCH } from '@passbell/core/wire/sync-messages';
import { type WebSocket, WebSocketServer } from 'ws';
import type { LocationKey } from './cloud-store.ts';
import { IngestSession, type IngestSessionPorts } from './ingest-session.ts';

/** Where edges connect. */
export const SYNC_PATH = '/v1/sync';
const HELLO_TIMEOUT_MS = 10 * SECOND_MS;
const PING_EVERY_MS = 10 * SECOND_MS;
/** A socket that did not answer two pings is half open. */
const SILENT_AFTER_MS = 25 * SECOND_MS;
const CLOSE_TIMEOUT_MS = SECOND_MS;

export interface SyncSocketPorts extends Omit<IngestSessionPorts, 'send' | 'end'> {
  readonly timers: Timers;
  /** Whose token this is; null when nobody's. */
  locationByToken(token: string): Promise<LocationKey | null>;
}

export interface SyncSocketServer {
  /** Takes an HTTP upgrade to `SYNC_PATH`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  sessionCount(): number;
  /** Says goodbye to every edge. Resolves when all are gone, after a second at most. */
  stop(): Promise<void>;
}

function bearerToken(request: IncomingMessage): string | null {
  return /^Bearer ([\x21-\x7e]{16,200})$/u.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/** Answers an upgrade with a status instead of a connection. */
export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** The WebSocket side of the ingest: signs edges in by token and gives each its `IngestSession`. */
export function createSyncSocketServer(ports: SyncSocketPorts): SyncSocketServer {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: SYNC_BATCH.maxFrameBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SYNC_SUBPROTOCOL) ? SYNC_SUBPROTOCOL : false),
  });
  const sessions = new Map<string, WebSocket>();
  let stopping = false;

  function attach(key: LocationKey, socket: WebSocket): void {
    const name = JSON.stringify([key.orgId, key.locationId]);
    // The box came back before its old connection was known to be dead.
    sessions.get(name)?.close(4409, 'replaced by a newer connection');
    sessions.set(name, socket);
    const session = new IngestSession(key, {
      ...ports,
      send: (message) => socket.send(JSON.stringify(message)),
      end: () => socket.close(4000, 'refused'),
    });
    const cancel = watch(socket, session, ports);
    socket.on('close', () => {
      cancel();
      session.closed();
      if (sessions.get(name) === socket) sessions.delete(name);
    });
    socket.on('error', () => socket.terminate());
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const token = bearerToken(request);
    const key = token === null ? null : await ports.locationByToken(token);
    if (key === null) return refuseUpgrade(socket, '401 Unauthorized');
    if (stopping) return refuseUpgrade(socket, '503 Service Unavailable');
    if (!(request.headers['sec-websocket-protocol'] ?? '').split(/, */u).includes(SYNC_SUBPROTOCOL))
      return refuseUpgrade(socket, '400 Bad Request');
    server.handleUpgrade(request, socket, head, (webSocket) => attach(key, webSocket));
  }

  return {
    upgrade: (request, socket, head) => {
      const ignore = (): void => void socket.destroy();
      socket.on('error', ignore);
      upgrade(request, socket, head)
        .catch((error: unknown) => {
          ports.observer.failed({ orgId: '', locationId: '' }, error);
          refuseUpgrade(socket, '503 Service Unavailable');
        })
        .finally(() => socket.off('error', ignore));
    },
    sessionCount: () => sessions.size,
    stop: async () => {
      stopping = true;
      const sockets = [...server.clients];
      const gone = sockets.map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())));
      for (const socket of sockets) socket.close(1001, 'going away');
      const cancel = ports.timers.after(CLOSE_TIMEOUT_MS, () => {
        for (const socket of server.clients) socket.terminate();
      });
      await Promise.all(gone);
      cancel();
      server.close();
    },
  };
}

/** Feeds a session from its socket and ends it when the other side says nothing. */
function watch(socket: WebSocket, session: IngestSession, { clock, timers }: SyncSocketPorts): Cancel {
  let heardMs = clock.monotonicMs();
  let greeted = false;
  socket.on('pong', () => {
    heardMs = clock.monotonicMs();
  });
  socket.on('message', (data, isBinary) => {
    heardMs = clock.monotonicMs();
    greeted = true;
    if (isBinary) return socket.close(1003, 'text frames only');
    // One frame at a time comes off the network, so a flood waits in the sender's buffers and not in ours.
    socket.pause();
    session.receive(data.toString());
    void session.idle().then(() => socket.resume());
  });
  const cancelHello = timers.after(HELLO_TIMEOUT_MS, () => {
    if (!greeted) socket.close(4408, 'no hello');
  });
  const cancelPing = timers.every(PING_EVERY_MS, () => {
    if (clock.monotonicMs() - heardMs > SILENT_AFTER_MS) return socket.terminate();
    socket.ping();
  });
  return () => {
    cancelHello();
    cancelPing();
  };
}

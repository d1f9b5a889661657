import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { domainError } from '@passbell/core/errors/domain-error';
import type { Cancel } from '@passbell/core/kernel/timers';
import { FEED_CLOSE } from '@passbell/core/wire/feed-messages';
import { FEED_SUBPROTOCOL } from '@passbell/core/wire/protocol-version';
import { type WebSocket, WebSocketServer } from 'ws';
import { createFeedSession } from './feed-session.ts';
import type { FeedSession, FeedSessionInfo, FeedSessionPorts } from './feed-session-port.ts';
import { refuseUpgrade, type UpgradeRefusal } from './upgrade-check.ts';

/** Bounds over all sessions. */
export interface FeedServerLimits {
  readonly maxSessions: number;
  /** A device with more lines than this loses the one it was silent on for longest: that is a line it left behind. */
  readonly maxSessionsPerDevice: number;
  /** How long a closed line may take to drain before it is cut. */
  readonly closeGraceMs: number;
}

export const FEED_SERVER_LIMITS: FeedServerLimits = {
  maxSessions: 1_000,
  maxSessionsPerDevice: 16,
  closeGraceMs: 1_000,
};

export interface FeedServerOptions extends FeedSessionPorts {
  /** `/v1/feed`. Upgrades to other paths are answered with 404. */
  readonly path: string;
  /** The device token in the cookie of a browser's request, null where there is none. */
  readonly cookieToken: (request: IncomingMessage) => string | null;
  readonly serverLimits?: FeedServerLimits;
}

/** The feed on an HTTP server. */
export interface FeedServer {
  sessions(): readonly FeedSessionInfo[];
  /** Says goodbye to every screen and resolves when all lines are closed or cut. New ones are refused meanwhile. */
  stop(): Promise<void>;
}

const REASONS: Readonly<Record<UpgradeRefusal, string>> = {
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
};

function answerRefusal(socket: Duplex, status: UpgradeRefusal): void {
  socket.end(`HTTP/1.1 ${status} ${REASONS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Texts as bytes. What goes to many lines one after the other is encoded once. */
function createEncoder(): (text: string) => Buffer {
  let lastText = '';
  let lastBytes = Buffer.alloc(0);
  return (text) => {
    if (text !== lastText) {
      lastBytes = Buffer.from(text);
      lastText = text;
    }
    return lastBytes;
  };
}

/** Puts the feed on an HTTP server. Its `upgrade` event belongs to the feed from then on. */
export function attachFeed(server: Server, options: FeedServerOptions): FeedServer {
  const { serverLimits = FEED_SERVER_LIMITS } = options;
  /** Every socket that is not closed yet; the sessions of some are over. */
  const lines = new Map<WebSocket, FeedSession>();
  const live = new Set<FeedSession>();
  const encode = createEncoder();
  let stopping = false;
  // Compression costs memory per line and saves little on a LAN (websockets/ws#1202).
  const acceptor = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: options.limits.maxFrameBytes,
    handleProtocols: (offered) => (offered.has(FEED_SUBPROTOCOL) ? FEED_SUBPROTOCOL : false),
  });

  const sessionsOf = (deviceId: string) => [...live].filter((each) => each.info().device?.id === deviceId);
  const boundDevice = (deviceId: string) => {
    const bySilence = sessionsOf(deviceId).sort((a, b) => a.info().heardMs - b.info().heardMs);
    const surplus = Math.max(0, bySilence.length - serverLimits.maxSessionsPerDevice);
    for (const session of bySilence.slice(0, surplus)) {
      session.end(FEED_CLOSE.evicted, domainError('overloaded', { reason: 'too_many_lines' }), null);
    }
  };

  const accept = (socket: WebSocket, cookieToken: string | null) => {
    let cancelCut: Cancel = () => undefined;
    const close = (code: number, reason: string) => {
      socket.close(code, reason);
      // A line that does not drain would hold its memory for the 30 s the library waits.
      cancelCut = options.timers.after(serverLimits.closeGraceMs, () => socket.terminate());
    };
    const onSent = () => session.drained();
    const session = createFeedSession(
      options,
      {
        send: (text) => socket.send(encode(text), { binary: false }, onSent),
        bufferedBytes: () => socket.bufferedAmount,
        close,
      },
      cookieToken,
      { welcomed: (device) => boundDevice(device.id), ended: () => live.delete(session) },
    );
    lines.set(socket, session);
    live.add(session);
    socket.on('message', (data, isBinary) => {
      if (isBinary) session.receiveUnreadable();
      else session.receive(String(data));
    });
    // Broken frames and resets; `close` follows and ends the session.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      cancelCut();
      lines.delete(socket);
      session.gone();
    });
  };

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const cookieToken = options.cookieToken(request);
    const isFull = stopping || lines.size >= serverLimits.maxSessions;
    const refusal = refuseUpgrade(request, { path: options.path, cookieToken, isFull });
    if (refusal !== null) return answerRefusal(socket, refusal);
    request.socket.setNoDelay(true);
    acceptor.handleUpgrade(request, socket, head, (webSocket) => accept(webSocket, cookieToken));
  };
  server.on('upgrade', onUpgrade);

  const stop = async () => {
    stopping = true;
    const closings = [...lines].map(([socket, session]) => {
      const closed = new Promise<void>((resolve) => {
        socket.once('close', () => resolve());
      });
      session.stop();
      return closed;
    });
    await Promise.all(closings);
    server.off('upgrade', onUpgrade);
    acceptor.close();
  };
  let stopped: Promise<void> | undefined;

  return {
    sessions: () => [...live].map((session) => session.info()),
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

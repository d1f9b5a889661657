import { SYNC_SUBPROTOCOL } from '@passbell/core/wire/protocol-version';
import { WebSocket } from 'ws';
import type { SyncSocketFactory } from './sync-ports.ts';

const HANDSHAKE_TIMEOUT_MS = 10_000;
const MAX_DOWN_BYTES = 1_048_576;

/** Connections to the cloud's ingest over a real WebSocket, with this location's token. */
export function wsSyncSocket(url: string, token: string): SyncSocketFactory {
  return (handlers) => {
    const socket = new WebSocket(url, [SYNC_SUBPROTOCOL], {
      headers: { authorization: `Bearer ${token}` },
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      maxPayload: MAX_DOWN_BYTES,
      perMessageDeflate: false,
    });
    let reason = '';
    socket.on('open', () => handlers.opened());
    socket.on('message', (data) => handlers.message(data.toString()));
    socket.on('ping', () => handlers.alive());
    socket.on('pong', () => handlers.alive());
    socket.on('error', (error) => {
      reason = error.message; // `close` follows.
    });
    socket.on('close', (code, text) => handlers.closed(reason || `${code} ${text.toString()}`.trim()));
    return {
      send: (text) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(text);
      },
      ping: () => {
        if (socket.readyState === WebSocket.OPEN) socket.ping();
      },
      close: () => socket.terminate(),
    };
  };
}

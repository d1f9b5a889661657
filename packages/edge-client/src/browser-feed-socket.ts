import { FEED_SUBPROTOCOL } from '@passbell/core/wire/protocol-version';
import type { OpenFeedSocket } from './feed-socket.ts';

const ABNORMAL = 1006;

/** The platform's WebSocket (browsers, Electron, Node 22 and later) as a feed socket. */
export const openBrowserFeedSocket: OpenFeedSocket = (url, events) => {
  let socket: WebSocket;
  try {
    socket = new WebSocket(url, FEED_SUBPROTOCOL);
  } catch {
    // A malformed address, or ws: from an https: page.
    queueMicrotask(() => events.closed(ABNORMAL));
    return { send: () => undefined, close: () => undefined };
  }
  socket.onopen = () => events.opened();
  socket.onmessage = (event: MessageEvent<unknown>) => {
    if (typeof event.data === 'string') events.message(event.data);
  };
  socket.onclose = (event) => events.closed(event.code);
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    // The platform refuses to send codes it reserves; anything else is a plain goodbye.
    close: (code = 1000) => socket.close(code >= 3000 && code <= 4999 ? code : 1000),
  };
};

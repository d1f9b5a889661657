import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A server that listens, and can stop although browsers hold their connections open. */
export interface HttpListener {
  readonly port: number;
  /** Takes nothing new; what is being answered is answered. */
  close(): Promise<void>;
}

export interface HttpHandlers {
  readonly onRequest: RequestListener;
  /** The address somebody wants to upgrade at, without its query. */
  onUpgrade(path: string, request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Opens an HTTP server. Rejects when the port is taken. */
export async function openHttpListener(handlers: HttpHandlers, port: number, host: string): Promise<HttpListener> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, handlers.onRequest);
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.on('upgrade', (request, socket, head) => {
    handlers.onUpgrade((request.url ?? '/').split('?', 1)[0] ?? '/', request, socket, head);
  });
  return {
    port: await listen(server, port, host),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroySoon();
      }),
  };
}

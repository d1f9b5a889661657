import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { assert } from '@passbell/core/kernel/assert';
import { SECOND_MS } from '@passbell/core/kernel/durations';
import type { Timers } from '@passbell/core/kernel/timers';

const MAX_CONNECTIONS = 2_000;
const MAX_HEADER_BYTES = 16_384;
const IDLE_SWEEP_MS = 20;

/** A server with bounds on everything a stranger could make it wait for or keep. Does not listen yet. */
export function createBoundedServer(listener: RequestListener): Server {
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: 10 * SECOND_MS,
      requestTimeout: 30 * SECOND_MS,
      keepAliveTimeout: 30 * SECOND_MS,
      connectionsCheckingInterval: 5 * SECOND_MS,
      insecureHTTPParser: false,
      // Who offers another upgrade (curl offers HTTP/2) means an ordinary request, and gets its answer.
      shouldUpgradeCallback: (request) => request.headers.upgrade?.toLowerCase() === 'websocket',
    },
    listener,
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.maxHeadersCount = 100;
  return server;
}

/** The port is in use by somebody else. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
  readonly port: number;
  constructor(port: number) {
    super(`port ${port} is in use`);
    this.port = port;
  }
}

/** Listens and tells the port, which for 0 the system chose. @throws {PortTaken} */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new PortTaken(port) : error);
    server.once('error', onError);
    server.listen({ host, port }, () => {
      server.off('error', onError);
      const address: AddressInfo | string | null = server.address();
      assert(address !== null && typeof address === 'object', 'a server that listens on TCP has an address');
      resolve(address.port);
    });
  });
}

/** Stops taking connections, lets running requests end within `graceMs`, then cuts what is left. */
export function closeServer(server: Server, timers: Timers, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cancelCut = timers.after(graceMs, () => server.closeAllConnections());
    // A connection whose request ends meanwhile becomes idle, and would stay open for the next one.
    const cancelSweep = timers.every(IDLE_SWEEP_MS, () => server.closeIdleConnections());
    server.close(() => {
      cancelCut();
      cancelSweep();
      resolve();
    });
    server.closeIdleConnections();
  });
}

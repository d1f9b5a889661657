import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { FEED_SUBPROTOCOL } from '@passbell/core/wire/protocol-version';
import { afterEach, expect, test } from 'vitest';
import { openBrowserFeedSocket } from '../src/browser-feed-socket.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** RFC 6455 by hand, just enough: short frames, no fragments. */
function frame(opcode: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x80 | opcode, payload.length]), payload]);
}

function unmask(data: Buffer): { opcode: number; payload: Buffer } {
  const length = (data[1] ?? 0) & 0x7f;
  const mask = data.subarray(2, 6);
  const payload = Buffer.from(data.subarray(6, 6 + length).map((byte, at) => byte ^ (mask[at % 4] ?? 0)));
  return { opcode: (data[0] ?? 0) & 0x0f, payload };
}

async function startEcho() {
  const server = createServer((_request, response) => response.writeHead(404).end());
  const protocols: (string | undefined)[] = [];
  const sockets: Duplex[] = [];
  server.on('upgrade', (request, socket) => {
    sockets.push(socket);
    protocols.push(request.headers['sec-websocket-protocol']);
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n` +
        `Sec-WebSocket-Protocol: ${FEED_SUBPROTOCOL}\r\n\r\n`,
    );
    socket.on('data', (data: Buffer) => {
      const { opcode, payload } = unmask(data);
      if (opcode === 8) socket.end(frame(8, payload));
      else if (payload.toString() === 'evict me') socket.write(frame(8, Buffer.from([4408 >> 8, 4408 & 0xff])));
      else if (payload.toString() === 'cut') socket.destroy();
      else socket.write(frame(1, payload));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // Listening on TCP.
  return { url: `ws://127.0.0.1:${port}/v1/feed`, protocols, port };
}

/** The events of a socket, one at a time. */
function open(url: string) {
  const events: string[] = [];
  const waiting: ((event: string) => void)[] = [];
  const push = (event: string) => {
    const next = waiting.shift();
    if (next === undefined) events.push(event);
    else next(event);
  };
  const socket = openBrowserFeedSocket(url, {
    opened: () => push('opened'),
    message: (text) => push(`message ${text}`),
    closed: (code) => push(`closed ${code}`),
  });
  const next = () => {
    const event = events.shift();
    return event === undefined ? new Promise<string>((resolve) => waiting.push(resolve)) : Promise.resolve(event);
  };
  return { socket, next };
}

test('text goes out and comes in over a real socket with the feed subprotocol', async () => {
  const { url, protocols } = await startEcho();
  const { socket, next } = open(url);
  socket.send('before it is open: dropped, not thrown');
  expect(await next()).toBe('opened');
  socket.send('grüezi');
  expect(await next()).toBe('message grüezi');
  expect(protocols).toEqual([FEED_SUBPROTOCOL]);
  socket.close();
  expect(await next()).toBe('closed 1000');
});

test('the close code of the edge arrives', async () => {
  const { socket, next } = open((await startEcho()).url);
  await next();
  socket.send('evict me');
  expect(await next()).toBe('closed 4408');
});

test('a cut line and nobody there are both 1006', async () => {
  const { url, port } = await startEcho();
  const cut = open(url);
  await cut.next();
  cut.socket.send('cut');
  expect(await cut.next()).toBe('closed 1006');
  for (const close of closers.splice(0)) close();
  expect(await open(`ws://127.0.0.1:${port}/v1/feed`).next()).toBe('closed 1006');
});

test('an address that cannot be one is a closed line, not an exception', async () => {
  expect(await open('http://[nonsense').next()).toBe('closed 1006');
});

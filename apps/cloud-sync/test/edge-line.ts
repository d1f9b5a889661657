import { once } from 'node:events';
import { assert } from '@passbell/core/kernel/assert';
import { SYNC_SUBPROTOCOL } from '@passbell/core/wire/protocol-version';
import { type SyncDown, type SyncUp, syncDown } from '@passbell/core/wire/sync-messages';
import { WebSocket } from 'ws';
import type { JournalChain } from './journal-chain.ts';

/** An edge's connection, driven by hand: a real socket, and what came over it in order. */
export interface EdgeLine {
  readonly socket: WebSocket;
  say(message: SyncUp): void;
  /** The next message, waiting for it if it is not there yet. */
  next(): Promise<SyncDown>;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
}

/** Connects; rejects with the HTTP status when the upgrade is refused. */
export async function openEdgeLine(url: string, token: string, protocol = SYNC_SUBPROTOCOL): Promise<EdgeLine> {
  const socket = new WebSocket(url, protocol === '' ? [] : [protocol], {
    headers: { authorization: `Bearer ${token}` },
  });
  const arrived: SyncDown[] = [];
  const waiting: ((message: SyncDown) => void)[] = [];
  socket.on('message', (data) => {
    const message = syncDown.parse(JSON.parse(data.toString()));
    const waiter = waiting.shift();
    if (waiter === undefined) arrived.push(message);
    else waiter(message);
  });
  const closed = new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)));
  await once(socket, 'open');
  return {
    socket,
    say: (message) => socket.send(JSON.stringify(message)),
    next: () => {
      const message = arrived.shift();
      return message === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(message);
    },
    closed,
  };
}

/** Sends everything the cloud does not have, as an edge would after connecting, and returns when it is acknowledged. */
export async function uploadAll(line: EdgeLine, chain: JournalChain, batchEvents = 200): Promise<void> {
  line.say({
    type: 'hello',
    protocol: { min: 1, max: 1 },
    ...chain.key,
    nodeId: 'box-1',
    head: chain.head(),
    location: null,
  });
  const welcome = await line.next();
  assert(welcome.type === 'welcome', `not welcome: ${JSON.stringify(welcome)}`);
  let { seq } = welcome.cursor;
  while (seq < chain.head().seq) {
    const to = Math.min(seq + batchEvents, chain.head().seq);
    line.say(chain.push(seq + 1, to));
    const answer = await line.next();
    assert(answer.type === 'ack', `not acknowledged: ${JSON.stringify(answer)}`);
    seq = answer.cursor.seq;
  }
}

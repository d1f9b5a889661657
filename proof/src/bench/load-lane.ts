import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';

export interface LaneAnswer {
  readonly status: number;
  readonly bytes: number;
}

/**
 * One client: a connection that is kept, one request after the other, no pipelining. Reads no more of an answer than
 * its status and its length, so that the clients do not become what is measured.
 */
export class LoadLane {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { resolve(answer: LaneAnswer): void; reject(error: Error): void } | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    const fail = (error: Error) => this.#waiting?.reject(error);
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('the server closed the connection')));
  }

  static open(port: number): Promise<LoadLane> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new LoadLane(socket)));
      socket.once('error', reject);
    });
  }

  /** Sends a whole request as text and resolves when the whole answer is there. */
  send(request: string): Promise<LaneAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request, 'latin1');
    });
  }

  close(): void {
    this.#waiting = null;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const headEnd = this.#received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.#received.toString('latin1', 0, headEnd);
    const status = Number(head.slice(9, 12));
    const length = status === 304 ? 0 : Number(/\r\ncontent-length: *(\d+)/iu.exec(head)?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) {
      this.#waiting?.reject(new Error(`an answer without a length: ${head}`));
      return;
    }
    const bytes = headEnd + HEAD_END.length + length;
    if (this.#received.length < bytes) return;
    this.#received = this.#received.subarray(bytes);
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resolve({ status, bytes });
  }
}

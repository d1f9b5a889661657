import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createIdSource } from '@passbell/core/kernel/ids';
import { openWriter } from '@passbell/edge-server/journal/open-database';
import { createSystemPorts } from '@passbell/edge-server/system-ports';
import type Sqlite from 'better-sqlite3';
import type { OrderScript, ScriptValue } from './order-script.ts';

/**
 * The limit: a bare node:http server that executes the statements of an order, prepared, on the same database with the
 * same pragmas, and knows no rules. `node bare-server.ts FILE SCRIPT`, told through IPC where it listens.
 *
 * `/group` commits together what waits, as the edge does; `/single` commits each order by itself.
 */

const MAX_BATCH = 64;

interface Plan {
  readonly script: OrderScript;
  readonly answer: string;
}

/** Executes the statements of the next order. */
function createOrderWriter(db: Sqlite.Database, { steps, ids: idCount }: OrderScript): () => void {
  const { clock, random } = createSystemPorts();
  const ids = createIdSource(clock, random);
  const prepared = steps.map(({ sql, method, params }) => ({ statement: db.prepare<unknown[]>(sql), method, params }));
  let placed = 0;
  return () => {
    placed += 1;
    const made = Array.from({ length: idCount }, () => ids.newId());
    const fill = (value: ScriptValue) => {
      if (value.kind === 'same') return value.value;
      return value.kind === 'id' ? made[value.id] : value.start + value.step * placed;
    };
    for (const { statement, method, params } of prepared) {
      const values = params.map(fill);
      if (method === 'run') statement.run(...values);
      else if (method === 'get') statement.get(...values);
      else statement.all(...values);
    }
  };
}

function readBody(req: IncomingMessage, done: () => void): void {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString());
    done();
  });
}

function serve(db: Sqlite.Database, { script, answer }: Plan): void {
  const placeOrder = createOrderWriter(db, script);
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const length = Buffer.byteLength(answer);
  const waiting: ServerResponse[] = [];
  const reply = (res: ServerResponse) =>
    res.writeHead(201, { 'Content-Type': 'application/json', 'Content-Length': length }).end(answer);
  const write = (batch: readonly ServerResponse[]) => {
    begin.run();
    for (const _ of batch) placeOrder();
    commit.run();
    for (const res of batch) reply(res);
  };
  const writeWaiting = () => {
    write(waiting.splice(0, MAX_BATCH));
    if (waiting.length > 0) setImmediate(writeWaiting);
  };
  const server = createServer((req, res) => {
    const isGroup = req.url === '/group';
    readBody(req, () => {
      if (!isGroup) return write([res]);
      waiting.push(res);
      if (waiting.length === 1) setImmediate(writeWaiting);
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
  });
}

const [file = '', planFile = ''] = process.argv.slice(2);
process.once('disconnect', () => process.exit(0));
serve(openWriter(file), JSON.parse(readFileSync(planFile, 'utf8')) as Plan); // Written by the bench beside this.

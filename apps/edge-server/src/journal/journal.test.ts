import { createHash } from 'node:crypto';
import { domainError } from '@passbell/core/errors/domain-error';
import { eventHeader, GENESIS_HASH, type JournalEvent } from '@passbell/core/journal/domain-event';
import Sqlite from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { envelope, openTestJournal, TEST_IDENTITY, type TestJournal } from '../../test/journal-fixture.ts';
import { decideAsTold, event, movementImage, orderImage, staffImage, told } from '../../test/told-decisions.ts';
import { type CommittedBatch, type JournalOptions, openJournal } from './journal.ts';
import { SubmitRefused } from './journal-errors.ts';

const opened: TestJournal[] = [];
afterEach(async () => {
  for (const t of opened.splice(0)) await t.dispose();
});

function open(overrides: Partial<JournalOptions> = {}): TestJournal {
  const t = openTestJournal({ decide: decideAsTold, ...overrides });
  opened.push(t);
  return t;
}

/** What another process sees in the file right now. */
function fromOutside<T>(file: string, look: (db: Sqlite.Database) => T): T {
  const db = new Sqlite(file, { readonly: true });
  try {
    return look(db);
  } finally {
    db.close();
  }
}

const count = (table: string) => (db: Sqlite.Database) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();

test('a new file begins its first epoch with an event of its own', () => {
  const { journal, file } = open();
  const { epoch, seq } = journal.head();
  expect({ epoch, seq }).toEqual({ epoch: 1, seq: 1 });
  const first = fromOutside(file, (db) => db.prepare('SELECT seq, txn, type, device, prevHash FROM events').all());
  const device = journal.identity().nodeId;
  expect(first).toEqual([{ seq: 1, txn: 1, type: 'epoch.started', device, prevHash: GENESIS_HASH }]);
});

test('one command gives contiguous events, rows of its images and an answer', async () => {
  const { journal, clock } = open();
  const events = [
    event('order.opened', [orderImage('o1')]),
    event('order.noted', [orderImage('o1', { note: 'no ice' })]),
  ];
  const command = told({ events, result: { orderId: 'o1' } }, { actor: 's1' });
  const heard: CommittedBatch[] = [];
  journal.onCommitted((batch) => heard.push(batch));
  const outcome = await journal.submit(command);
  expect(outcome).toEqual({ status: 'committed', result: { orderId: 'o1' }, epoch: 1, seq: 3, duplicate: false });
  expect(journal.read((tx) => tx.row('orders', ['o1']))).toEqual({ ...orderImage('o1').row, note: 'no ice' });
  expect(heard).toHaveLength(1);
  expect(heard[0]).toMatchObject({ epoch: 1, headSeq: 3, txns: [{ txn: 2, lastSeq: 3 }] });
  expect(heard[0]?.txns[0]?.events).toMatchObject([
    { seq: 2, txn: 2, type: 'order.opened', actor: 's1', device: 'device-1', commandKey: command.key },
    { seq: 3, txn: 2, type: 'order.noted', occurredMs: clock.nowMs(), rows: [{ table: 'orders', key: ['o1'] }] },
  ]);
});

test('commands submitted together share one commit, in order, and each is one transaction of the log', async () => {
  const { journal, file } = open();
  const batches: CommittedBatch[] = [];
  journal.onCommitted((batch) => batches.push(batch));
  const commands = Array.from({ length: 5 }, (_, at) =>
    told({ events: [event('a', [orderImage(`o${at}`)]), event('b', [])], result: at }),
  );
  const outcomes = await Promise.all(commands.map((command) => journal.submit(command)));
  expect(outcomes.map((outcome) => (outcome.status === 'committed' ? [outcome.result, outcome.seq] : null))).toEqual([
    [0, 3],
    [1, 5],
    [2, 7],
    [3, 9],
    [4, 11],
  ]);
  expect(batches.map((batch) => batch.txns.map((txn) => [txn.txn, txn.lastSeq]))).toEqual([
    [
      [2, 3],
      [4, 5],
      [6, 7],
      [8, 9],
      [10, 11],
    ],
  ]);
  expect(fromOutside(file, (db) => db.prepare('SELECT seq FROM events').pluck().all())).toHaveLength(11);
});

test('more than a batch holds is committed in several, and none is lost or out of order', async () => {
  const { journal } = open();
  const sizes: number[] = [];
  journal.onCommitted((batch) => sizes.push(batch.txns.length));
  const commands = Array.from({ length: 150 }, () => told({ events: [event('a', [])] }));
  const outcomes = await Promise.all(commands.map((command) => journal.submit(command)));
  expect(sizes).toEqual([64, 64, 22]);
  expect(outcomes.map((outcome) => outcome.status === 'committed' && outcome.seq)).toEqual(
    commands.map((_, at) => at + 2),
  );
});

test('nothing is told to anyone before another process can read it', async () => {
  const { journal, file } = open();
  const order: string[] = [];
  journal.onCommitted((batch) => {
    order.push('listener');
    expect(fromOutside(file, (db) => db.prepare('SELECT max(seq) FROM events').pluck().get())).toBe(batch.headSeq);
    expect(fromOutside(file, count('orders'))).toBe(1);
  });
  await journal.submit(told({ events: [event('a', [orderImage('o1')])] })).then(() => order.push('answer'));
  expect(order).toEqual(['listener', 'answer']);
});

test('while a command is decided, nothing of its batch is outside yet', async () => {
  const seen: unknown[] = [];
  const t = open({
    decide: (envelope, tx, context) => {
      seen.push([tx.rows('orders', {}).length, fromOutside(t.file, count('orders'))]);
      return decideAsTold(envelope, tx, context);
    },
  });
  await Promise.all(['o1', 'o2', 'o3'].map((id) => t.journal.submit(told({ events: [event('a', [orderImage(id)])] }))));
  expect(seen).toEqual([
    [0, 0],
    [1, 0],
    [2, 0],
  ]);
});

test('an image without a row removes it', async () => {
  const { journal } = open();
  await journal.submit(told({ events: [event('a', [orderImage('o1'), orderImage('o2')])] }));
  await journal.submit(told({ events: [event('b', [{ table: 'orders', key: ['o1'], row: null }])] }));
  expect(journal.read((tx) => tx.rows<{ id: string }>('orders', {}).map((row) => row.id))).toEqual(['o2']);
});

test('the hash of an event is the SHA-256 of the hash before it, its header and its body, by lines', async () => {
  const { journal, file } = open();
  const before = journal.head().hash;
  await journal.submit(told({ events: [event('a', [orderImage('o1')])] }));
  const stored = fromOutside(file, (db) => db.prepare('SELECT * FROM events WHERE seq = 2').get());
  // The columns of the events table are those of JournalEvent.
  const { prevHash, hash, body, ...header } = stored as JournalEvent;
  const lines = [before, eventHeader(TEST_IDENTITY.orgId, TEST_IDENTITY.locationId, header), body];
  expect({ prevHash, hash }).toEqual({
    prevHash: before,
    hash: createHash('sha256').update(lines.join('\n'), 'utf8').digest('hex'),
  });
  expect(journal.head().hash).toBe(hash);
});

test('a command without events commits at the head', async () => {
  const { journal } = open();
  const heard: CommittedBatch[] = [];
  journal.onCommitted((batch) => heard.push(batch));
  const outcome = await journal.submit(told({ result: 'nothing to do' }));
  expect(outcome).toMatchObject({ status: 'committed', result: 'nothing to do', epoch: 1, seq: 1 });
  expect(heard).toEqual([]);
});

test('a refusal stores its answer and nothing else', async () => {
  const { journal, file } = open();
  const command = told({ refuse: true });
  const error = domainError('order_not_found', { told: true });
  expect(await journal.submit(command)).toEqual({ status: 'refused', error, duplicate: false });
  expect(await journal.submit(command)).toEqual({ status: 'refused', error, duplicate: true });
  expect(journal.head().seq).toBe(1);
  const stored = fromOutside(file, (db) => db.prepare('SELECT key, status, result, seq FROM commands').all());
  expect(stored).toEqual([{ key: command.key, status: 'refused', result: JSON.stringify(error), seq: 1 }]);
});

test('a bug in one command undoes that command alone', async () => {
  const { journal, file } = open();
  const good = (id: string) => told({ events: [event('a', [orderImage(id), movementImage(`m-${id}`, 'bun', 5)])] });
  const faulty = [
    told({ fault: 'deciding broke' }),
    // The ledger already has this entry: SQLite refuses it after the order row was written.
    told({ events: [event('a', [orderImage('lost')]), event('b', [movementImage('m-o1', 'bun', 5)])] }),
    told({ events: [event('a', [orderImage('lost'), { ...orderImage('x'), key: ['y'] }])] }),
    told({ events: [event('a', [orderImage('lost')])], local: () => assertBroken() }),
  ];
  const results = await Promise.allSettled(
    [good('o1'), ...faulty, good('o2')].map((command) => journal.submit(command)),
  );
  expect(results.map((result) => (result.status === 'rejected' ? String(result.reason) : result.value.status))).toEqual(
    [
      'committed',
      'Error: deciding broke',
      'SqliteError: UNIQUE constraint failed: stock_movements.id',
      "AssertionFailure: an image of orders has another row's key",
      'Error: local broke',
      'committed',
    ],
  );
  expect(journal.head().seq).toBe(3);
  expect(fromOutside(file, (db) => db.prepare('SELECT id FROM orders ORDER BY id').pluck().all())).toEqual([
    'o1',
    'o2',
  ]);
  expect(fromOutside(file, (db) => db.prepare('SELECT onHand FROM stock_levels').pluck().all())).toEqual([10]);
  expect(fromOutside(file, count('commands'))).toBe(2);
  expect(opened[0]?.fatal).toEqual([]);
});

function assertBroken(): never {
  throw new Error('local broke');
}

test('a command that failed by a bug can be tried again under its key', async () => {
  let broken = true;
  const { journal } = open({
    decide: (envelope, tx, context) => {
      if (broken) throw new Error('not today');
      return decideAsTold(envelope, tx, context);
    },
  });
  const command = told({ result: 1 });
  await expect(journal.submit(command)).rejects.toThrow('not today');
  broken = false;
  expect(await journal.submit(command)).toMatchObject({ status: 'committed', duplicate: false });
});

test('a listener that throws neither stops the others nor the answer, and is reported', async () => {
  const reported: unknown[] = [];
  const { journal, fatal } = open({ onListenerError: (error) => reported.push(String(error)) });
  const heard: number[] = [];
  journal.onCommitted(() => {
    throw new Error('deaf');
  });
  const cancel = journal.onCommitted((batch) => heard.push(batch.headSeq));
  expect(await journal.submit(told({ events: [event('a', [])] }))).toMatchObject({ status: 'committed' });
  expect({ reported, heard, fatal }).toEqual({ reported: ['Error: deaf'], heard: [2], fatal: [] });
  cancel();
  await journal.submit(told({ events: [event('a', [])] }));
  expect(heard).toEqual([2]);
});

test('stock levels are the sums of their movements', async () => {
  const { journal } = open();
  await journal.submit(
    told({
      events: [
        event('a', [movementImage('m1', 'bun', 10), movementImage('m2', 'bun', 0, 3), movementImage('m3', 'ham', 7)]),
      ],
    }),
  );
  await journal.submit(told({ events: [event('b', [movementImage('m4', 'bun', -2, -2)])] }));
  expect(journal.read((tx) => tx.rows('stock_levels', {}))).toEqual([
    { ingredientId: 'bun', onHand: 8, reserved: 1 },
    { ingredientId: 'ham', onHand: 7, reserved: 0 },
  ]);
});

test('local writes share the commit, are seen at once, and a throw undoes them alone', async () => {
  const { journal, file } = open();
  const session = { id: 'h1', staffId: 's1', deviceId: 'd1', createdMs: 1, expiresMs: 2, endedMs: null };
  const results = await Promise.allSettled([
    journal.submitLocal((tx) => {
      tx.putLocal('sessions', session);
      return tx.row('sessions', ['h1']);
    }),
    journal.submitLocal((tx) => {
      tx.putLocal('sessions', { ...session, id: 'h2' });
      throw new Error('changed my mind');
    }),
    journal.submitLocal((tx) => tx.run(tx.db.updateTable('sessions').set({ endedMs: 5 }).where('staffId', '=', 's1'))),
  ]);
  expect(results).toMatchObject([
    { value: session },
    { reason: { message: 'changed my mind' } },
    { value: { changes: 1 } },
  ]);
  expect(fromOutside(file, (db) => db.prepare('SELECT id, endedMs FROM sessions').all())).toEqual([
    { id: 'h1', endedMs: 5 },
  ]);
  await journal.submitLocal((tx) => tx.deleteLocal('sessions', ['h1']));
  expect(fromOutside(file, count('sessions'))).toBe(0);
  expect(journal.head().seq).toBe(1);
});

test('the local part of a decision commits with its events', async () => {
  const { journal, file } = open();
  const lockout = { staffId: 's1', deviceId: null, failures: 1, lockedUntilMs: null };
  await journal.submit(
    told({ events: [event('a', [staffImage('s1', 'Ann')])], local: (tx) => tx.putLocal('lockouts', lockout) }),
  );
  expect(fromOutside(file, (db) => db.prepare('SELECT * FROM lockouts').all())).toEqual([lockout]);
});

test('too many waiting are told so at once and nothing of theirs is kept', async () => {
  const { journal, file } = open({ maxWaiting: 3 });
  const submitted = Array.from({ length: 5 }, () => journal.submit(told({ events: [event('a', [])] })));
  expect(journal.pending()).toBe(3);
  const overloaded = { status: 'refused', error: domainError('overloaded'), duplicate: false };
  expect((await Promise.all(submitted)).slice(3)).toEqual([overloaded, overloaded]);
  expect(fromOutside(file, count('commands'))).toBe(3);
  const blocked = Array.from({ length: 3 }, () => journal.submit(told({})));
  await expect(journal.submitLocal(() => 1)).rejects.toThrow(SubmitRefused);
  await Promise.all(blocked);
});

test('closing commits what waits, refuses what comes after, and leaves no WAL behind', async () => {
  const { journal, file } = open();
  const waiting = journal.submit(told({ events: [event('a', [orderImage('o1')])] }));
  const closed = journal.close();
  expect(await journal.submit(told({}))).toEqual({
    status: 'refused',
    error: domainError('shutting_down'),
    duplicate: false,
  });
  await expect(journal.submitLocal(() => 1)).rejects.toThrow('shutting_down');
  expect(await waiting).toMatchObject({ status: 'committed' });
  await closed;
  expect(journal.close()).toBe(journal.close());
  expect(fromOutside(file, count('orders'))).toBe(1);
});

test('opened again, the journal goes on where it ended', async () => {
  const t = open();
  const command = told({ events: [event('a', [orderImage('o1')])], result: 'first' });
  await t.journal.submit(command);
  const { head, identity } = { head: t.journal.head(), identity: t.journal.identity() };
  const again = await t.reopen();
  expect(again.head()).toEqual(head);
  expect(again.identity()).toEqual(identity);
  expect(await again.submit(command)).toMatchObject({ result: 'first', duplicate: true });
  expect(await again.submit(told({ events: [event('b', [])] }))).toMatchObject({ seq: head.seq + 1 });
});

test('a journal is not opened for another restaurant, nor with another keyring', async () => {
  const t = open();
  await t.journal.close();
  const other = { ...TEST_IDENTITY, locationId: 'elsewhere' };
  expect(() => openJournal({ ...t.options, identity: other })).toThrow('belongs to locationId');
  const keyring = { ...t.options.keyring, masterKey: new Uint8Array(32).fill(1) };
  expect(() => openJournal({ ...t.options, keyring })).toThrow('another master key');
});

test('the log cannot be changed or cut by a statement of ours', async () => {
  const t = open();
  await t.journal.submit(told({ events: [event('a', [])] }));
  await t.journal.close();
  const db = new Sqlite(t.file);
  expect(() => db.exec("UPDATE events SET body = '[]'")).toThrow('append-only');
  expect(() => db.exec('DELETE FROM events WHERE seq = 2')).toThrow('append-only');
  db.close();
});

test('deciding with a promise is caught, and so is awaiting inside a read or a local write', async () => {
  // Wrong on purpose: the types forbid it, a cast would not.
  const decide = (async () => ({ ok: true })) as unknown as JournalOptions['decide'];
  const { journal } = open({ decide });
  await expect(journal.submit(envelope('x'))).rejects.toThrow('deciding is synchronous');
  // @ts-expect-error An async callback in a transaction is a type error.
  expect(() => journal.read(async () => 1)).toThrow('nothing may be awaited');
  // @ts-expect-error As above.
  await expect(journal.submitLocal(async () => 1)).rejects.toThrow('nothing may be awaited');
});

test('reading the journal from inside a decision is a bug', async () => {
  const t: TestJournal = open({
    decide: (envelope, tx, context) => {
      t.journal.read((other) => other.row('orders', ['o1']));
      return decideAsTold(envelope, tx, context);
    },
  });
  await expect(t.journal.submit(told({}))).rejects.toThrow('through the tx at hand');
});

test('an event without a proper version is a bug', async () => {
  const { journal } = open();
  await expect(journal.submit(told({ events: [{ ...event('a', []), ver: 0 }] }))).rejects.toThrow('CHECK constraint');
  expect(journal.head().seq).toBe(1);
});

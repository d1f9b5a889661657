import { orderProjector } from '@passbell/cloud-sync/modules/orders/order-projector';
import { replayJournal } from '@passbell/edge-server/journal/replay-journal';
import { verifyJournal } from '@passbell/edge-server/journal/verify-journal';
import type Sqlite from 'better-sqlite3';
import { isSetAside } from './convergence.ts';
import { checkMoney } from './money-checks.ts';
import type { SimWorld } from './sim-world.ts';
import { checkStock } from './stock-checks.ts';

interface StoredCommand {
  readonly key: string;
  readonly status: 'committed' | 'refused';
  readonly result: string;
  readonly seq: number;
}

/** Every key that was answered, kept or had an effect, against what the edge remembers of it. */
function checkPresses(world: SimWorld, checks: Sqlite.Database): void {
  const { book, context, edge } = world;
  // The columns of the commands table.
  const rows = checks.prepare('SELECT key, status, result, seq FROM commands').all() as StoredCommand[];
  const stored = new Map(rows.map((row) => [row.key, row]));
  for (const { key, status } of rows) {
    if (!book.presses.has(key) && !key.startsWith('setup-'))
      context.violate('every key was pressed', `${key} is ${status} and nobody made it`);
  }
  for (const [key, txn] of edge.watch.txnOf) {
    if (!stored.has(key) && !key.startsWith('epoch-')) context.violate('effects are remembered', `${key} at ${txn}`);
    if (stored.get(key)?.status === 'refused') context.violate('what was refused did not happen', key);
  }
  for (const press of book.presses.values()) {
    const kept = stored.get(press.key);
    const what = `${press.name} ${press.key} by ${press.by}`;
    if (press.answer?.status === 'committed' && kept?.status !== 'committed')
      context.violate('what was acknowledged is there', `${what}: ${kept?.status ?? 'nothing'}`);
    if (press.answer?.status === 'committed' && press.answer.seq !== null && press.answer.seq !== kept?.seq)
      context.violate('an answer is stable', `${what}: ${press.answer.seq}, then ${kept?.seq}`);
    if (!press.isKept || press.answer !== null || kept?.status === 'committed' || press.isShownRefused) continue;
    // A refusal that was dismissed unseen, or blocked behind one: the device has nothing of it any more.
    context.violate('a kept press comes to an end', `${what}: ${kept?.status ?? 'nothing'}`);
  }
}

/** Presses of one lane happened in the order in which they were made. */
function checkLanes(world: SimWorld, checks: Sqlite.Database): void {
  const rows = checks.prepare("SELECT rowid AS at, key FROM commands WHERE status = 'committed'").all();
  const place = new Map((rows as { at: number; key: string }[]).map(({ at, key }) => [key, at]));
  for (const { parts, everKept } of world.clients) {
    const lanes = new Map<string, { position: number; run: number; at: number; key: string }[]>();
    for (const [key, { lane, position, run }] of everKept) {
      const at = place.get(key);
      // A key that a copied disk has too may have been sent by either, each in its own order.
      const isShared = world.clients.some((other) => other.everKept !== everKept && other.everKept.has(key));
      if (at !== undefined && !isShared) lanes.set(lane, [...(lanes.get(lane) ?? []), { position, run, at, key }]);
    }
    for (const [lane, members] of lanes) {
      const inOrder = members.toSorted((a, b) => a.run - b.run || a.position - b.position);
      for (const [index, member] of inOrder.entries()) {
        const before = inOrder[index - 1];
        if (before !== undefined && before.at > member.at)
          world.context.violate('a lane keeps its order', `${parts.name} ${lane}: ${member.key} before ${before.key}`);
      }
    }
  }
}

/** The journal's own checks, as the command line runs them. */
function checkJournal(world: SimWorld, checks: Sqlite.Database): void {
  const { context } = world;
  const verified = verifyJournal(checks);
  if (!verified.ok) context.violate('the chain holds', JSON.stringify(verified));
  const replayed = replayJournal(checks);
  if (!replayed.ok) context.violate('replay equals rows', JSON.stringify(replayed).slice(0, 400));
}

/** The cloud has the edge's events, byte for byte, and its projections are the edge's rows. */
function checkCloud(world: SimWorld, checks: Sqlite.Database): void {
  const problem = isSetAside(world) ? null : cloudProblem(world, checks);
  if (problem !== null) world.context.violate('the cloud has the journal', problem);
}

function cloudProblem(world: SimWorld, checks: Sqlite.Database): string | null {
  const { cloud, edge } = world;
  const events = [...cloud.location.events.values()].sort((a, b) => a.epoch - b.epoch || a.seq - b.seq);
  const { cursor } = cloud.location;
  const has = new Set(events.map((event) => event.seq));
  for (let seq = 1; seq <= cursor.seq; seq += 1) if (!has.has(seq)) return `event ${seq} of ${cursor.seq} is missing`;
  const projected = new Map<string, Map<string, Readonly<Record<string, unknown>>>>();
  for (const event of events) {
    if (event.hash !== edge.watch.hashes[event.seq]) return `event ${event.seq} is another`;
    const decoded = orderProjector.decode({ ...event, eventId: event.id });
    if (!decoded.ok) return `event ${event.seq} does not project: ${decoded.error}`;
    for (const { table, id, values } of decoded.value) {
      const rows = projected.get(table.table) ?? new Map();
      projected.set(table.table, rows);
      if (values === null) rows.delete(id);
      else rows.set(id, values);
    }
  }
  for (const [table, rows] of projected) {
    const own = checks.prepare(`SELECT id FROM ${table}`).pluck().all();
    if (own.length !== rows.size || !own.every((id) => rows.has(String(id))))
      return `${table} has ${rows.size} rows for ${own.length}`;
    for (const [id, values] of rows) checkProjected(world, checks, table, id, values);
  }
  return null;
}

const MONEY_COLUMNS: Readonly<Record<string, readonly [string, string][]>> = {
  orders: [
    ['status', 'status'],
    ['totalMinor', 'total_minor'],
    ['paidMinor', 'paid_minor'],
  ],
  order_lines: [
    ['state', 'state'],
    ['amountMinor', 'amount_minor'],
  ],
  checks: [
    ['state', 'state'],
    ['totalMinor', 'total_minor'],
  ],
  payments: [['amountMinor', 'amount_minor']],
};

function checkProjected(
  world: SimWorld,
  checks: Sqlite.Database,
  table: string,
  id: string,
  values: Readonly<Record<string, unknown>>,
): void {
  const row = checks.prepare(`SELECT * FROM ${table} WHERE id = ?`).get(id) as Record<string, unknown> | undefined;
  for (const [own, theirs] of MONEY_COLUMNS[table] ?? []) {
    if (row?.[own] !== values[theirs])
      world.context.violate('the cloud projects the rows', `${table} ${id} ${own}: ${String(values[theirs])}`);
  }
}

/** A guest's name that was given can be read: it was sealed with a key that is there. */
function checkNames({ book, context, edge }: SimWorld): void {
  for (const { answer, args } of book.presses.values()) {
    if (answer?.status !== 'committed' || typeof args.guestName !== 'string' || typeof args.orderId !== 'string')
      continue;
    const shown = edge.life?.reads.order(args.orderId)?.guestName;
    if (shown !== args.guestName) context.violate('names can be read', `order ${args.orderId}: ${String(shown)}`);
  }
}

/** Everything that must be true once all has come together. */
export function checkAll(world: SimWorld): void {
  const { checks } = world.edge.disk;
  checkPresses(world, checks);
  checkLanes(world, checks);
  checkMoney(world);
  checkStock(world);
  checkNames(world);
  checkCloud(world, checks);
  checkJournal(world, checks);
}

import type { RowImage } from '@passbell/core/journal/domain-event';
import { GENESIS_HASH } from '@passbell/core/journal/domain-event';
import type { EdgeDisk } from './edge-disk.ts';
import type { SimContext } from './sim-context.ts';
import { STRICT_PORTIONS } from './sim-menu.ts';

type Row = NonNullable<RowImage['row']>;

interface StoredEvent {
  readonly epoch: number;
  readonly seq: number;
  readonly txn: number;
  readonly type: string;
  readonly commandKey: string;
  readonly body: string;
  readonly prevHash: string;
  readonly hash: string;
}

/** What the books say of one ingredient, added up from the movements alone. */
interface Level {
  onHand: number;
  reserved: number;
}

const LINE_RANK: Readonly<Record<string, number>> = { new: 0, sent: 1, preparing: 2, ready: 3, served: 4, voided: 5 };
/** Only these take a line back, and never out of `served` or `voided`. */
const RECALLS = new Set(['kitchen.ticket_recalled', 'kitchen.line_moved', 'orders.progressed']);
const CLOSED = new Set(['completed', 'cancelled', 'refunded']);

/**
 * Reads the journal from its file after each commit, through a connection of its own, and holds it to its promises:
 * dense, chained, one transaction per key, stock never promised twice, lines that never go back, numbers given once.
 * It keeps its own rows, made from the events' bodies and nothing else.
 */
export class JournalWatch {
  readonly #context: SimContext;
  #head = { epoch: 1, seq: 0, txn: 0, hash: GENESIS_HASH };
  /** The transaction of each command that had an effect. */
  readonly txnOf = new Map<string, number>();
  /** Rows by table and key. */
  readonly rows = new Map<string, Map<string, Row>>();
  readonly levels = new Map<string, Level>();
  /** When each document was last touched, by order id. */
  readonly orderTouchedMs = new Map<string, number>();
  /** Lines of histories that an older copy replaced. */
  readonly #onceThere = new Set<string>();
  /** When anything at all was last committed. */
  lastCommitMs = 0;
  readonly hashes: string[] = [];

  constructor(context: SimContext) {
    this.#context = context;
  }

  get head(): { readonly epoch: number; readonly seq: number; readonly hash: string } {
    return this.#head;
  }

  table(name: string): ReadonlyMap<string, Row> {
    return this.rows.get(name) ?? new Map();
  }

  /** Whether a line was, or may have been, in a history that is gone: screens may show it until they hear of it. */
  wasInOtherHistory(lineId: string): boolean {
    return this.#onceThere.has(lineId);
  }

  isClosed(orderId: string): boolean {
    return CLOSED.has(String(this.table('orders').get(orderId)?.status));
  }

  /** An older copy was put back: what was seen does not count any more. */
  forget(): void {
    for (const lineId of this.table('order_lines').keys()) this.#onceThere.add(lineId);
    this.#head = { epoch: 1, seq: 0, txn: 0, hash: GENESIS_HASH };
    for (const kept of [this.txnOf, this.rows, this.levels, this.orderTouchedMs]) kept.clear();
    this.hashes.length = 0;
  }

  /** Takes in what was committed since the last time. */
  catchUp(disk: EdgeDisk): void {
    const select = disk.check('SELECT * FROM events WHERE (epoch, seq) > (?, ?) ORDER BY epoch, seq');
    // The columns of the events table.
    for (const event of select.all(this.#head.epoch, this.#head.seq) as StoredEvent[]) this.#take(event);
  }

  /** After a restart: what was seen committed must still be there, byte for byte. */
  recheck(disk: EdgeDisk): void {
    const found = disk.check('SELECT hash FROM events WHERE seq = ? ORDER BY epoch DESC LIMIT 1').get(this.#head.seq);
    const hash = (found as { hash: string } | undefined)?.hash;
    if (this.#head.seq > 0 && hash !== this.#head.hash)
      this.#context.violate('a commit is lost', `event ${this.#head.seq} is not what it was before the restart`);
    this.catchUp(disk);
  }

  #take(event: StoredEvent): void {
    const { violate } = this.#bound();
    const last = this.#head;
    if (event.seq !== last.seq + 1) violate('seq is dense', `event ${event.seq} follows ${last.seq}`);
    if (event.prevHash !== last.hash) violate('the chain holds', `event ${event.seq} does not follow the one before`);
    if (event.txn !== event.seq && event.txn !== last.txn)
      violate('a transaction is whole', `event ${event.seq} belongs to ${event.txn}`);
    const known = this.txnOf.get(event.commandKey);
    if (known !== undefined && known !== event.txn)
      violate('one effect per key', `${event.commandKey} had an effect at ${known} and at ${event.txn}`);
    this.txnOf.set(event.commandKey, event.txn);
    this.#head = { epoch: event.epoch, seq: event.seq, txn: event.txn, hash: event.hash };
    this.hashes[event.seq] = event.hash;
    this.lastCommitMs = this.#context.scheduler.nowMs;
    this.#context.trace(`commit ${event.seq} ${event.type} ${event.hash}`);
    for (const image of JSON.parse(event.body) as RowImage[]) this.#apply(event, image);
  }

  #bound() {
    return { violate: (invariant: string, detail: string) => this.#context.violate(invariant, detail) };
  }

  #apply(event: StoredEvent, { table, key, row }: RowImage): void {
    const rows = this.rows.get(table) ?? new Map<string, Row>();
    this.rows.set(table, rows);
    const name = key.join('|');
    const before = rows.get(name);
    if (row === null) rows.delete(name);
    else rows.set(name, row);
    const orderId = table === 'orders' ? name : row?.orderId;
    if (typeof orderId === 'string' && table !== 'stock_movements')
      this.orderTouchedMs.set(orderId, this.#context.scheduler.nowMs);
    if (row === null) return;
    if (table === 'order_lines') this.#checkLine(event, before, row);
    if (table === 'stock_movements') this.#move(event, before, row);
    if (table === 'ticket_lines' && before === undefined) this.#checkTicketLine(rows, row);
    if (table === 'number_series') this.#checkNumber(before, row);
    if (table === 'payments' && before !== undefined)
      this.#context.violate('payments are never edited', `payment ${name} at ${event.seq}`);
  }

  #checkLine(event: StoredEvent, before: Row | undefined, row: Row): void {
    const was = LINE_RANK[String(before?.state ?? 'new')] ?? 0;
    const is = LINE_RANK[String(row.state)] ?? 0;
    const isFinal = was >= 4 && is !== was && !(was === 4 && is === 5);
    if (isFinal || (is < was && !RECALLS.has(event.type)))
      this.#context.violate(
        'a line never goes back',
        `${String(before?.state)} → ${String(row.state)} by ${event.type}`,
      );
  }

  #move(event: StoredEvent, before: Row | undefined, row: Row): void {
    if (before !== undefined) this.#context.violate('movements are never edited', `at ${event.seq}`);
    const ingredientId = String(row.ingredientId);
    const level = this.levels.get(ingredientId) ?? { onHand: 0, reserved: 0 };
    level.onHand += Number(row.onHandDelta);
    level.reserved += Number(row.reservedDelta);
    this.levels.set(ingredientId, level);
    const isOversold = row.kind === 'reserved' && level.onHand - level.reserved < 0;
    if (isOversold && Object.hasOwn(STRICT_PORTIONS, ingredientId))
      this.#context.violate('never oversold', `${ingredientId} ${level.onHand} on hand, ${level.reserved} promised`);
    if (level.reserved < 0) this.#context.violate('never below nothing', `${ingredientId} ${level.reserved} promised`);
  }

  #checkTicketLine(rows: ReadonlyMap<string, Row>, row: Row): void {
    const twins = [...rows.values()].filter((other) => other.lineId === row.lineId);
    if (twins.length > 1) this.#context.violate('a line is fired once', `line ${String(row.lineId)}`);
  }

  #checkNumber(before: Row | undefined, row: Row): void {
    if (Number(row.lastNumber) !== Number(before?.lastNumber ?? 0) + 1)
      this.#context.violate('numbers are dense', `${String(before?.lastNumber)} → ${String(row.lastNumber)}`);
  }
}

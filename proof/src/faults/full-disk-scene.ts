import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { journalFileIn } from '@passbell/edge-server/edge-services';
import { type HttpAnswer, type HttpCaller, httpCaller } from '../restaurant/http-caller.ts';
import { openRestaurant, PROOF_STAFF } from '../restaurant/open-restaurant.ts';
import { faultsOfFile } from './check-recovery.ts';
import { type RealEdge, startRealEdge } from './real-edge.ts';
import type { SourcePatch } from './source-patch.ts';

/** What happened on the small disk. */
export interface FullDiskFindings {
  /** From the last byte written until the edge said that it is full. */
  readonly noticedMs: number;
  /** Orders that were cooked, paid and handed over while the disk was full. */
  readonly finishedOnFull: number;
  /** From space being freed until orders were taken again. */
  readonly recoveredMs: number;
  readonly steps: readonly string[];
  readonly faults: readonly string[];
}

const BALLAST_MB = 16;
/** Small watermarks for a small disk. */
const LIMITS = {
  PASSBELL_DISK_SCARCE_MB: '60',
  PASSBELL_DISK_LOW_MB: '50',
  PASSBELL_DISK_CRITICAL_MB: '24',
  PASSBELL_DISK_BALLAST_MB: String(BALLAST_MB),
};
const ORDERS = 8;
const PATIENCE_MS = 30_000;
const BODY = { lines: [{ itemId: 'burger', quantity: 1 }] };

interface Tokens {
  readonly till: string;
  readonly session: string;
  readonly kitchen: string;
}

async function furnish(home: string): Promise<Tokens> {
  const restaurant = await openRestaurant({ home, location: { handOverOnPayment: false } });
  const [{ id: staffId, pin }] = PROOF_STAFF;
  const till = await restaurant.addDevice('pos');
  const { body } = await httpCaller(restaurant.url, till).post('/v1/sign-in', { staffId, pin });
  const kitchen = await restaurant.addDevice('kds', 'grill');
  await restaurant.close();
  return { till, session: (body as { session: string }).session, kitchen }; // The documented answer of signIn.
}

/** Looks again and again until something is so; gives the milliseconds it took. */
async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<number> {
  const startedMs = performance.now();
  while (performance.now() - startedMs < PATIENCE_MS) {
    if (await isSo()) return performance.now() - startedMs;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`after ${PATIENCE_MS} ms still not so: ${what}`);
}

class SmallDisk {
  readonly #filler: string;
  readonly #ballast: string;

  constructor(dir: string) {
    this.#filler = join(dir, 'somebody-elses-file');
    this.#ballast = join(dir, 'home', 'edge', 'ballast');
  }

  /** Writes until not one more byte fits. */
  fill(): void {
    const handle = openSync(this.#filler, 'a');
    let step = 1024 * 1024;
    while (step >= 1) {
      try {
        writeSync(handle, Buffer.alloc(step, 1));
      } catch {
        step = Math.floor(step / 16);
      }
    }
    closeSync(handle);
  }

  free(): void {
    rmSync(this.#filler);
  }

  ballastBytes(): number {
    return statSync(this.#ballast, { throwIfNoEntry: false })?.size ?? 0;
  }
}

class Scene {
  readonly steps: string[] = [];
  readonly faults: string[] = [];
  readonly #home: string;
  readonly #tokens: Tokens;
  readonly #disk: SmallDisk;
  readonly #patches: readonly SourcePatch[];
  readonly #keys = new Set<string>();

  constructor(dir: string, tokens: Tokens, patches: readonly SourcePatch[]) {
    this.#home = join(dir, 'home');
    this.#tokens = tokens;
    this.#disk = new SmallDisk(dir);
    this.#patches = patches;
  }

  async play(): Promise<FullDiskFindings> {
    let edge = await this.#start();
    const figures = await this.#fillAndFree(edge);
    await this.#fillUnderAnOrder(edge).then((next) => {
      edge = next;
    });
    await edge.stop();
    const faults = faultsOfFile(journalFileIn(join(this.#home, 'edge')), this.#keys, true);
    this.faults.push(...faults.map(({ detail }) => detail));
    return { ...figures, steps: this.steps, faults: this.faults };
  }

  async #start(): Promise<RealEdge> {
    const edge = await startRealEdge({ home: this.#home, env: LIMITS, patches: this.#patches });
    this.steps.push(`the edge took ${(await edge.ready).toFixed(0)} ms to start`);
    return edge;
  }

  /** The disk is full from one moment to the next, while nobody orders. */
  async #fillAndFree(edge: RealEdge): Promise<Pick<FullDiskFindings, 'noticedMs' | 'finishedOnFull' | 'recoveredMs'>> {
    const till = this.#till(edge);
    await until('the ballast is set aside', () => this.#disk.ballastBytes() === BALLAST_MB * 2 ** 20);
    const orders: { orderId: string; key: string }[] = [];
    for (let at = 0; at < ORDERS; at += 1) orders.push(await this.#place(till));

    this.#disk.fill();
    const noticedMs = await until('the edge says that the disk is full', () => this.#saysStorage(edge, false));
    this.#expectRefusal(await till.post('/v1/orders', BODY));
    this.steps.push(
      `full: noticed after ${noticedMs.toFixed(0)} ms, an order is refused, the ballast holds ${this.#disk.ballastBytes()} bytes`,
    );
    let finishedOnFull = 0;
    for (const { orderId, key } of orders) {
      if (await this.#finish(edge, till, orderId)) finishedOnFull += 1;
      const again = await till.post('/v1/orders', BODY, key);
      if (again.status !== 201 || again.headers.get('idempotency-replayed') !== 'true')
        this.faults.push(`the retry of an order that stands was answered ${again.status} ${again.text}`);
    }
    this.steps.push(`${finishedOnFull} of ${ORDERS} orders finished on the full disk`);
    this.#disk.free();
    const recoveredMs = await until(
      'orders are taken again',
      async () => (await till.post('/v1/orders', BODY)).status === 201,
    );
    await until('the ballast is back', () => this.#disk.ballastBytes() === BALLAST_MB * 2 ** 20);
    this.steps.push(`freed: orders again after ${recoveredMs.toFixed(0)} ms, the ballast is back`);
    return { noticedMs: Math.round(noticedMs), finishedOnFull, recoveredMs: Math.round(recoveredMs) };
  }

  /** The disk fills while orders come, faster than anybody can notice; then the edge starts on the full disk. */
  async #fillUnderAnOrder(edge: RealEdge): Promise<RealEdge> {
    const till = this.#till(edge);
    const { orderId } = await this.#place(till);
    this.#disk.fill();
    const open = Array.from({ length: 200 }, () => crypto.randomUUID());
    const answers = new Map<string, HttpAnswer | null>();
    for (const key of open) {
      const answer = await till.post('/v1/orders', BODY, key).catch(() => null);
      answers.set(key, answer);
      if (answer?.status !== 201) break;
      this.#keys.add(key);
    }
    const last = [...answers.values()].at(-1) ?? null;
    let now = edge;
    if (last) this.#expectRefusal(last);
    else {
      const code = await edge.ended;
      if (code !== 70) this.faults.push(`the edge ended with ${code} on a full disk`);
      now = await this.#start();
    }
    this.steps.push(
      `${answers.size - 1} more orders fitted, the next ${last ? 'was refused in words' : 'had no answer, and the edge started again on the full disk'}`,
    );
    const again = this.#till(now);
    await until('the edge says that the disk is full', () => this.#saysStorage(now, false));
    if (!(await this.#finish(now, again, orderId)))
      this.faults.push('after the restart on the full disk nothing could be finished');
    this.#disk.free();
    await until('orders are taken again', async () => (await again.post('/v1/orders', BODY)).status === 201);
    for (const [key, answer] of answers) await this.#sendAgain(again, key, answer);
    return now;
  }

  async #sendAgain(till: HttpCaller, key: string, answer: HttpAnswer | null): Promise<void> {
    const again = await till.post('/v1/orders', BODY, key);
    const isSame =
      answer?.status !== 201 || (again.text === answer.text && again.headers.get('idempotency-replayed') === 'true');
    if (again.status !== 201 || !isSame)
      this.faults.push(`${key} was answered ${answer?.text ?? 'nothing'}, and now ${again.text}`);
    this.#keys.add(key);
  }

  #till(edge: RealEdge): HttpCaller {
    return httpCaller(edge.url, this.#tokens.till, this.#tokens.session);
  }

  async #place(till: HttpCaller): Promise<{ orderId: string; key: string }> {
    const key = crypto.randomUUID();
    const placed = await till.post('/v1/orders', BODY, key);
    if (placed.status !== 201) throw new Error(`an order on an empty disk was answered ${placed.text}`);
    this.#keys.add(key);
    return { orderId: (placed.body as { orderId: string }).orderId, key }; // The documented answer of placeOrder.
  }

  /** Cooked, paid, handed over. */
  async #finish(edge: RealEdge, till: HttpCaller, orderId: string): Promise<boolean> {
    const kitchen = httpCaller(edge.url, this.#tokens.kitchen);
    const { body } = await kitchen.get('/v1/stations/grill/tickets');
    const tickets = ticketsOf(body, orderId);
    if (tickets.length === 0) throw new Error(`order ${orderId} has no ticket at the grill`);
    const steps: [HttpCaller, string, object][] = [
      ...tickets.map((id): [HttpCaller, string, object] => [kitchen, `/v1/tickets/${id}/bump`, {}]),
      [till, `/v1/orders/${orderId}/pay-cash`, { tenderedMinor: 100_000 }],
      [till, `/v1/orders/${orderId}/hand-over`, {}],
    ];
    for (const [caller, path, body] of steps) {
      const answer = await caller.post(path, body).catch((error: unknown) => ({ status: 0, text: String(error) }));
      if (answer.status < 300 && answer.status > 0) continue;
      this.faults.push(`${path} on a full disk was answered ${answer.status} ${answer.text}`);
      return false;
    }
    return true;
  }

  async #saysStorage(edge: RealEdge, isWell: boolean): Promise<boolean> {
    const { body } = await httpCaller(edge.url, '').get('/readyz');
    return (body as { checks: { storage: boolean } }).checks.storage === isWell; // As documented for /readyz.
  }

  #expectRefusal({ status, text }: HttpAnswer): void {
    const says = status === 507 && text.includes('storage_full') && text.includes('Free space on the server');
    if (!says) this.faults.push(`an order on a full disk was answered ${status} ${text}`);
  }
}

function ticketsOf(body: unknown, orderId: string): string[] {
  const { tickets } = body as { tickets: { id: string; orderId: string }[] }; // The documented answer of the station's list.
  return tickets.filter((ticket) => ticket.orderId === orderId).map(({ id }) => id);
}

// Runs in a mount namespace of its own, with a small disk at DIR: `full-disk-scene.ts DIR`.
const [dir = ''] = process.argv.slice(2);
const patches = JSON.parse(process.env.PASSBELL_SCENE_PATCHES ?? '[]') as SourcePatch[]; // Written by full-disk.ts.
const findings = await new Scene(dir, await furnish(join(dir, 'home')), patches).play();
process.stdout.write(JSON.stringify(findings));

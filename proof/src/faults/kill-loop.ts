import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { journalFileIn } from '@passbell/edge-server/edge-services';
import { openReader } from '@passbell/edge-server/journal/open-database';
import { createSeededRandom, type SeededRandom } from '@passbell/testkit/seeded-random';
import type { ProofContext, ProofOutcome } from '../proofs/proof.ts';
import { type HttpCaller, httpCaller } from '../restaurant/http-caller.ts';
import { faultsOfFile } from './check-recovery.ts';
import { furnishTills, type Till } from './furnish-tills.ts';
import { KillClient } from './kill-client.ts';
import { startRealEdge } from './real-edge.ts';
import type { SourcePatch } from './source-patch.ts';

const CI_KILLS = 100;
const FULL_KILLS = 1_000;
const CLIENTS = 6;
/** A restaurant is killed this often and then replaced, so that verifying a whole chain stays quick. */
const KILLS_PER_RESTAURANT = 25;
/** Every so many kills the rows are replayed too; and at the end of every restaurant. */
const REPLAY_EVERY = 5;
/** One kill in so many hits an edge that is still starting. */
const EARLY_KILL_IN = 8;
const LANES = 2;
/** A kill comes after one to so many answers, or after this long. */
const MOST_ANSWERS = 120;
const LONGEST_WORK_MS = 3_000;

export interface KillFindings {
  kills: number;
  earlyKills: number;
  acknowledged: number;
  /** Commands that had no answer when the server died, and of these how many had happened. */
  unanswered: number;
  happenedUnheard: number;
  restartsMs: number[];
  faults: string[];
}

export interface KillPlan {
  readonly kills: number;
  readonly seed: number;
  readonly patches?: readonly SourcePatch[];
  readonly progress?: (text: string) => void;
}

/** One restaurant that is killed again and again. */
class KilledRestaurant {
  readonly #home: string;
  readonly #random: SeededRandom;
  readonly #clients: readonly KillClient[];
  readonly #tills: readonly Till[];
  readonly #patches: readonly SourcePatch[];
  readonly #found: KillFindings;

  constructor(
    home: string,
    tills: readonly Till[],
    plan: { random: SeededRandom; patches: readonly SourcePatch[]; found: KillFindings },
  ) {
    this.#home = home;
    this.#tills = tills;
    this.#random = plan.random;
    this.#patches = plan.patches;
    this.#found = plan.found;
    const logs = join(home, 'clients');
    mkdirSync(logs);
    this.#clients = tills.map((_, at) => new KillClient(plan.random.fork(), join(logs, `${at}.jsonl`)));
  }

  /** Starts the edge, holds it to what it said before, puts it to work and kills it. */
  async round(number: number): Promise<void> {
    const edge = await startRealEdge({ home: this.#home, patches: this.#patches });
    try {
      if (this.#random.below(EARLY_KILL_IN) === 0) {
        await pause(this.#random.between(1, 600));
        await edge.kill();
        this.#found.earlyKills += 1;
        return;
      }
      this.#found.restartsMs.push(await edge.ready);
      const callers = this.#callers(edge.url);
      await this.#settle(callers);
      this.#checkFile(number % REPLAY_EVERY === 0);
      const work = this.#clients.map((client, at) => client.work(callerAt(callers, at)));
      await this.#untilAnswered(this.#random.between(1, MOST_ANSWERS));
      await edge.kill();
      await Promise.all(work);
      this.#found.unanswered += this.#clients.reduce((sum, client) => sum + client.unanswered.length, 0);
    } finally {
      await edge.kill();
    }
  }

  /** A moment in the middle of the work, counted in answers, so that a busy machine is killed at work too. */
  async #untilAnswered(count: number): Promise<void> {
    const answered = () => this.#clients.reduce((sum, client) => sum + client.sworn.length, 0);
    const [before, deadlineMs] = [answered(), performance.now() + LONGEST_WORK_MS];
    while (answered() - before < count && performance.now() < deadlineMs) await pause(1);
    await pause(this.#random.between(0, 3));
  }

  /** The last start is left in peace: everything is settled, and the file holds exactly what was answered. */
  async end(): Promise<void> {
    const edge = await startRealEdge({ home: this.#home, patches: this.#patches });
    try {
      await edge.ready;
      await this.#settle(this.#callers(edge.url));
    } finally {
      await edge.stop();
    }
    this.#checkFile(true);
    this.#checkCounts();
    for (const client of this.#clients) {
      this.#found.acknowledged += client.sworn.length;
      this.#found.happenedUnheard += client.happenedUnheard;
    }
  }

  #callers(url: string): readonly HttpCaller[] {
    return this.#tills.map(({ token, session }) => httpCaller(url, token, session));
  }

  async #settle(callers: readonly HttpCaller[]): Promise<void> {
    await Promise.all(this.#clients.map((client, at) => client.settle(callerAt(callers, at))));
    for (const client of this.#clients) this.#found.faults.push(...client.faults.splice(0));
  }

  #checkFile(withReplay: boolean): void {
    const keys = this.#clients.flatMap((client) => client.sworn.map(({ key }) => key));
    const faults = faultsOfFile(this.#journal(), keys, withReplay);
    this.#found.faults.push(...faults.map(({ kind, detail }) => `${kind}: ${detail}`));
  }

  /** Every order and payment that was answered is there, and not one more. */
  #checkCounts(): void {
    const done = this.#clients.flatMap((client) => client.sworn.filter(({ status }) => status < 300));
    const expected = {
      orders: done.filter(({ path }) => path === '/v1/orders').length,
      payments: done.filter(({ path }) => path.endsWith('/pay-cash')).length,
    };
    const db = openReader(this.#journal());
    const count = (table: string) => Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
    const found = { orders: count('orders'), payments: count('payments') };
    db.close();
    if (found.orders !== expected.orders || found.payments !== expected.payments)
      this.#found.faults.push(`acknowledged ${JSON.stringify(expected)}, in the file ${JSON.stringify(found)}`);
  }

  #journal(): string {
    return journalFileIn(join(this.#home, 'edge'));
  }
}

function callerAt(callers: readonly HttpCaller[], at: number): HttpCaller {
  const caller = callers[at];
  if (!caller) throw new Error(`no caller ${at}`);
  return caller;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Kills the real edge under load, `kills` times in all, on two restaurants side by side. */
export async function killLoop({ kills, seed, patches = [], progress }: KillPlan): Promise<KillFindings> {
  const found: KillFindings = {
    kills: 0,
    earlyKills: 0,
    acknowledged: 0,
    unanswered: 0,
    happenedUnheard: 0,
    restartsMs: [],
    faults: [],
  };
  const random = createSeededRandom(seed);
  let begun = 0;
  const lane = async () => {
    while (begun < kills && found.faults.length === 0) {
      const rounds = Math.min(KILLS_PER_RESTAURANT, Math.ceil(kills / LANES), kills - begun);
      begun += rounds;
      await killOne(rounds, { random: random.fork(), patches, found });
      progress?.(
        `${found.kills} of ${kills} kills, ${found.acknowledged} commands acknowledged, ${found.faults.length} faults`,
      );
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return found;
}

async function killOne(
  rounds: number,
  plan: { random: SeededRandom; patches: readonly SourcePatch[]; found: KillFindings },
) {
  const home = mkdtempSync(join(tmpdir(), 'passbell-kill-'));
  try {
    const restaurant = new KilledRestaurant(home, await furnishTills(home, CLIENTS), plan);
    for (let round = 1; round <= rounds && plan.found.faults.length === 0; round += 1) {
      await restaurant.round(round);
      plan.found.kills += 1;
    }
    await restaurant.end();
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The proof: kill -9 under load loses nothing that was acknowledged and doubles nothing. */
export async function runKillLoop({ full, progress }: ProofContext): Promise<ProofOutcome> {
  const found = await killLoop({ kills: full ? FULL_KILLS : CI_KILLS, seed: 1, progress });
  if (found.faults.length > 0) throw new Error(`after ${found.kills} kills:\n${found.faults.slice(0, 5).join('\n')}`);
  return {
    figure:
      `${found.kills} kills (${found.earlyKills} while starting), ${found.acknowledged} commands acknowledged, 0 lost, 0 doubled; ` +
      `${found.happenedUnheard} of ${found.unanswered} unanswered ones had happened; restart ${median(found.restartsMs).toFixed(0)} ms median`,
  };
}

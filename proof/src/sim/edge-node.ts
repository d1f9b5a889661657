import { existsSync, rmSync } from 'node:fs';
import { createIdSource } from '@passbell/core/kernel/ids';
import type { Timers } from '@passbell/core/kernel/timers';
import type { SyncPosition } from '@passbell/core/wire/sync-messages';
import { ALL_HANDLERS } from '@passbell/edge-server/dispatch/all-handlers';
import { createDispatch } from '@passbell/edge-server/dispatch/create-dispatch';
import { createGatekeeper } from '@passbell/edge-server/dispatch/create-gatekeeper';
import { createDecide } from '@passbell/edge-server/dispatch/decide-command';
import type { AuthenticatedDevice, Dispatch, Gatekeeper } from '@passbell/edge-server/dispatch/dispatch-port';
import { createPreparation } from '@passbell/edge-server/dispatch/prepare-command';
import { createJournal, type Journal } from '@passbell/edge-server/journal/journal';
import { migrate } from '@passbell/edge-server/journal/migrations/migrate';
import { createEdgeReads } from '@passbell/edge-server/modules/create-edge-reads';
import type { EdgeReads } from '@passbell/edge-server/modules/edge-reads';
import { createMenuCache } from '@passbell/edge-server/modules/menu/menu-repository';
import { createSessionTokens } from '@passbell/edge-server/modules/staff/session-tokens';
import type { SeededRandom } from '@passbell/testkit/seeded-random';
import { EdgeDisk } from './edge-disk.ts';
import { EdgeDoors } from './edge-doors.ts';
import { SIM_KEYRING, SIM_SESSION_SECRET } from './edge-template.ts';
import { EdgeUplink } from './edge-uplink.ts';
import { JournalWatch } from './journal-watch.ts';
import { backupOf, restoreJournal } from './restore-edge.ts';
import type { SimContext } from './sim-context.ts';
import type { Accept, SimLink } from './sim-link.ts';
import type { SimMachine } from './sim-machine.ts';
import { plainPins, SIM_TENANT } from './sim-people.ts';
import { subjectState } from './subject-state.ts';

/** What a process of the edge is made of while it lives. */
export interface EdgeLife {
  readonly journal: Journal;
  readonly dispatch: Dispatch;
  readonly gatekeeper: Gatekeeper;
  readonly reads: EdgeReads;
  readonly doors: EdgeDoors;
  readonly uplink: EdgeUplink;
  readonly ownDevice: AuthenticatedDevice;
}

interface EdgeNodeParts {
  readonly machine: SimMachine;
  readonly file: string;
  readonly context: SimContext;
  readonly random: SeededRandom;
  readonly maxFlushMs: number;
  readonly uplink: () => SimLink;
  /** The process ended by itself. */
  readonly onDeath: (isPowerLoss: boolean) => void;
}

/** The box in the restaurant: the real journal on a real file, the real rules, feed and sync, without sockets and threads. */
export class EdgeNode {
  readonly machine: SimMachine;
  readonly disk: EdgeDisk;
  readonly watch: JournalWatch;
  life: EdgeLife | null = null;
  /** How often an older copy was put back. */
  restores = 0;
  /** What the sync thread keeps in its small file. */
  syncCursor: SyncPosition | null = null;
  readonly #parts: EdgeNodeParts;
  /** Processes whose readers are still open. */
  readonly #unreleased = new Set<EdgeLife>();

  constructor(parts: EdgeNodeParts) {
    this.#parts = parts;
    this.machine = parts.machine;
    this.watch = new JournalWatch(parts.context);
    this.disk = new EdgeDisk(parts.file, {
      crashed: () => this.crash(true),
      struck: (fault) => parts.context.fault(fault.startsWith('crash') ? 'commit-crash' : fault, fault),
    });
  }

  /** Starts the process; the file is recovered as it is opened. */
  boot(): void {
    const { machine, context, random } = this.#parts;
    machine.boot();
    this.disk.release();
    const db = this.disk.open();
    migrate(db);
    this.watch.recheck(this.disk);
    const { clock } = machine;
    const ports = {
      clock,
      timers: this.#flushTimers(),
      random: random.fork(),
      ids: createIdSource(clock, random.fork()),
    };
    const menus = createMenuCache();
    const journal = createJournal(db, {
      decide: createDecide(ALL_HANDLERS, menus),
      ...ports,
      identity: SIM_TENANT,
      keyring: SIM_KEYRING,
      onFatal: (error) => this.#fatal(error),
      onListenerError: (error) => context.violate('listeners never throw', String(error)),
    });
    // First of all listeners: what the others tell must be on the disk by then.
    journal.onCommitted((batch) => {
      if (this.disk.isInTransaction) context.violate('nothing before its commit', `batch ${batch.headSeq}`);
      context.stats.commits += 1;
      this.watch.catchUp(this.disk);
      if (this.watch.head.seq !== batch.headSeq)
        context.violate('nothing before its commit', `told ${batch.headSeq}, on disk ${this.watch.head.seq}`);
    });
    this.life = this.#furnish(journal, menus);
  }

  /** Lets go of the doors, writes what waits, and ends. */
  stop(): void {
    const { life } = this;
    if (life === null) return;
    life.doors.stop();
    life.uplink.stop();
    void life.journal.close();
    this.#end(false);
  }

  /** Makes a copy of the journal, as the nightly backup does. */
  backUp(): void {
    if (this.life === null || this.disk.isInTransaction) return;
    const target = backupOf(this.disk.file);
    rmSync(target, { force: true });
    this.disk.copyTo(target);
  }

  /** Ends the process, puts the last copy back in a new epoch, and starts again. Gives whether there was a copy. */
  restore(): boolean {
    if (this.life === null || !existsSync(backupOf(this.disk.file))) return false;
    this.crash(false);
    this.dispose();
    restoreJournal(this.disk.file, this.machine, this.#parts.random.fork());
    this.restores += 1;
    // Put back twice, one copy would begin the same epoch twice: two histories with one name.
    rmSync(backupOf(this.disk.file));
    this.watch.forget();
    this.boot();
    return true;
  }

  /** The process ends between two instructions. */
  crash(isPowerLoss: boolean): void {
    if (this.life === null) return;
    this.disk.die();
    this.#end(isPowerLoss);
  }

  /** Closes every file; the world is over. */
  dispose(): void {
    for (const life of this.#unreleased) this.#release(life);
    this.disk.release();
  }

  /** The server's side of every line. */
  readonly accept: Accept = (path, line) => this.life?.doors.accept(path, line) ?? null;

  #end(isPowerLoss: boolean): void {
    const { life } = this;
    this.life = null;
    this.machine.die();
    const { context, onDeath } = this.#parts;
    // The connections are closed when the work that was cut off has unwound.
    context.scheduler.at(context.scheduler.nowMs, () => {
      if (life) this.#release(life);
      if (this.life === null) this.disk.release();
    });
    onDeath(isPowerLoss);
  }

  /** The disk failed: as in `main.ts`, the process exits, a moment later. */
  #fatal(error: unknown): void {
    const { machine, random, context } = this.#parts;
    context.trace(`fatal ${String(error)}`);
    machine.timers.after(random.below(40), () => this.crash(false));
  }

  /** The journal's timers: a batch waits for the disk of the one before. */
  #flushTimers(): Timers {
    const { machine, random, maxFlushMs } = this.#parts;
    const disk = random.fork();
    return { ...machine.timers, soon: (task) => machine.timers.after(disk.below(maxFlushMs), task) };
  }

  #furnish(journal: Journal, menus: ReturnType<typeof createMenuCache>): EdgeLife {
    const { machine, context, random } = this.#parts;
    const { clock, timers } = machine;
    const tokens = createSessionTokens(SIM_SESSION_SECRET);
    const gatekeeper = createGatekeeper(journal, tokens, clock);
    const reads = createEdgeReads(journal, menus, clock);
    const inner = createDispatch({
      journal,
      gatekeeper,
      tokens,
      preparation: createPreparation(journal, plainPins),
      fingerprintSecret: SIM_KEYRING.fingerprintSecret,
    });
    const dispatch: Dispatch = async (request) => {
      const state = subjectState(this.watch, request);
      const outcome = await inner(request);
      const told = outcome.status === 'refused' ? outcome.error.code : outcome.duplicate ? 'duplicate' : 'committed';
      context.coverage.answered(request.name, state, told, context.scheduler.nowMs);
      return outcome;
    };
    const uplink = new EdgeUplink({ node: this, context, random: random.fork(), link: this.#parts.uplink() });
    journal.onCommitted(() => uplink.wakeSoon());
    const doors = new EdgeDoors({
      ...{ journal, dispatch, gatekeeper, reads, clock, timers, context },
      random: random.fork(),
      health: () => uplink.health(),
      disk: this.disk,
    });
    const { nodeId } = journal.identity();
    const ownDevice: AuthenticatedDevice = { id: nodeId, name: 'Server', role: 'server', stationId: null };
    uplink.start();
    const life = { journal, dispatch, gatekeeper, reads, doors, uplink, ownDevice };
    this.#unreleased.add(life);
    return life;
  }

  #release(life: EdgeLife): void {
    if (this.#unreleased.delete(life)) life.uplink.release();
  }
}

import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { OutcomeUnknown } from '@passbell/edge-server/journal/journal-errors';
import type { Acknowledged, Heard } from './busy-evening.ts';
import { playEvening } from './busy-evening.ts';
import { faultsOfFile, isSameAnswer } from './check-recovery.ts';
import { type FaultControl, type FaultKind, openFaultControl } from './fault-control.ts';
import { type FolderHouse, openFolderHouse } from './folder-house.ts';

/** One fault: its kind and the number of the file operation it happens at. */
export interface FaultCase {
  readonly kind: FaultKind;
  readonly at: number;
}

/** What a worker is asked: the cases to try; none at all asks for the number of operations. */
export interface FaultOrder {
  /** A furnished data folder. */
  readonly base: string;
  /** A folder under the shim's watch. */
  readonly scratch: string;
  readonly control: string;
  readonly seed: number;
  readonly commands: number;
  readonly cases: readonly FaultCase[];
}

export interface FaultFindings {
  operations: number;
  tried: number;
  /** Faults that really happened. */
  fired: number;
  /** Runs whose journal stopped, or did not open, because of one. */
  stopped: number;
  /** Commands that heard that their outcome is unknown, and those of them that had happened. */
  unknown: number;
  happenedUnheard: number;
  faults: string[];
}

const STALL_MS = 3;
/** Every so many cases the rows are replayed too. */
const REPLAY_EVERY = 25;

/** An answer that says the command was not taken up, and so promises nothing but that. */
function isNotTakenUp({ outcome }: Acknowledged): boolean {
  return (
    outcome.status === 'refused' && (outcome.error.code === 'shutting_down' || outcome.error.code === 'overloaded')
  );
}

/** Plays the script on a folder; gives what was heard, and whether the process would have lived. */
async function play(dir: string, { seed, commands }: FaultOrder, leave: (house: FolderHouse | null) => void) {
  const heard: Heard[] = [];
  let house: FolderHouse | null = null;
  try {
    house = openFolderHouse(dir, seed);
    await playEvening(house, { seed, count: commands, heard: (each) => heard.push(each) });
    if (house.fatal.length === 0) await house.services.journal.close();
    leave(house);
    return { heard, stopped: house.fatal.length > 0 };
  } catch {
    // Opening or closing failed: the process would have ended there.
    leave(house);
    return { heard, stopped: true };
  }
}

class FaultTrial {
  readonly #order: FaultOrder;
  readonly #control: FaultControl;
  readonly found: FaultFindings = {
    operations: 0,
    tried: 0,
    fired: 0,
    stopped: 0,
    unknown: 0,
    happenedUnheard: 0,
    faults: [],
  };

  constructor(order: FaultOrder) {
    this.#order = order;
    this.#control = openFaultControl(order.control);
  }

  /** The script without a fault: how many operations it takes. */
  async count(): Promise<void> {
    const dir = this.#folder('count');
    this.#control.count();
    const { stopped } = await play(dir, this.#order, () => undefined);
    this.found.operations = this.#control.operations();
    this.#control.mend();
    if (stopped) this.found.faults.push('the script does not play without a fault');
  }

  async try({ kind, at }: FaultCase): Promise<void> {
    const dir = this.#folder('run');
    const after = join(this.#order.scratch, 'after');
    this.#control.aim(kind, at, STALL_MS);
    const { heard, stopped } = await play(dir, this.#order, (house) => {
      // The process has ended: its files are as they are. The disk is mended before the next start.
      this.#control.mend();
      rmSync(after, { recursive: true, force: true });
      cpSync(dir, after, { recursive: true });
      // What is left of the first process must not hold the memory of this one.
      house?.services.journal.close().catch(() => undefined);
    });
    const fired = this.#control.firedAt();
    this.found.tried += 1;
    if (fired !== null) this.found.fired += 1;
    if (stopped) this.found.stopped += 1;
    const faults = await this.#restart(after, heard);
    const name = `${kind} at operation ${at} (${fired ?? 'none'})`;
    this.found.faults.push(...faults.map((fault) => `${name}: ${fault}`));
  }

  #folder(name: string): string {
    const dir = join(this.#order.scratch, name);
    rmSync(dir, { recursive: true, force: true });
    cpSync(this.#order.base, dir, { recursive: true });
    return dir;
  }

  async #restart(dir: string, heard: readonly Heard[]): Promise<string[]> {
    let house: FolderHouse;
    try {
      house = openFolderHouse(dir, 99);
    } catch (error) {
      return [`the restart failed: ${String(error)}`];
    }
    try {
      return await this.#hold(house, heard);
    } catch (error) {
      return [`after the restart: ${String(error)}`];
    } finally {
      await house.services.journal.close().catch(() => undefined);
    }
  }

  /** Holds the restarted journal to everything that was said before. */
  async #hold(house: FolderHouse, heard: readonly Heard[]): Promise<string[]> {
    const { journal, journalFile } = house.services;
    const isThere = (key: string) => journal.read((tx) => tx.row('commands', [key]) !== undefined);
    const sworn = heard.filter((each) => 'outcome' in each && !isNotTakenUp(each));
    const faults = faultsOfFile(
      journalFile,
      sworn.map(({ command }) => command.key),
      false,
    ).map(({ kind, detail }) => `${kind}: ${detail}`);
    for (const each of heard) {
      const wasThere = isThere(each.command.key);
      const isDenied = 'failure' in each ? !(each.failure instanceof OutcomeUnknown) : isNotTakenUp(each);
      if (isDenied && wasThere)
        faults.push(
          `${each.command.key} happened, and was answered ${'failure' in each ? String(each.failure) : 'not taken up'}`,
        );
      if ('failure' in each && !isDenied) {
        this.found.unknown += 1;
        if (wasThere) this.found.happenedUnheard += 1;
      }
      const again = await house.send(each.command);
      if (wasThere !== again.duplicate)
        faults.push(`${each.command.key} was ${wasThere ? '' : 'not '}there, yet the retry says otherwise`);
      if ('outcome' in each && !isNotTakenUp(each) && !isSameAnswer(each.outcome, again))
        faults.push(
          `${each.command.key} was answered ${JSON.stringify(each.outcome)}, and now ${JSON.stringify(again)}`,
        );
    }
    const withReplay = this.found.tried % REPLAY_EVERY === 0;
    faults.push(
      ...faultsOfFile(
        journalFile,
        heard.map(({ command }) => command.key),
        withReplay,
      ).map(({ detail }) => detail),
    );
    return faults;
  }
}

// Runs as a process of its own under the shim: `io-fault-worker.ts ORDER`, the order as JSON.
const order = JSON.parse(process.argv[2] ?? '{}') as FaultOrder; // Written by io-faults.ts.
mkdirSync(order.scratch, { recursive: true });
const trial = new FaultTrial(order);
if (order.cases.length === 0) await trial.count();
for (const each of order.cases) await trial.try(each);
process.stdout.write(JSON.stringify(trial.found));

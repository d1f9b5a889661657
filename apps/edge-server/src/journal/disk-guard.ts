import { statfsSync } from 'node:fs';
import type { Cancel, Timers } from '@passbell/core/kernel/timers';
import type { Ballast } from './ballast-file.ts';

/**
 * How much room there is. `ample`; `scarce`: what is not needed for service (reports, archives) should stop; `low`:
 * people are warned; `critical`: only what brings guests out of the door is taken.
 */
export type DiskLevel = 'ample' | 'scarce' | 'low' | 'critical';

/** Free space below which each level begins, and how much is set aside. All in bytes. */
export interface DiskLimits {
  readonly scarceBytes: number;
  readonly lowBytes: number;
  readonly criticalBytes: number;
  readonly ballastBytes: number;
}

export interface DiskState {
  readonly level: DiskLevel;
  /** What programs without special rights can still write. */
  readonly freeBytes: number;
}

/** Watches the room on the journal's disk. Reading its state costs nothing; only the timer looks at the disk. */
export interface DiskGuard {
  state(): DiskState;
  /** Looks now. */
  check(): void;
  /** Resolves when the ballast is not being added to. */
  settled(): Promise<void>;
  stop(): void;
}

export interface DiskGuardOptions {
  /** Free space of the disk right now; `freeBytesOf` asks the system. */
  readonly freeBytes: () => number;
  readonly ballast: Ballast;
  readonly limits: DiskLimits;
  readonly timers: Timers;
  /** Hears of every change of level. */
  readonly onChange: (state: DiskState, before: DiskLevel) => void;
  /** The disk could not be asked, or the ballast not be changed; it is tried again at the next look. */
  readonly onFault: (error: unknown) => void;
}

/** A disk that fills at 60 MB/s crosses the last 300 MB in five seconds. */
const LOOK_EVERY_MS = 2_000;
/** The ballast grows by this much at each look, so that it never competes with orders for the disk. */
const BALLAST_STEP_BYTES = 8 * 1024 * 1024;
/** Orders are taken again only with this much more room than at which they were stopped. */
const RETURN_AT = 1.1;

/** The system's answer for the disk a folder lies on. */
export function freeBytesOf(dir: string): () => number {
  return () => {
    const { bavail, bsize } = statfsSync(dir);
    return bavail * bsize;
  };
}

/**
 * The level for an amount of room. Ballast that is missing counts as used: so giving it back does not look like new
 * room, and a disk that cannot take it is not called sound.
 */
function levelOf(roomBytes: number, limits: DiskLimits, before: DiskLevel): DiskLevel {
  const criticalBytes = before === 'critical' ? limits.criticalBytes * RETURN_AT : limits.criticalBytes;
  if (roomBytes < criticalBytes) return 'critical';
  if (roomBytes < limits.lowBytes) return 'low';
  return roomBytes < limits.scarceBytes ? 'scarce' : 'ample';
}

/** Looks at the disk once and then every two seconds until stopped. */
export function createDiskGuard(options: DiskGuardOptions): DiskGuard {
  const { freeBytes, ballast, limits, timers, onChange, onFault } = options;
  let state: DiskState = { level: 'ample', freeBytes: Number.POSITIVE_INFINITY };
  let growing: Promise<void> | null = null;

  const look = () => {
    const free = freeBytes();
    const missing = Math.max(0, limits.ballastBytes - ballast.sizeBytes());
    const before = state.level;
    state = { level: levelOf(free - missing, limits, before), freeBytes: free };
    if (state.level === 'critical') ballast.release();
    else if (missing > 0 && !growing) {
      growing = ballast
        .grow(Math.min(missing, BALLAST_STEP_BYTES))
        .catch(onFault)
        .finally(() => {
          growing = null;
        });
    }
    if (state.level !== before) onChange(state, before);
  };
  const check = () => {
    try {
      look();
    } catch (error) {
      onFault(error);
    }
  };
  check();
  const cancel: Cancel = timers.every(LOOK_EVERY_MS, check);
  return {
    state: () => state,
    check,
    settled: async () => {
      await growing;
    },
    stop: cancel,
  };
}

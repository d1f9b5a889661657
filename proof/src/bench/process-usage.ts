import { readFileSync } from 'node:fs';

/** The kernel counts a process's time in ticks of this length on every Linux we run on (USER_HZ). */
const TICK_MS = 10;

/** Processor time a process used so far, user and system; NaN where /proc does not tell. */
export function cpuMsOf(pid: number): number {
  try {
    // The name in parentheses may hold blanks; utime and stime are the 12th and 13th field after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return Number.NaN;
  }
}

/** Resident memory of a process in MB; NaN where /proc does not tell. */
export function rssMbOf(pid: number): number {
  try {
    const line = /VmRSS:\s+(\d+) kB/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(line?.[1] ?? Number.NaN) / 1024;
  } catch {
    return Number.NaN;
  }
}

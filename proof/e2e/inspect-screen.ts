import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { checkAccessibility, type KnownIncomplete } from '../src/browser/check-accessibility.ts';
import { checkLayout, waitUntilStill } from '../src/browser/check-layout.ts';

/** The two sizes that tills and kitchen screens have to hold up at. */
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;
/** Where pictures of every state go, if anywhere. */
const SHOTS = process.env.PASSBELL_SHOTS;

/** Something axe cannot decide in some states. */
export interface KnownUndecided extends KnownIncomplete {
  readonly state: RegExp;
}

/** A layout as it is meant to be, though a check complains. */
export interface KnownLayout {
  /** A part of what is said about it, state first. */
  readonly fault: RegExp;
  readonly reason: string;
}

/** Goes through states of screens and notes what is wrong with each. */
export interface Inspector {
  /** Looks at a page as it stands, at both sizes. `minTargetPx`: 48 for fingers, 24 for a mouse. */
  inspect(page: Page, state: string, minTargetPx?: number): Promise<void>;
  /** What was found since the last call. */
  takeFaults(): string[];
  readonly states: readonly string[];
  /** Entries of the lists that were met. */
  readonly met: ReadonlySet<KnownIncomplete | KnownLayout>;
  /** Contrasts that axe left open and that were measured. */
  measured(): number;
}

async function photograph(page: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name.replace(/[^a-z0-9]+/giu, '-')}.png`) });
}

export function createInspector(undecided: readonly KnownUndecided[], knownLayout: readonly KnownLayout[]): Inspector {
  const states: string[] = [];
  const met = new Set<KnownIncomplete | KnownLayout>();
  let faults: string[] = [];
  let measured = 0;

  const note = (fault: string) => {
    const known = knownLayout.find((entry) => entry.fault.test(fault));
    if (known) met.add(known);
    else faults.push(fault);
  };

  return {
    states,
    met,
    measured: () => measured,
    takeFaults() {
      const taken = faults;
      faults = [];
      return taken;
    },
    async inspect(page, state, minTargetPx = 48) {
      states.push(state);
      for (const size of SIZES) {
        const where = `${state}, ${size.width}×${size.height}`;
        await page.setViewportSize(size);
        await waitUntilStill(page);
        await photograph(page, where);
        for (const fault of await checkLayout(page, minTargetPx)) note(`${where}: ${fault}`);
        const axe = await checkAccessibility(
          page,
          undecided.filter((entry) => entry.state.test(state)),
        );
        measured += axe.measured;
        for (const entry of axe.explained) met.add(entry);
        faults.push(...axe.violations.map((fault) => `${where}: violates ${fault}`));
        faults.push(...axe.unexplained.map((fault) => `${where}: undecided ${fault}`));
      }
    },
  };
}

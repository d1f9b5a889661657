import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '@passbell/core/kernel/canonical-json';
import { createIdSource } from '@passbell/core/kernel/ids';
import { createFakeClock, type FakeClock } from '@passbell/testkit/fake-clock';
import { createSeededRandom } from '@passbell/testkit/seeded-random';
import type { CommandEnvelope, Decide } from '../src/journal/command.ts';
import { type Journal, type JournalOptions, openJournal } from '../src/journal/journal.ts';
import { createSystemPorts } from '../src/system-ports.ts';

/** The event loop's own timers: tests of the journal await its promises, so nothing needs faking. */
export const realTimers = createSystemPorts().timers;

/** A folder of its own under the system's temporary one; `remove` takes it away again. */
export function makeTempDir(): { readonly dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'passbell-journal-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

export const TEST_IDENTITY = {
  orgId: '0199c000-0000-7000-8000-000000000001',
  locationId: '0199c000-0000-7000-8000-000000000002',
};

export interface TestJournal {
  readonly journal: Journal;
  /** Stands still until advanced. */
  readonly clock: FakeClock;
  readonly dir: string;
  readonly file: string;
  /** All the options it was opened with, to open it again. */
  readonly options: JournalOptions;
  /** What `onFatal` was told. */
  readonly fatal: unknown[];
  /** Closes and opens the file again with the same options. */
  reopen(): Promise<Journal>;
  /** Closes the journal and removes its folder. */
  dispose(): Promise<void>;
}

/** A journal on a real file in a temporary folder, with a clock that stands still and real timers. */
export function openTestJournal(overrides: Partial<JournalOptions> & { readonly decide: Decide }): TestJournal {
  const { dir, remove } = makeTempDir();
  const clock = createFakeClock();
  const random = createSeededRandom(1);
  const fatal: unknown[] = [];
  const options: JournalOptions = {
    file: join(dir, 'journal.sqlite'),
    clock,
    timers: realTimers,
    random,
    ids: createIdSource(clock, random),
    identity: TEST_IDENTITY,
    keyring: { masterKey: new Uint8Array(32).fill(7), fingerprintSecret: new Uint8Array(32).fill(9) },
    onFatal: (error) => fatal.push(error),
    ...overrides,
  };
  let journal = openJournal(options);
  return {
    get journal() {
      return journal;
    },
    clock,
    dir,
    file: options.file,
    options,
    fatal,
    reopen: async () => {
      await journal.close();
      journal = openJournal(options);
      return journal;
    },
    dispose: async () => {
      await journal.close();
      remove();
    },
  };
}

let lastKey = 0;

/** An envelope with a key of its own and the fingerprint its content deserves. */
export function envelope(name: string, args: unknown = {}, overrides: Partial<CommandEnvelope> = {}): CommandEnvelope {
  lastKey += 1;
  const deviceId = overrides.deviceId ?? 'device-1';
  const fingerprint = createHash('sha256')
    .update(canonicalJson([name, deviceId, args]))
    .digest('hex');
  return { name, key: `key-${lastKey}`, fingerprint, deviceId, actor: null, args, sessionId: null, ...overrides };
}

import { hkdfSync } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '@passbell/core/kernel/assert';
import { COMMANDS } from '@passbell/core/wire/command-registry';
import Sqlite from 'better-sqlite3';
import type { EdgeConfig } from './config.ts';
import { ALL_HANDLERS } from './dispatch/all-handlers.ts';
import { createDispatch } from './dispatch/create-dispatch.ts';
import { createGatekeeper } from './dispatch/create-gatekeeper.ts';
import { createDecide } from './dispatch/decide-command.ts';
import type { AuthenticatedDevice, Dispatch, Gatekeeper } from './dispatch/dispatch-port.ts';
import type { Handlers } from './dispatch/handler.ts';
import { createPreparation } from './dispatch/prepare-command.ts';
import { storageRefusal } from './dispatch/storage-rules.ts';
import type { Tenant } from './journal/derived-rows.ts';
import type { DiskState } from './journal/disk-guard.ts';
import { type Journal, openJournal } from './journal/journal.ts';
import { type Keyring, loadKeyring } from './journal/keyring.ts';
import { openWriter } from './journal/open-database.ts';
import { createStatementCache } from './journal/statement-cache.ts';
import { readTenant } from './journal/verify-journal.ts';
import { createEdgeReads } from './modules/create-edge-reads.ts';
import type { EdgeReads } from './modules/edge-reads.ts';
import { createMenuCache } from './modules/menu/menu-repository.ts';
import { createPinHasher, type PinHasher } from './modules/staff/pin-hasher.ts';
import { createSessionTokens } from './modules/staff/session-tokens.ts';
import type { SystemPorts } from './system-ports.ts';

/** A restaurant without its doors: journal, rules and reads. The server opens doors to it, the command line works in it. */
export interface EdgeServices {
  readonly journalFile: string;
  readonly journal: Journal;
  readonly keyring: Keyring;
  readonly dispatch: Dispatch;
  readonly gatekeeper: Gatekeeper;
  readonly reads: EdgeReads;
  /** The box itself, acting for whoever sits at its own command line. */
  readonly ownDevice: AuthenticatedDevice;
}

export interface EdgeServicesOptions {
  readonly config: Pick<EdgeConfig, 'dataDir' | 'orgId' | 'locationId'>;
  readonly ports: SystemPorts;
  /** The disk failed while something was being committed: end the process. */
  readonly onFatal: (error: unknown) => void;
  readonly onListenerError?: (error: unknown) => void;
  /** Simulations and tests hash PINs quickly. */
  readonly pins?: PinHasher;
  readonly handlers?: Handlers;
  /** How much room the disk has; left away, nobody watches it. */
  readonly disk?: () => DiskState;
}

/** The journal's place in a data folder. */
export function journalFileIn(dataDir: string): string {
  return join(dataDir, 'journal.sqlite');
}

/** Makes the data folder, readable by its owner alone. */
export function makeDataDir(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
}

/** A secret for one purpose: what one of them leaks says nothing about the others (HKDF, RFC 5869). */
export function deriveSecret(keyring: Keyring, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', keyring.masterKey, new Uint8Array(0), `passbell ${purpose}`, 32));
}

/** Whose a restaurant is when nobody says: one box on its own. */
const LOCAL_TENANT: Tenant = { orgId: 'org-local', locationId: 'loc-local' };

/**
 * Whose an existing journal is; null for a new one. Opened for writing, because only that recovers a file whose very
 * first start was cut short: it is not in WAL mode yet and may have a rollback journal to be played back.
 */
function storedTenant(file: string): Tenant | null {
  if (!existsSync(file)) return null;
  const db = openWriter(file);
  try {
    const tenant = readTenant(createStatementCache(db));
    return tenant.orgId === '' ? null : tenant;
  } catch (error) {
    // A file that was only just begun when the power went has no tables yet.
    if (error instanceof Sqlite.SqliteError && error.message.startsWith('no such table')) return null;
    throw error;
  } finally {
    db.close();
  }
}

/** Fails at the start, not at the first order, when a command has no handler. */
function assertEveryCommandHandled(handlers: Handlers): void {
  const missing = Object.keys(COMMANDS).filter((name) => !Object.hasOwn(handlers, name));
  assert(missing.length === 0, `no handler for ${missing.join(', ')}`);
}

/** Opens the journal in the data folder, whose lock the caller holds, and everything that stands on it. */
export function openEdgeServices(options: EdgeServicesOptions): EdgeServices {
  const { config, ports, disk, handlers = ALL_HANDLERS } = options;
  assertEveryCommandHandled(handlers);
  const keyring = loadKeyring(config.dataDir, ports.random);
  const menus = createMenuCache();
  const journalFile = journalFileIn(config.dataDir);
  const stored = storedTenant(journalFile) ?? LOCAL_TENANT;
  const journal = openJournal({
    file: journalFile,
    decide: createDecide(handlers, menus),
    ...ports,
    identity: { orgId: config.orgId ?? stored.orgId, locationId: config.locationId ?? stored.locationId },
    keyring,
    onFatal: options.onFatal,
    ...(disk && { holdBack: ({ name }) => storageRefusal(name, disk()) }),
    ...(options.onListenerError && { onListenerError: options.onListenerError }),
  });
  const tokens = createSessionTokens(deriveSecret(keyring, 'session tokens'));
  const gatekeeper = createGatekeeper(journal, tokens, ports.clock);
  const pins = options.pins ?? createPinHasher(deriveSecret(keyring, 'PIN pepper'), ports.random);
  return {
    journalFile,
    journal,
    keyring,
    gatekeeper,
    dispatch: createDispatch({
      journal,
      gatekeeper,
      preparation: createPreparation(journal, pins),
      tokens,
      fingerprintSecret: keyring.fingerprintSecret,
    }),
    reads: createEdgeReads(journal, menus, ports.clock),
    ownDevice: { id: journal.identity().nodeId, name: 'Server', role: 'server', stationId: null },
  };
}

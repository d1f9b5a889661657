import type { DomainError } from '@passbell/core/errors/domain-error';
import type { StockState } from '@passbell/core/inventory/stock-state';
import type { DomainEvent } from '@passbell/core/journal/domain-event';
import type { Result } from '@passbell/core/kernel/result';
import type { LocationRow } from '@passbell/core/location/location-row';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import type { DeviceRole } from '@passbell/core/staff/permissions';
import type { CommandAnswer, CommandArgs, CommandName } from '@passbell/core/wire/command-registry';
import type { ReadTx, WriteTx } from '../journal/transactions.ts';

/** Everything a handler may use: one snapshot of the rows, and what the journal gives for deciding. */
export interface HandlerContext {
  readonly tx: ReadTx;
  readonly nowMs: number;
  newId(): string;
  readonly locationId: string;
  readonly deviceId: string;
  readonly deviceRole: DeviceRole;
  /** The person, or null for a device acting by itself. */
  readonly staffId: string | null;
  readonly sessionId: string | null;
  /** The restaurant's record, or the refusal that it has none yet. */
  location(): Result<LocationRow, DomainError>;
  /** The active menu, or the refusal that there is none. */
  menu(): Result<MenuIndex, DomainError>;
  readonly stock: StockState;
}

/** What a handler decided. */
export interface HandlerDecision<Name extends CommandName> {
  readonly events: readonly DomainEvent[];
  readonly answer: CommandAnswer<Name>;
  readonly local?: (tx: WriteTx) => void;
}

/** A refusal that leaves a trace: counted in local tables, such as a wrong PIN. */
export interface TracedRefusal {
  readonly refusal: DomainError;
  readonly events: readonly DomainEvent[];
  readonly local: (tx: WriteTx) => void;
}

/**
 * Decides one command: loads what it needs, lets the rules of core decide, gives events and the answer. Synchronous and
 * without effects of its own; nothing leaves before the commit.
 */
export type Handler<Name extends CommandName> = (
  args: CommandArgs<Name>,
  context: HandlerContext,
  prepared: unknown,
) => Result<HandlerDecision<Name> | TracedRefusal, DomainError>;

/** A handler for every command: one missing does not compile. */
export type Handlers = { readonly [Name in CommandName]: Handler<Name> };

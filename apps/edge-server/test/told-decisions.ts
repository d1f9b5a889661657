import { domainError } from '@passbell/core/errors/domain-error';
import type { DomainEvent, RowImage } from '@passbell/core/journal/domain-event';
import { type TableName, tableDeclaration } from '@passbell/core/journal/table-declarations';
import { err, ok } from '@passbell/core/kernel/result';
import type { Decide, Decision } from '../src/journal/command.ts';
import { envelope } from './journal-fixture.ts';

/** What a synthetic command asks to happen. */
export interface Told {
  readonly events?: readonly DomainEvent[];
  readonly result?: Decision['result'];
  readonly refuse?: boolean;
  /** Throws while deciding, as a bug would. */
  readonly fault?: string;
  readonly local?: Decision['local'];
}

/** Decides exactly what the command says, so that a test of the journal can make anything happen. */
export const decideAsTold: Decide = ({ args }) => {
  // Only `told` below makes these commands.
  const told = args as Told;
  if (told.fault !== undefined) throw new Error(told.fault);
  if (told.refuse) return err(domainError('order_not_found', { told: true }));
  const { events = [], result = null, local } = told;
  return ok(local ? { events, result, local } : { events, result });
};

/** A command that `decideAsTold` carries out. */
export function told(what: Told, overrides: Parameters<typeof envelope>[2] = {}) {
  return envelope('told', what, overrides);
}

/** A row image with its key taken from the row. */
export function image(table: TableName, row: NonNullable<RowImage['row']>): RowImage {
  // Keys of the declared tables are text.
  return { table, key: tableDeclaration(table).key.map((column) => row[column] as string), row };
}

export function event(type: string, rows: readonly RowImage[], entityId = 'x'): DomainEvent {
  return { type, ver: 1, entity: 'test', entityId, rows };
}

export function staffImage(id: string, name: string | null, overrides: RowImage['row'] = {}): RowImage {
  return image('staff', { id, name, role: 'cook', pinHash: 'argon', active: true, ...overrides });
}

export function movementImage(id: string, ingredientId: string, onHandDelta: number, reservedDelta = 0): RowImage {
  const rest = { kind: 'received', orderId: null, reason: null, occurredMs: 1 };
  return image('stock_movements', { id, ingredientId, onHandDelta, reservedDelta, ...rest });
}

export function orderImage(id: string, overrides: RowImage['row'] = {}): RowImage {
  return image('orders', {
    id,
    channel: 'pos',
    diningOption: 'dine_in',
    tableLabel: '12',
    guestName: null,
    guestCount: 2,
    note: null,
    staffId: null,
    deviceId: 'device-1',
    currency: 'EUR',
    businessDay: null,
    series: null,
    number: null,
    openedMs: 1,
    placedMs: null,
    readyMs: null,
    closedMs: null,
    status: 'cart',
    totalMinor: 0,
    paidMinor: 0,
    ...overrides,
  });
}

export function activationImage(slot: string, version: number): RowImage {
  return image('menu_activations', { slot, hash: `hash-${version}`, version, activatedMs: 1 });
}

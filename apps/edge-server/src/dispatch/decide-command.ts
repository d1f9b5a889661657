import { domainError } from '@passbell/core/errors/domain-error';
import { assert } from '@passbell/core/kernel/assert';
import { err, ok } from '@passbell/core/kernel/result';
import type { LocationRow } from '@passbell/core/location/location-row';
import type { DeviceRole } from '@passbell/core/staff/permissions';
import { isCommandName } from '@passbell/core/wire/command-registry';
import type { Decide } from '../journal/journal.ts';
import { stockStateOf } from '../modules/inventory/stock-repository.ts';
import type { MenuCache } from '../modules/menu/menu-repository.ts';
import type { Handler, HandlerContext, Handlers } from './handler.ts';

/** What travels in an envelope: parsed arguments, what was prepared, and the role that asked. */
export interface EnvelopeArgs {
  readonly args: unknown;
  readonly prepared: unknown;
  readonly deviceRole: DeviceRole;
}

/** How a refusal that leaves a trace is kept as a command's result. */
export interface TracedResult {
  readonly tracedRefusal: { readonly code: string; readonly params: Readonly<Record<string, unknown>> };
}

/** The journal's decide: finds the handler of a command and gives it its context. */
export function createDecide(handlers: Handlers, menus: MenuCache): Decide {
  return (envelope, tx, journalContext) => {
    assert(isCommandName(envelope.name), `no command is called ${envelope.name}`);
    const carried = envelope.args as EnvelopeArgs; // Dispatch is the only one that makes envelopes.
    const context: HandlerContext = {
      tx,
      nowMs: journalContext.nowMs,
      newId: () => journalContext.newId(),
      locationId: journalContext.locationId,
      deviceId: envelope.deviceId,
      deviceRole: carried.deviceRole,
      staffId: envelope.actor,
      sessionId: envelope.sessionId,
      location: () => {
        const row = tx.row<LocationRow>('locations', [journalContext.locationId]);
        return row ? ok(row) : err(domainError('location_not_configured'));
      },
      menu: () => {
        const menu = menus.active(tx);
        return menu ? ok(menu) : err(domainError('menu_not_found'));
      },
      stock: stockStateOf(tx),
    };
    // The handler's argument type is that of its own command, whose schema the arguments passed.
    const handler = handlers[envelope.name] as Handler<never>;
    const decision = handler(carried.args as never, context, carried.prepared);
    if (!decision.ok) return decision;
    const { events } = decision.value;
    if ('refusal' in decision.value)
      return ok({ events, result: { tracedRefusal: { ...decision.value.refusal } }, local: decision.value.local });
    return ok({ events, result: decision.value.answer, ...(decision.value.local && { local: decision.value.local }) });
  };
}

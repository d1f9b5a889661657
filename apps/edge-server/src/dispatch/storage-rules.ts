import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import { type CommandName, isCommandName } from '@passbell/core/wire/command-registry';
import type { DiskState } from '../journal/disk-guard.ts';

/**
 * What is still done when the disk is nearly full: whatever brings the guests who are there out of the door, paid and
 * served. Nothing that brings new work. A command that is not listed here does not compile.
 */
const DONE_ON_A_FULL_DISK: Readonly<Record<CommandName, boolean>> = {
  placeOrder: false,
  openOrder: false,
  addLines: false,
  cancelOrder: true,
  handOverOrder: true,
  payCash: true,
  startTicket: true,
  bumpTicket: true,
  recallTicket: true,
  startTicketLine: true,
  bumpTicketLine: true,
  recallTicketLine: true,
  acknowledgeTickets: true,
  receiveStock: false,
  countStock: false,
  // One small row each, and a kitchen that cannot say what is gone makes more work.
  eightySix: true,
  restoreSale: true,
  // Who was signed out meanwhile must be able to take the money.
  signIn: true,
  signOut: true,
  addStaff: false,
  addDevice: false,
  // A stolen device does not wait for the disk.
  revokeDevice: true,
  configureLocation: false,
  activateMenu: false,
};

/** The refusal of a command for want of room; null when it may be done. */
export function storageRefusal(name: string, { level, freeBytes }: DiskState): DomainError | null {
  if (level !== 'critical' || (isCommandName(name) && DONE_ON_A_FULL_DISK[name])) return null;
  return domainError('storage_full', { freeBytes });
}

import type { z } from 'zod';
import { activateMenu, configureLocation } from './house-commands.ts';
import { countStock, eightySix, receiveStock, restoreSale } from './inventory-commands.ts';
import {
  acknowledgeTickets,
  bumpTicket,
  bumpTicketLine,
  recallTicket,
  recallTicketLine,
  startTicket,
  startTicketLine,
} from './kitchen-commands.ts';
import { addLines, cancelOrder, handOverOrder, openOrder, payCash, placeOrder } from './order-commands.ts';
import { addDevice, addStaff, revokeDevice, signIn, signOut } from './people-commands.ts';

/** Every command there is. HTTP, WebSocket, the command line and the cloud's inbox all pass this one door. */
export const COMMANDS = {
  placeOrder,
  openOrder,
  addLines,
  cancelOrder,
  handOverOrder,
  payCash,
  startTicket,
  bumpTicket,
  recallTicket,
  startTicketLine,
  bumpTicketLine,
  recallTicketLine,
  acknowledgeTickets,
  receiveStock,
  countStock,
  eightySix,
  restoreSale,
  signIn,
  signOut,
  addStaff,
  addDevice,
  revokeDevice,
  configureLocation,
  activateMenu,
} as const;

export type CommandName = keyof typeof COMMANDS;
/** A command's arguments as the sender may write them (defaults left away). */
export type CommandInput<Name extends CommandName> = z.input<(typeof COMMANDS)[Name]['args']>;
/** A command's arguments after parsing (defaults filled in). */
export type CommandArgs<Name extends CommandName> = z.output<(typeof COMMANDS)[Name]['args']>;
export type CommandAnswer<Name extends CommandName> = z.output<(typeof COMMANDS)[Name]['answer']>;

/** Whether a text names a command. */
export function isCommandName(text: string): text is CommandName {
  return Object.hasOwn(COMMANDS, text);
}

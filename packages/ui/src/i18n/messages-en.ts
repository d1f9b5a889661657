import type { MessageMap } from './message-params.ts';

/** Texts of the shared components. The connection ladder says the same words on every screen. */
export const messagesEn = {
  'action.undo': 'Undo',
  'action.close': 'Close',
  'action.cancel': 'Cancel',
  'action.retry': 'Retry',
  'action.retryNow': 'Retry now',
  'action.ok': 'OK',
  'action.back': 'Back',
  'action.clear': 'Clear',
  'action.more': 'More',
  'action.gotIt': 'Got it',
  'action.working': 'Working',

  'connection.title': 'Connection',
  'connection.server': 'On-site server',
  'connection.serverShort': 'On-site',
  'connection.live': 'Live',
  'connection.onSiteLive': 'On-site · live',
  'connection.internetDown': 'Internet down',
  'connection.onSiteOk': 'On-site OK',
  'connection.serverLost': 'Not connected',
  'connection.catchingUp': 'Catching up',
  'connection.internetDown.headline': 'Internet is down. Your restaurant is not.',
  'connection.internetDown.kitchen': 'Internet is down. Your kitchen is not.',
  'connection.internetDown.detail': 'Everything here keeps working through the on-site server.',
  'connection.internetDown.waiting':
    '{count, plural, one {# change waiting to sync} other {# changes waiting to sync}}',
  'connection.serverLost.headline': 'This screen lost the on-site server.',
  'connection.serverLost.headlineSince': 'This screen lost the on-site server {duration} ago.',
  'connection.serverLost.detail': 'What you do is kept here and sent on reconnect.',
  'connection.serverLost.kept': '{count, plural, one {# change kept here} other {# changes kept here}}',
  'connection.retryingIn': 'Retrying in {seconds} s',
  'connection.retrying': 'Retrying now',
  'connection.catchingUp.headline': 'Catching up',
  'connection.catchingUp.progress': '{done, number} of {total, number}',
  'connection.back': 'Back on the on-site server.',

  'status.onTime': 'On time',
  'status.due': 'DUE',
  'status.late': 'LATE',
  'status.new': 'NEW',
  'status.making': 'Being made',
  'status.done': 'Done',
  'status.paid': 'Paid',
  'status.held': 'Held',
  'status.void': 'VOID',
  'status.added': 'ADDED',
  'status.changed': 'CHANGED',
  'status.rush': 'RUSH',
  'status.vip': 'VIP',
  'status.out': '86',

  'allergy.word': 'ALLERGY',

  'keypad.label': 'Keypad',
  'keypad.backspace': 'Delete last digit',

  'search.clear': 'Clear search',

  'quantity.fewer': 'One fewer: {label}',
  'quantity.more': 'One more: {label}',

  'error.code': 'Code',
  'error.details': 'More',

  'loading.words': 'Still getting this. It is coming from the on-site server.',

  'sound.blocked': 'Sound is off: tap to turn on',
  'sound.mute': 'Mute the sound',

  'toast.region': 'Notices',
  'brand.name': 'Passbell',
} as const satisfies MessageMap;

/** What any catalogue given to the provider must hold: the same keys, in any language. */
export type SharedMessages = Readonly<Record<keyof typeof messagesEn, string>>;

/** What one error code means: its HTTP status, why it happens and what to do. `docs/errors.md` is made from this. */
export interface ErrorEntry {
  readonly status: number;
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
}

/** Every refusal Passbell can give. Codes are stable: integrators and screens go by them. */
export const ERROR_CATALOGUE = {
  validation_failed: {
    status: 422,
    title: 'The request does not fit the schema',
    cause: 'A field is missing, unknown, of the wrong type or out of range.',
    remedy: 'Read `issues` in the answer, mend the fields it names, send again with a new key.',
  },
  malformed_json: {
    status: 400,
    title: 'The body is not JSON',
    cause: 'The body could not be parsed as a JSON object.',
    remedy: 'Send a JSON object as UTF-8 with Content-Type application/json.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The body is not sent as JSON',
    cause: 'Content-Type is not application/json, or the body is compressed in a way that is not taken.',
    remedy: 'Send Content-Type: application/json, uncompressed.',
  },
  payload_too_large: {
    status: 413,
    title: 'The body is too large',
    cause: 'The body passes the limit of the operation.',
    remedy: 'Send less at once; an order of more than 200 lines is split into several.',
  },
  route_not_found: {
    status: 404,
    title: 'No such address',
    cause: 'No operation has this path and method.',
    remedy: 'Look the operation up in /openapi.json.',
  },
  method_not_allowed: {
    status: 405,
    title: 'The address knows other methods',
    cause: 'The path exists, but not with this method.',
    remedy: 'Use a method named in the Allow header.',
  },
  idempotency_key_missing: {
    status: 400,
    title: 'No Idempotency-Key',
    cause: 'A change was sent without the Idempotency-Key header.',
    remedy: 'Make one key per intent, 1 to 200 visible ASCII characters, and send it on every retry.',
  },
  idempotency_key_invalid: {
    status: 400,
    title: 'The Idempotency-Key cannot be used',
    cause: 'The key is longer than 200 characters or holds something other than visible ASCII.',
    remedy: 'Use a UUIDv7.',
  },
  idempotency_key_reused: {
    status: 409,
    title: 'This key was used for something else',
    cause: 'The same Idempotency-Key came before with another body, operation or device.',
    remedy: 'Make a new key for a new intent; never reuse one.',
  },
  unauthenticated: {
    status: 401,
    title: 'No valid device token',
    cause: 'The request carries no device token, or one that is unknown.',
    remedy: 'Add the device on the server (`npm run edge -- devices add`) and send its token as a bearer token.',
  },
  token_expired: {
    status: 401,
    title: 'The device token is no longer valid',
    cause: 'The device was revoked, or its token passed its end date.',
    remedy: 'Pair the device again.',
  },
  session_required: {
    status: 401,
    title: 'Nobody is signed in',
    cause: 'The operation needs a person, and the request names no session.',
    remedy: 'Sign in with name and PIN, then send the session token as X-Passbell-Session.',
  },
  session_expired: {
    status: 401,
    title: 'The person is signed out',
    cause: 'The session ended, timed out or belongs to another device.',
    remedy: 'Sign in again.',
  },
  permission_denied: {
    status: 403,
    title: 'Not permitted',
    cause: 'The role of the device or of the person does not have this permission.',
    remedy: 'Ask a manager to do it, or use a device whose role may.',
  },
  origin_refused: {
    status: 403,
    title: 'Refused from here',
    cause: 'The request comes from another site or another machine than this operation allows.',
    remedy: 'Open the page on the machine itself, at its localhost address.',
  },
  pin_wrong: {
    status: 401,
    title: 'That PIN is not right',
    cause: 'Name and PIN do not match.',
    remedy: 'Try again. After five wrong tries the name is locked for a minute.',
  },
  locked_out: {
    status: 429,
    title: 'Too many wrong PINs',
    cause: 'Five wrong tries in a row.',
    remedy: 'Wait for `retryAfterMs`, or ask a manager.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    cause: 'The device sends more commands than it may.',
    remedy: 'Wait for `retryAfterMs` and send again with the same key.',
  },
  order_not_found: {
    status: 404,
    title: 'No such order',
    cause: 'No order of this restaurant has this id.',
    remedy: 'Check the id; the order may belong to another restaurant.',
  },
  order_exists: {
    status: 409,
    title: 'This order id is taken',
    cause: 'Another intent already made an order with this id.',
    remedy: 'Make a new id for a new order.',
  },
  order_closed: {
    status: 409,
    title: 'The order is closed',
    cause: 'The order is completed, cancelled or refunded and takes no more changes.',
    remedy: 'Start a new order.',
  },
  order_not_ready: {
    status: 409,
    title: 'The order is not ready',
    cause: 'Some lines are still being made.',
    remedy: 'Hand over when every line is ready.',
  },
  order_served: {
    status: 409,
    title: 'The food is with the guest',
    cause: 'Lines of the order were already handed over.',
    remedy: 'Take the money, or have a manager void what was served.',
  },
  order_has_payments: {
    status: 409,
    title: 'The order is paid in part or whole',
    cause: 'Money was already taken for this order.',
    remedy: 'Give the money back first.',
  },
  order_empty: {
    status: 422,
    title: 'The order has no lines',
    cause: 'Nothing was chosen.',
    remedy: 'Add at least one line.',
  },
  too_many_lines: {
    status: 422,
    title: 'Too many lines',
    cause: 'An order takes at most 200 lines.',
    remedy: 'Split it into several orders.',
  },
  line_exists: {
    status: 409,
    title: 'This line id is taken',
    cause: 'The order, or another one, already has a line with this id.',
    remedy: 'Make a new id for a new line.',
  },
  payment_required_first: {
    status: 409,
    title: 'Pay first',
    cause: 'This restaurant takes the money before the kitchen starts.',
    remedy: 'Open the order, take the payment; it is placed by itself.',
  },
  open_checks_not_allowed: {
    status: 409,
    title: 'Open checks are off',
    cause: 'This restaurant does not keep open checks.',
    remedy: 'Start a new order instead of adding to this one.',
  },
  menu_not_found: {
    status: 404,
    title: 'No menu',
    cause: 'No menu is active, or the named one is unknown.',
    remedy: 'Import a menu and activate it.',
  },
  menu_invalid: {
    status: 422,
    title: 'The menu contradicts itself',
    cause: 'The document names things it does not hold, or holds one twice.',
    remedy: 'Read `issues` in the answer.',
  },
  item_unknown: {
    status: 422,
    title: 'The menu does not hold this item',
    cause: 'The item or variation is not on the active menu.',
    remedy: 'Get the menu again and choose from it.',
  },
  item_unavailable: {
    status: 409,
    title: 'Not sold now',
    cause: 'The item is switched off, or not in a daypart that is on.',
    remedy: 'Choose something else, or change its availability.',
  },
  price_required: {
    status: 422,
    title: 'The price is missing',
    cause: 'This variation has no fixed price.',
    remedy: 'Send `unitPriceMinor` with the line.',
  },
  price_not_allowed: {
    status: 422,
    title: 'The price is fixed',
    cause: 'A price was sent for a variation that has its own.',
    remedy: 'Leave `unitPriceMinor` away.',
  },
  modifier_unknown: {
    status: 422,
    title: 'Not a modifier of this item',
    cause: 'The modifier does not exist or belongs to another item.',
    remedy: 'Choose from the modifier groups of the item.',
  },
  modifier_repeated: {
    status: 422,
    title: 'A modifier stands twice',
    cause: 'The same modifier is listed more than once in a line.',
    remedy: 'List it once, with its quantity.',
  },
  modifiers_below_min: {
    status: 422,
    title: 'A choice is missing',
    cause: 'A modifier group asks for more choices than were made.',
    remedy: 'Choose at least `min` in group `groupId`.',
  },
  modifiers_above_max: {
    status: 422,
    title: 'Too many choices',
    cause: 'A modifier group allows fewer choices than were made.',
    remedy: 'Choose at most `max` in group `groupId`.',
  },
  sold_out: {
    status: 409,
    title: 'Sold out',
    cause: 'There is not enough stock for what was asked.',
    remedy: 'Read `items`: what ran out and how many are left. Take it off or choose something else.',
  },
  eighty_sixed: {
    status: 409,
    title: 'It is 86',
    cause: 'Staff or the stock count stopped the sale of this item.',
    remedy: 'Read `items`. Choose something else, or put it back on sale.',
  },
  check_not_found: {
    status: 404,
    title: 'No such check',
    cause: 'The order has no check with this id.',
    remedy: 'Read the order again.',
  },
  check_paid: {
    status: 409,
    title: 'The check is paid',
    cause: 'Nothing is due on this check.',
    remedy: 'Read the order again; do not take money twice.',
  },
  payment_exists: {
    status: 409,
    title: 'This payment id is taken',
    cause: 'Another intent already made a payment with this id.',
    remedy: 'Make a new id for a new payment.',
  },
  amount_exceeds_due: {
    status: 422,
    title: 'More than is due',
    cause: 'The amount is larger than what is left to pay.',
    remedy: 'Take at most `dueMinor`; more cash than that is `tenderedMinor`, and change is given.',
  },
  tendered_too_little: {
    status: 422,
    title: 'Not enough cash',
    cause: 'The cash handed over is less than the amount to pay.',
    remedy: 'Take more cash, or pay a smaller amount.',
  },
  currency_mismatch: {
    status: 422,
    title: 'Another currency',
    cause: 'The amount is not in the currency of this restaurant.',
    remedy: 'Use the currency of the location.',
  },
  ticket_not_found: {
    status: 404,
    title: 'No such ticket',
    cause: 'No ticket of this restaurant has this id.',
    remedy: 'Get the station again.',
  },
  ticket_line_not_found: {
    status: 404,
    title: 'No such ticket line',
    cause: 'The ticket has no line with this id.',
    remedy: 'Get the station again.',
  },
  ticket_state_refused: {
    status: 409,
    title: 'The ticket is past that',
    cause: 'The step does not lead on from the state the ticket is in.',
    remedy: 'Look at the ticket as it is now; recall it if it must come back.',
  },
  station_unknown: {
    status: 404,
    title: 'No such station',
    cause: 'The menu knows no station with this id.',
    remedy: 'Choose a station from the menu.',
  },
  recall_too_late: {
    status: 409,
    title: 'Too late to recall',
    cause: 'The ticket was bumped more than 60 minutes ago, or its order is closed.',
    remedy: 'Ring it again.',
  },
  ingredient_unknown: {
    status: 404,
    title: 'No such ingredient',
    cause: 'The menu knows no ingredient with this id.',
    remedy: 'Choose an ingredient from the menu.',
  },
  availability_subject_unknown: {
    status: 404,
    title: 'Nothing to stop selling',
    cause: 'The menu has no item, variation or modifier with this id.',
    remedy: 'Choose from the menu.',
  },
  staff_not_found: {
    status: 404,
    title: 'No such person',
    cause: 'Nobody of this restaurant has this id.',
    remedy: 'Choose from the list of staff.',
  },
  staff_exists: {
    status: 409,
    title: 'This person is already here',
    cause: 'Someone with this id, or this PIN and name, exists.',
    remedy: 'Use another name.',
  },
  device_not_found: {
    status: 404,
    title: 'No such device',
    cause: 'No device of this restaurant has this id.',
    remedy: 'Look at the list of devices.',
  },
  device_exists: {
    status: 409,
    title: 'This device is already here',
    cause: 'A device with this name or id exists.',
    remedy: 'Use another name, or revoke the old one first.',
  },
  location_not_configured: {
    status: 503,
    title: 'The restaurant is not set up',
    cause: 'The location has no record yet.',
    remedy: 'Run the set-up, or open the demo restaurant.',
  },
  protocol_unsupported: {
    status: 426,
    title: 'The screen speaks another version',
    cause: 'The feed protocol of the screen is older or newer than this server can speak.',
    remedy: 'Reload the screen, or update it.',
  },
  topic_unknown: {
    status: 404,
    title: 'No such topic',
    cause: 'The feed knows no topic of this name, or the device may not hear it.',
    remedy: 'See docs/protocol.md for the topics.',
  },
  message_invalid: {
    status: 400,
    title: 'The message does not fit the protocol',
    cause: 'A frame is not JSON or not of a known shape.',
    remedy: 'See docs/protocol.md.',
  },
  storage_full: {
    status: 507,
    title: 'The disk is nearly full',
    cause: 'There is too little space left to take more orders safely.',
    remedy: 'Free space on the server. Payments and closing still work.',
  },
  shutting_down: {
    status: 503,
    title: 'The server is stopping',
    cause: 'It was asked to stop and takes nothing new.',
    remedy: 'Send again with the same key when it is back.',
  },
  overloaded: {
    status: 503,
    title: 'The server is busy',
    cause: 'Too many commands are waiting.',
    remedy: 'Send again with the same key after a moment.',
  },
  internal: {
    status: 500,
    title: 'A fault of ours',
    cause: 'Something went wrong that we did not foresee.',
    remedy: 'Send again with the same key. Tell us the correlation id.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** Whether a text is a code of the catalogue. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERROR_CATALOGUE, text);
}

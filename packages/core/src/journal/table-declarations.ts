/**
 * How a column is stored: `text`, `integer` and `boolean` (0 or 1) as they are, `json` as canonical JSON text, `sealed`
 * as text encrypted with the key of its row's subject before anything is hashed (so forgetting the key forgets the
 * person and leaves the chain whole). A trailing `?` allows null.
 */
export type ColumnKind = 'text' | 'text?' | 'integer' | 'integer?' | 'boolean' | 'json' | 'sealed' | 'sealed?';

/**
 * Where a table's rows come from. `journaled`: post-images in events. `derived`: computed from events while they are
 * applied. `local`: facts of this box alone, never replayed (sessions, lockouts, keys). Replay equals the first two.
 */
export type TableKind = 'journaled' | 'derived' | 'local';

export interface TableDeclaration {
  readonly kind: TableKind;
  /** Primary key, in order. */
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, ColumnKind>>;
  /** The column that names whose key seals the sealed columns. */
  readonly subject?: string;
}

/**
 * Every journaled and derived table, with its columns apart from `orgId` and `locationId`, which the journal adds to
 * each row. Local tables belong to the edge alone and are declared there.
 */
export const TABLES = {
  locations: {
    kind: 'journaled',
    key: ['id'],
    columns: {
      id: 'text',
      name: 'text',
      timeZone: 'text',
      currency: 'text',
      locale: 'text',
      taxMode: 'text',
      businessDayHour: 'integer',
      openChecks: 'boolean',
      handOverOnPayment: 'boolean',
      unseenAlarmMs: 'integer',
    },
  },
  staff: {
    kind: 'journaled',
    key: ['id'],
    columns: { id: 'text', name: 'sealed', role: 'text', pinHash: 'sealed', active: 'boolean' },
    subject: 'id',
  },
  devices: {
    kind: 'journaled',
    key: ['id'],
    columns: {
      id: 'text',
      name: 'text',
      role: 'text',
      stationId: 'text?',
      tokenHash: 'text',
      createdMs: 'integer',
      expiresMs: 'integer?',
      revokedMs: 'integer?',
    },
  },
  menu_documents: {
    kind: 'journaled',
    key: ['hash'],
    columns: { hash: 'text', version: 'integer', name: 'text', body: 'json' },
  },
  menu_activations: {
    kind: 'journaled',
    key: ['slot'],
    columns: { slot: 'text', hash: 'text', version: 'integer', activatedMs: 'integer' },
  },
  number_series: {
    kind: 'journaled',
    key: ['businessDay', 'series'],
    columns: { businessDay: 'text', series: 'text', lastNumber: 'integer' },
  },
  orders: {
    kind: 'journaled',
    key: ['id'],
    columns: {
      id: 'text',
      channel: 'text',
      diningOption: 'text',
      tableLabel: 'text?',
      guestName: 'sealed?',
      guestCount: 'integer?',
      note: 'text?',
      staffId: 'text?',
      deviceId: 'text',
      currency: 'text',
      businessDay: 'text?',
      series: 'text?',
      number: 'integer?',
      openedMs: 'integer',
      placedMs: 'integer?',
      readyMs: 'integer?',
      closedMs: 'integer?',
      status: 'text',
      totalMinor: 'integer',
      paidMinor: 'integer',
    },
    subject: 'id',
  },
  order_lines: {
    kind: 'journaled',
    key: ['id'],
    columns: {
      id: 'text',
      orderId: 'text',
      checkId: 'text',
      position: 'integer',
      seat: 'integer?',
      course: 'integer',
      itemId: 'text',
      variationId: 'text',
      name: 'text',
      variationName: 'text?',
      kitchenName: 'text',
      stationId: 'text',
      quantity: 'integer',
      unitPriceMinor: 'integer',
      modifiers: 'json',
      amountMinor: 'integer',
      taxGroupId: 'text?',
      taxes: 'json',
      taxMinor: 'integer',
      allergens: 'json',
      allergies: 'json',
      note: 'text?',
      menuHash: 'text',
      recipe: 'json',
      stockPolicy: 'text',
      state: 'text',
      sentMs: 'integer?',
    },
  },
  checks: {
    kind: 'journaled',
    key: ['id'],
    columns: {
      id: 'text',
      orderId: 'text',
      position: 'integer',
      state: 'text',
      subtotalMinor: 'integer',
      exclusiveTaxMinor: 'integer',
      inclusiveTaxMinor: 'integer',
      totalMinor: 'integer',
      paidMinor: 'integer',
      taxes: 'json',
    },
  },
  payments: {
    kind: 'journaled',
    key: ['id'],
    columns: {
      id: 'text',
      orderId: 'text',
      checkId: 'text',
      tender: 'text',
      state: 'text',
      amountMinor: 'integer',
      tenderedMinor: 'integer',
      changeMinor: 'integer',
      currency: 'text',
      businessDay: 'text',
      staffId: 'text?',
      deviceId: 'text',
      createdMs: 'integer',
      settledMs: 'integer?',
    },
  },
  tickets: {
    kind: 'journaled',
    key: ['id'],
    columns: {
      id: 'text',
      orderId: 'text',
      stationId: 'text',
      channel: 'text',
      diningOption: 'text',
      tableLabel: 'text?',
      orderNumber: 'integer',
      series: 'text',
      businessDay: 'text',
      guestCount: 'integer?',
      staffId: 'text?',
      course: 'integer',
      note: 'text?',
      state: 'text',
      firedMs: 'integer',
      seenMs: 'integer?',
      seenBy: 'text?',
      startedMs: 'integer?',
      bumpedMs: 'integer?',
      recalls: 'integer',
    },
  },
  ticket_lines: {
    kind: 'journaled',
    key: ['id'],
    columns: {
      id: 'text',
      ticketId: 'text',
      orderId: 'text',
      lineId: 'text',
      position: 'integer',
      name: 'text',
      variationName: 'text?',
      quantity: 'integer',
      modifiers: 'json',
      allergens: 'json',
      allergies: 'json',
      note: 'text?',
      seat: 'integer?',
      course: 'integer',
      prepSeconds: 'integer',
      state: 'text',
      startedMs: 'integer?',
      doneMs: 'integer?',
    },
  },
  stock_movements: {
    kind: 'journaled',
    key: ['id'],
    columns: {
      id: 'text',
      ingredientId: 'text',
      kind: 'text',
      onHandDelta: 'integer',
      reservedDelta: 'integer',
      orderId: 'text?',
      reason: 'text?',
      occurredMs: 'integer',
    },
  },
  stock_levels: {
    kind: 'derived',
    key: ['ingredientId'],
    columns: { ingredientId: 'text', onHand: 'integer', reserved: 'integer' },
  },
  availability: {
    kind: 'journaled',
    key: ['kind', 'subjectId'],
    columns: { kind: 'text', subjectId: 'text', cause: 'text', sinceMs: 'integer' },
  },
} as const satisfies Record<string, TableDeclaration>;

export type TableName = keyof typeof TABLES;

/** The declaration of a table, widened so that its columns can be walked. */
export function tableDeclaration(table: TableName): TableDeclaration {
  return TABLES[table];
}

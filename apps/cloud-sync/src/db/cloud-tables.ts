import type { ColumnType } from 'kysely';

/** Columns of every table that belongs to one restaurant. */
interface Tenant {
  org_id: string;
  location_id: string;
}

/** Where a projected row came from: the event whose image it is. */
interface Projected extends Tenant {
  epoch: number;
  seq: number;
}

/** Read as parsed JSON, written as text. */
type JsonColumn = ColumnType<unknown, string, string>;

export interface CloudTables {
  organisations: { org_id: string; name: string; created_ms: number };
  locations: Tenant & {
    name: string;
    time_zone: string;
    currency: string;
    locale: string;
    business_day_hour: number;
    created_ms: number;
    /** The event whose image this is; 0, 0 while only the enrolment is known. */
    epoch: number;
    seq: number;
  };
  location_credentials: Tenant & { token_hash: string; created_ms: number };
  sync_cursors: Tenant & {
    epoch: number;
    seq: number;
    hash: string;
    head_epoch: number;
    head_seq: number;
    node_id: string | null;
    last_contact_ms: number | null;
    set_aside_ms: number | null;
    set_aside_reason: string | null;
  };
  quarantined_frames: Tenant & { received_ms: number; reason: string; frame: Buffer };
  events: Tenant & {
    epoch: number;
    seq: number;
    txn: number;
    event_id: string;
    type: string;
    ver: number;
    entity: string;
    entity_id: string;
    occurred_ms: number;
    actor: string | null;
    device: string;
    command_key: string;
    /** The exact bytes that were hashed: UTF-8 JSON text of row images. */
    body: Buffer;
    prev_hash: string;
    hash: string;
    received_ms: number;
  };
  projector_cursors: Tenant & { projector: string; epoch: number; seq: number };
  dead_letters: Tenant & {
    projector: string;
    epoch: number;
    seq: number;
    event_id: string;
    type: string;
    reason: string;
    failed_ms: number;
  };
  orders: Projected & {
    id: string;
    channel: string;
    dining_option: string;
    table_label: string | null;
    guest_count: number | null;
    note: string | null;
    staff_id: string | null;
    device_id: string;
    currency: string;
    business_day: string | null;
    series: string | null;
    number: number | null;
    opened_ms: number;
    placed_ms: number | null;
    ready_ms: number | null;
    closed_ms: number | null;
    status: string;
    total_minor: number;
    paid_minor: number;
  };
  order_lines: Projected & {
    id: string;
    order_id: string;
    check_id: string;
    position: number;
    item_id: string;
    name: string;
    quantity: number;
    unit_price_minor: number;
    modifiers: JsonColumn;
    amount_minor: number;
    taxes: JsonColumn;
    tax_minor: number;
    state: string;
  };
  checks: Projected & {
    id: string;
    order_id: string;
    position: number;
    state: string;
    subtotal_minor: number;
    exclusive_tax_minor: number;
    inclusive_tax_minor: number;
    total_minor: number;
    paid_minor: number;
    taxes: JsonColumn;
  };
  payments: Projected & {
    id: string;
    order_id: string;
    check_id: string;
    tender: string;
    state: string;
    amount_minor: number;
    tendered_minor: number;
    change_minor: number;
    currency: string;
    business_day: string;
    staff_id: string | null;
    device_id: string;
    created_ms: number;
    settled_ms: number | null;
  };
}

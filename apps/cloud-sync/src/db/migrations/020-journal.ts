import { type Migration, TENANT_COLUMNS, tenantSecurity } from './migration.ts';

/**
 * The journals of the restaurants as they came, and how far each has come. The application may add events and read
 * them; it has no right to change or delete one.
 */
export const journal: Migration = {
  id: 20,
  name: 'journal',
  sql: `
CREATE TABLE events (${TENANT_COLUMNS},
  epoch bigint NOT NULL,
  seq bigint NOT NULL,
  txn bigint NOT NULL,
  event_id text NOT NULL,
  type text NOT NULL,
  ver bigint NOT NULL,
  entity text NOT NULL,
  entity_id text NOT NULL,
  occurred_ms bigint NOT NULL,
  actor text,
  device text NOT NULL,
  command_key text NOT NULL,
  body bytea NOT NULL,
  prev_hash text NOT NULL,
  hash text NOT NULL,
  received_ms bigint NOT NULL,
  PRIMARY KEY (org_id, location_id, epoch, seq)
);
${tenantSecurity('events', 'SELECT, INSERT')}

CREATE TABLE sync_cursors (${TENANT_COLUMNS},
  epoch bigint NOT NULL,
  seq bigint NOT NULL,
  hash text NOT NULL,
  head_epoch bigint NOT NULL,
  head_seq bigint NOT NULL,
  node_id text,
  last_contact_ms bigint,
  set_aside_ms bigint,
  set_aside_reason text,
  PRIMARY KEY (org_id, location_id)
);
${tenantSecurity('sync_cursors', 'SELECT, INSERT, UPDATE')}

CREATE TABLE quarantined_frames (${TENANT_COLUMNS},
  received_ms bigint NOT NULL,
  reason text NOT NULL,
  frame bytea NOT NULL,
  PRIMARY KEY (org_id, location_id, received_ms)
);
${tenantSecurity('quarantined_frames', 'SELECT, INSERT')}

CREATE TABLE projector_cursors (${TENANT_COLUMNS},
  projector text NOT NULL,
  epoch bigint NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (org_id, location_id, projector)
);
${tenantSecurity('projector_cursors', 'SELECT, INSERT, UPDATE')}

CREATE TABLE dead_letters (${TENANT_COLUMNS},
  projector text NOT NULL,
  epoch bigint NOT NULL,
  seq bigint NOT NULL,
  event_id text NOT NULL,
  type text NOT NULL,
  reason text NOT NULL,
  failed_ms bigint NOT NULL,
  PRIMARY KEY (org_id, location_id, projector, epoch, seq)
);
${tenantSecurity('dead_letters', 'SELECT, INSERT, DELETE')}
`,
};

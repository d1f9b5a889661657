import { type Migration, TENANT_COLUMNS, tenantSecurity } from './migration.ts';

/** Organisations, their locations, and the tokens with which locations sign in. */
export const tenants: Migration = {
  id: 10,
  name: 'tenants',
  sql: `
CREATE FUNCTION passbell_org() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('passbell.org_id', true), '') $$;
CREATE FUNCTION passbell_location() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('passbell.location_id', true), '') $$;

CREATE TABLE organisations (
  org_id text PRIMARY KEY CHECK (org_id NOT IN ('', '*')),
  name text NOT NULL,
  created_ms bigint NOT NULL
);
ALTER TABLE organisations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisations FORCE ROW LEVEL SECURITY;
CREATE POLICY organisations_read ON organisations FOR SELECT
  USING (org_id = passbell_org() OR current_setting('passbell.directory', true) = 'on');
CREATE POLICY organisations_insert ON organisations FOR INSERT WITH CHECK (org_id = passbell_org());
CREATE POLICY organisations_update ON organisations FOR UPDATE USING (org_id = passbell_org()) WITH CHECK (org_id = passbell_org());
GRANT SELECT, INSERT, UPDATE ON organisations TO passbell_app;

CREATE TABLE locations (${TENANT_COLUMNS},
  name text NOT NULL,
  time_zone text NOT NULL,
  currency text NOT NULL,
  locale text NOT NULL,
  business_day_hour integer NOT NULL CHECK (business_day_hour BETWEEN 0 AND 23),
  created_ms bigint NOT NULL,
  epoch bigint NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (org_id, location_id)
);
${tenantSecurity('locations', 'SELECT, INSERT, UPDATE')}

CREATE TABLE location_credentials (${TENANT_COLUMNS},
  token_hash text NOT NULL,
  created_ms bigint NOT NULL,
  PRIMARY KEY (org_id, location_id, token_hash)
);
CREATE UNIQUE INDEX location_credentials_by_token ON location_credentials (token_hash);
${tenantSecurity('location_credentials', 'SELECT, INSERT, DELETE')}
-- Whoever holds a token may learn whose it is: that is how a location signs in before anything is known about it.
CREATE POLICY location_credentials_by_token ON location_credentials FOR SELECT
  USING (token_hash = nullif(current_setting('passbell.token_hash', true), ''));
`,
};

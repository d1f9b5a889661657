/** One step of the schema. Numbered by ten; never edited after a release, only followed by another. */
export interface Migration {
  readonly id: number;
  readonly name: string;
  readonly sql: string;
}

/**
 * Row-level security of a table of one restaurant: forced, so that not even the owner passes it by. A transaction that
 * names nobody sees nothing. Reading all restaurants of an organisation takes the explicit `*`; writing never does.
 */
export function tenantSecurity(table: string, grants: string): string {
  const here = 'org_id = passbell_org() AND location_id = passbell_location()';
  return `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY ${table}_read ON ${table} FOR SELECT
  USING (org_id = passbell_org() AND (location_id = passbell_location() OR passbell_location() = '*'));
CREATE POLICY ${table}_insert ON ${table} FOR INSERT WITH CHECK (${here});
CREATE POLICY ${table}_update ON ${table} FOR UPDATE USING (${here}) WITH CHECK (${here});
CREATE POLICY ${table}_delete ON ${table} FOR DELETE USING (${here});
GRANT ${grants} ON ${table} TO passbell_app;
`;
}

/** Key columns of a table of one restaurant. An empty id or `*` would mean something else to the policies. */
export const TENANT_COLUMNS = `
  org_id text NOT NULL CHECK (org_id NOT IN ('', '*')),
  location_id text NOT NULL CHECK (location_id NOT IN ('', '*'))`;

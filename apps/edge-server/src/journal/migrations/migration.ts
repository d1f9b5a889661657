/**
 * One forward step of the edge file. Its SQL is literal and never edited once released, however the declarations in
 * core go on: a file made years ago takes the same steps. Rows are not converted here; a change of projections
 * rebuilds them from the journal through upcasters.
 */
export interface Migration {
  /** Position in the order of migrations, counted in tens. Stored as `user_version`. */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

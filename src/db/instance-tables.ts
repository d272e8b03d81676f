/** Work that only one of several instances does at a time. */
export interface LeaseTable {
  name: string;
  /** The id of the instance that does the work. */
  holder: string;
  held_until: number;
}

/** The running instances of one PostgreSQL database. */
export interface InstanceTable {
  id: string;
  version: string;
  host: string;
  /** Its APP_URL: instances accept each other's tokens only when they agree on it. */
  app_url: string | null;
  started_at: number;
  seen_at: number;
}

/** The oldest version of the program that can still use the database after a migration. */
export interface SchemaChangeTable {
  name: string;
  min_version: string;
}

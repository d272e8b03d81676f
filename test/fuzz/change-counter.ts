import { Database } from 'bun:sqlite';
import { rowsOf } from '../support/long-reads.ts';
import type { TestApp } from '../support/test-app.ts';
import { fileOf } from '../support/test-storage.ts';

/** Tells cheaply that nothing has changed: only another text means that rows may be others. */
export interface ChangeCounter extends Disposable {
  read(): Promise<string>;
}

/** SQLite's counter of the commits of others, or the next transaction number of a PostgreSQL server. */
export function countChanges({ services, database }: TestApp): ChangeCounter {
  if (database.engine === 'postgres') {
    const next = 'select pg_snapshot_xmax(pg_current_snapshot())::text';
    return {
      read: async () => JSON.stringify(await rowsOf(database.read, next)),
      [Symbol.dispose]: () => undefined,
    };
  }
  const watcher = new Database(fileOf(services.config), { readonly: true });
  return {
    read: () => Promise.resolve(JSON.stringify(watcher.query('pragma data_version').get())),
    [Symbol.dispose]: () => {
      watcher.close();
    },
  };
}

// Ways in which a database fails, the same on both engines.
import type { Database } from '../../src/db/port.ts';
import { rowsOf } from './long-reads.ts';

/** What each engine says of a table that is not there. */
export function missingTable(name: string): RegExp {
  return new RegExp(`no such table: ${name}|relation \\\\?"${name}\\\\?" does not exist`);
}

/** Takes a table away as a bug of a migration would, with everything that refers to it left as it is. */
export async function loseTable({ migrations }: Database, name: string): Promise<void> {
  await migrations.schema.alterTable(name).renameTo(`${name}_away`).execute();
}

/**
 * Lets every change fail as on a read-only file or server, and reads go on; what it answers ends that. The setting
 * of a PostgreSQL server would hold for new connections only.
 */
export async function refuseChanges({
  engine,
  migrations: db,
}: Database): Promise<() => Promise<void>> {
  if (engine === 'sqlite') {
    await rowsOf(db, 'pragma query_only = on');
    return async () => void (await rowsOf(db, 'pragma query_only = off'));
  }
  await rowsOf(
    db,
    `do $do$
    declare each regclass;
    begin
      create function refuse() returns trigger language plpgsql as
        $$ begin raise exception 'read-only' using errcode = '25006'; end $$;
      for each in select oid from pg_class
        where relnamespace = current_schema()::regnamespace and relkind = 'r' loop
        execute format('create trigger refuse before insert or update or delete on %s execute function refuse()', each);
      end loop;
    end $do$`,
  );
  return async () => void (await rowsOf(db, 'drop function refuse cascade'));
}

import { sql } from 'kysely';
import type { Database } from '../../src/db/port.ts';

/**
 * Resolves when a change waits for the one under way, or when `answer` is there without having waited. PostgreSQL
 * says which statements wait for a lock; in SQLite every change waits in the queue of the writer by then.
 */
export async function untilWriteWaits(database: Database, answer: Promise<unknown>): Promise<void> {
  if (database.engine === 'sqlite') return Bun.sleep(100);
  const answered = new AbortController();
  const note = () => {
    answered.abort();
  };
  answer.then(note, note);
  while (!answered.signal.aborted && !(await waits(database))) await Bun.sleep(10);
}

async function waits({ aside }: Database): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(aside);
  return rows.length > 0;
}

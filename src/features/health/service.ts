import type { Database } from '../../db/open.ts';
import { probe } from './queries.ts';

/** Whether the database answers. */
export async function isDatabaseReady(database: Database): Promise<boolean> {
  try {
    await probe(database.read);
    return true;
  } catch {
    return false;
  }
}

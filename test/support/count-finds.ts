import { spyOn } from 'bun:test';
import type { Database } from '../../src/db/port.ts';

interface FindCounter extends Disposable {
  /** How many prepared reads there were. */
  count(): number;
}

/** Counts the prepared reads of a database. */
export function countFinds(database: Database): FindCounter {
  const spy = spyOn(database, 'find');
  return {
    count: () => spy.mock.calls.length,
    [Symbol.dispose]: () => {
      spy.mockRestore();
    },
  };
}

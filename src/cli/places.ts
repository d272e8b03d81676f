import type { Storage } from '../config/config.ts';
import { shownAddress } from '../core/postgres-address.ts';

/** Where an instance is, in words: the data directory, or the database on its server without the password. */
export function placeOf(storage: Storage): string {
  return storage.kind === 'sqlite'
    ? storage.dataDir
    : `the PostgreSQL database ${shownAddress(storage.address)}`;
}

/** Lines about text that was changed, because PostgreSQL cannot store it. */
export function replacements(replaced: ReadonlyMap<string, number>): readonly string[] {
  if (replaced.size === 0) return [];
  const list = [...replaced].map(([column, count]) => `${column} (${count})`).join(', ');
  return [`U+0000, which PostgreSQL cannot store, became U+FFFD in ${list}`];
}

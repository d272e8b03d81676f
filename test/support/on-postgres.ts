import { describe } from 'bun:test';
import { usesPostgres } from './test-storage.ts';

if (!usesPostgres) console.log('Skipped what only PostgreSQL does: TEST_DATABASE is not postgres');

/** Tests of what only PostgreSQL does. */
export const onPostgres = usesPostgres ? describe : describe.skip;

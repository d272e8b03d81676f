import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tablesOver } from './database-snapshot.ts';
import type { TestApp } from './test-app.ts';

/**
 * What a thief of the storage gets: every file of the data directory but the key, so those of SQLite and its log as
 * they are on disk, and of PostgreSQL every value of every row.
 */
export async function everythingStored({
  services,
  database,
}: TestApp): Promise<readonly Buffer[]> {
  const { dataDir } = services.config.storage;
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'secret.key')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  if (database.engine === 'sqlite') return files;
  const tables = await tablesOver(database.read);
  const values = [...tables.values()].flat().flatMap((row) => Object.values(row));
  return [...files, ...values.map(bytesOf)];
}

function bytesOf(value: unknown): Buffer {
  return value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value));
}

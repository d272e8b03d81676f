// T38, T35: whenever a first start is killed, the next one finds the old schema or the new one, and goes on.
import { Database } from 'bun:sqlite';
import { afterAll, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { directory, endProcesses, startProgram, startServer } from '../support/process.ts';

afterAll(endProcesses);

/** Starts a server on an empty directory and kills it so long after its database file appeared. */
async function killedAfter(delayMs: number): Promise<string> {
  const dataDir = join(directory(), 'data');
  const child = startProgram([], { env: { DATA_DIR: dataDir, PORT: '0' } });
  while (!existsSync(join(dataDir, 'anchor.db'))) await Bun.sleep(0);
  if (delayMs > 0) await Bun.sleep(delayMs);
  child.kill('SIGKILL');
  await child.exited;
  return dataDir;
}

/** Tables and indexes; what SQLite keeps for itself left out. */
function schemaOf(dataDir: string): readonly string[] {
  const database = new Database(join(dataDir, 'anchor.db'), { readwrite: true });
  const rows = database
    .query<{ sql: string }, []>('select sql from sqlite_master where sql is not null order by sql')
    .all();
  database.close();
  return rows.map(({ sql }) => sql).filter((sql) => !sql.includes('kysely_migration'));
}

test('a first start that is killed at any moment leaves the old schema or the new one', async () => {
  const delays = [0, 1, 2, 4, 8, 16, 30];
  const killed = await Promise.all(delays.map((delay) => killedAfter(delay)));
  await using whole = await startServer();
  const complete = schemaOf(whole.dataDir);
  expect(complete.length).toBeGreaterThan(8);
  const left = killed.map((dataDir) => schemaOf(dataDir).length);
  for (const count of left) expect([0, complete.length]).toContain(count);
  const [earliest = '', latest = ''] = [killed[0], killed.at(-1)];
  for (const dataDir of [earliest, latest]) {
    await using server = await startServer({ dataDir });
    expect(schemaOf(dataDir)).toEqual(complete);
    const person = { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada' };
    const answer = await server.post('/api/auth/register', person);
    expect(await answer.json()).toMatchObject({ user: { isAdmin: true } });
  }
}, 300_000);

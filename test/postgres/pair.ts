// Two servers on one PostgreSQL database, with the same key.
import { SQL } from 'bun';
import { postgresServer } from '../support/postgres-server.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';
import { temporaryDirectory } from '../support/test-database.ts';

/** Whether there is a PostgreSQL server to test with. */
export const hasServer = await postgresServer().then(
  () => true,
  (error: unknown) => {
    console.log(`not run: what needs PostgreSQL (${String(error)})`);
    return false;
  },
);

export interface Pair extends AsyncDisposable {
  readonly one: TestApp;
  readonly other: TestApp;
}

/** Starts two servers on a database of their own. */
export async function createPair(env: Env = {}): Promise<Pair> {
  await using cleanUp = new AsyncDisposableStack();
  const shared = {
    DATA_DIR: cleanUp.use(temporaryDirectory()).path,
    DATABASE_URL: await createDatabase(),
    ...env,
  };
  const one = cleanUp.use(await createTestApp(shared));
  const other = cleanUp.use(await createTestApp(shared));
  const cleaners = cleanUp.move();
  return { one, other, [Symbol.asyncDispose]: () => cleaners.disposeAsync() };
}

async function createDatabase(): Promise<string> {
  const url = new URL(await postgresServer());
  await using sql = new SQL(url.href, { max: 1 });
  const name = `pair_${crypto.randomUUID().replaceAll('-', '')}`;
  await sql.unsafe(`create database ${name}`);
  url.pathname = `/${name}`;
  return url.href;
}

import { addPerson } from './people.ts';
import { createTestApp, type Env, type TestApp } from './test-app.ts';
import { temporaryDirectory } from './test-database.ts';
import { newDatabase } from './postgres-databases.ts';

export type Pair = AsyncDisposable & { readonly one: TestApp; readonly other: TestApp };

/** Two servers on one PostgreSQL database, with the same key and one user. */
export async function createPair(env: Env = {}): Promise<Pair> {
  await using unfinished = new AsyncDisposableStack();
  const variables = {
    ...env,
    DATA_DIR: unfinished.use(temporaryDirectory()).path,
    DATABASE_URL: await newDatabase(),
  };
  const one = unfinished.use(await createTestApp(variables));
  await addPerson(one);
  const other = unfinished.use(await createTestApp(variables));
  const parts = unfinished.move();
  return { one, other, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

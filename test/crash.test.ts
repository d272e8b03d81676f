import { afterAll, expect, test } from 'bun:test';
import { endProcesses, type ServerProcess, startServer } from './support/process.ts';

afterAll(endProcesses);

const password = 'correct horse battery';

interface Outcome {
  readonly email: string;
  /** Null when the server died first. */
  readonly status: number | null;
  readonly isAdmin: boolean;
}

async function register(server: ServerProcess, email: string): Promise<Outcome> {
  try {
    const answer = await server.post('/api/auth/register', { email, password, name: 'Somebody' });
    const body = (await answer.json()) as { readonly user?: { readonly isAdmin: boolean } };
    return { email, status: answer.status, isAdmin: body.user?.isAdmin ?? false };
  } catch {
    return { email, status: null, isAdmin: false };
  }
}

function registerMany(server: ServerProcess, count: number, prefix: string) {
  return Array.from({ length: count }, (_, index) =>
    register(server, `${prefix}${index}@example.com`),
  );
}

async function statusOfLogin(server: ServerProcess, email: string): Promise<number> {
  return (await server.post('/api/auth/login', { email, password })).status;
}

const rounds = 3;
const perRound = 12;

test('an acknowledged account can sign in after the server was killed', async () => {
  let server = await startServer();
  const { dataDir } = server;
  let promised = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const attempts = registerMany(server, perRound, `round${round}-`);
    // Each round is hit at another place, in the middle of the others' work.
    let answered = 0;
    const enough = Promise.withResolvers<void>();
    const count = async (attempt: Promise<Outcome>) => {
      if ((await attempt).status === 201 && ++answered === round) enough.resolve();
    };
    for (const attempt of attempts) void count(attempt);
    await enough.promise;
    server.signal('SIGKILL');
    const outcomes = await Promise.all(attempts);
    expect(await server.exited).toBe(137);

    server = await startServer({ dataDir });
    const kept = outcomes.filter(({ status }) => status === 201);
    expect(kept.length).toBeGreaterThanOrEqual(round);
    expect(kept.length).toBeLessThan(perRound);
    for (const { email } of kept) expect(await statusOfLogin(server, email)).toBe(200);
    promised += kept.length;
  }
  expect(promised).toBeGreaterThanOrEqual(rounds * 2);
  expect(await server.stop()).toBe(0);
}, 300_000);

test('of fifty who register first at the same moment exactly one becomes administrator', async () => {
  await using server = await startServer();
  const outcomes = await Promise.all(registerMany(server, 50, 'first'));
  const joined = outcomes.filter(({ status }) => status === 201);
  expect(joined.filter(({ isAdmin }) => isAdmin)).toHaveLength(1);
  expect(joined.length).toBeGreaterThanOrEqual(2);
  // More hashing than the machine can do in time is refused, and refused only for that.
  expect(new Set(outcomes.map(({ status }) => status)).difference(new Set([201, 503]))).toEqual(
    new Set(),
  );
}, 300_000);

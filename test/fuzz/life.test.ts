// Whole lives of a server, at random and all at once: whatever is done to people, sessions and tokens, the
// server does what the plain rules say, in an order in which it could have been asked.
import { afterAll, setSystemTime, test } from 'bun:test';
import fc from 'fast-check';
import { changePerson } from '../support/people.ts';
import { createAppWithNetworks } from '../support/networks.ts';
import { fuzzRun, fuzzTimeout, shrinksAtMost } from './fuzz-run.ts';
import { commandsOf, everybody, program, type Step } from './life-program.ts';
import { type Command, live } from './life-rules.ts';
import { LifeServer, type Result } from './life-server.ts';
import { newWorld, type World } from './life-world.ts';

const share = 60;
const app = await createAppWithNetworks({ RATE_LIMIT: 'off' });
afterAll(() => app[Symbol.asyncDispose]());

interface Life {
  readonly server: LifeServer;
  world: World;
  /** What happened, to understand a failure. */
  readonly story: string[];
  count: number;
}

const mode = fc.constantFrom<World['mode']>('enabled', 'enabled', 'review');

test(
  'the life of the server is a serial one by the plain rules',
  async () => {
    const property = fc.asyncProperty(mode, program, shrinksAtMost(40, run));
    try {
      await fc.assert(property, fuzzRun(share));
    } finally {
      setSystemTime();
    }
  },
  fuzzTimeout(share * 20),
);

async function run(chosen: World['mode'], steps: readonly Step[]): Promise<void> {
  const now = 1_800_000_000_000;
  setSystemTime(now);
  const world = newWorld(now, chosen, everybody.slice(0, 3));
  const life: Life = { server: await LifeServer.start(app, world), world, story: [], count: 0 };
  await begin(life);
  for (const step of steps) await take(life, step);
}

/** Everybody signs in, some of them twice, so that there is something to lose. */
async function begin(life: Life): Promise<void> {
  for (const person of [0, 1, 2, 0, 2]) {
    await take(life, [{ kind: 'login', pick: [0, 0, person, 0, 0], knows: true }]);
  }
}

async function take(life: Life, step: Step): Promise<void> {
  if (typeof step === 'number') {
    life.world.now += step;
    setSystemTime(life.world.now);
    life.story.push(`${step} ms pass`);
    return;
  }
  const commands = commandsOf(step, life.world, life.count + 1);
  life.count += commands.length;
  const results = await Promise.all(commands.map((command) => life.server.run(command)));
  life.story.push(
    commands.map((command, index) => described(command, results[index])).join('\n   || '),
  );
  life.world = await settle(life, commands, results);
  await cheapen(life.world);
}

function described({ kind, id, ...rest }: Command, result: Result | undefined): string {
  return `${id} ${kind} ${JSON.stringify(rest)} -> ${result?.outcome}`;
}

/** The world after the commands, in the first order of theirs that explains what was answered and what is there now. */
async function settle(
  { world, server, story }: Life,
  commands: readonly Command[],
  results: readonly Result[],
): Promise<World> {
  const outcomes = new Map(commands.map(({ id }, index) => [id, results[index]?.outcome]));
  const failures: string[] = [];
  for (const order of permutations(commands)) {
    const next = structuredClone(world);
    const odd = order.flatMap((command) => {
      const seen = outcomes.get(command.id) ?? '';
      // More hashing than a busy machine can do is put off, and nothing has happened.
      if (seen === '503 server_busy') return [];
      const meant = live(next, command);
      return isMeant(seen, meant, commands) ? [] : [`${command.id} should be ${meant}`];
    });
    if (odd.length === 0) odd.push(...keepAll(server, { commands, results, next }));
    if (odd.length === 0) odd.push(...(await server.differences(next)));
    if (odd.length === 0) odd.push(...(await wrongPasswords(next)));
    if (odd.length === 0) return next;
    failures.push(`${order.map(({ id }) => id).join(' ')}: ${odd.join(' | ')}`);
  }
  throw new Error(['', ...story, 'No order explains it:', ...failures].join('\n'));
}

/** A request that is only just too late may get another message than a later one. */
function isMeant(seen: string, meant: string, together: readonly Command[]): boolean {
  const areRefusals = seen.startsWith('4') && meant.startsWith('4');
  return seen === meant || (together.length > 1 && areRefusals);
}

function keepAll(
  server: LifeServer,
  step: {
    readonly commands: readonly Command[];
    readonly results: readonly Result[];
    readonly next: World;
  },
): readonly string[] {
  return step.commands.flatMap((command, index) => {
    const result = step.results[index];
    return result === undefined ? [] : server.keep(command, result, step.next);
  });
}

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => rest.toSpliced(0, 0, item)),
  );
}

/** Whose password, just hashed, is not the one that the model says was set last. */
async function wrongPasswords(world: World): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const { row, password } of await freshlyHashed(world)) {
    const isRight = await Bun.password.verify(password, row.password_hash ?? '');
    if (!isRight) wrong.push(`${row.name} has another password`);
  }
  return wrong;
}

/** Hashes them again at a cost that does not slow down every later sign-in. */
async function cheapen(world: World): Promise<void> {
  for (const { row, password } of await freshlyHashed(world)) {
    const hash = await Bun.password.hash(password, { algorithm: 'bcrypt', cost: 4 });
    await changePerson(app, row, { password_hash: hash });
  }
}

async function freshlyHashed(world: World) {
  const rows = await app.database.read.selectFrom('users').selectAll().execute();
  return rows
    .filter((row) => row.password_hash?.startsWith('$2b$10$'))
    .map((row) => {
      const person = Object.values(world.people).find(({ name }) => name === row.name);
      return { row, password: person?.password ?? '' };
    });
}

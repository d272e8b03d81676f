// Repeats cycles on one data directory: load, kill, start again, compare.
import { join as joinPath } from 'node:path';
import { type Load, newTally, type Tally } from './attempt.ts';
import { firstStart } from './first-start.ts';
import { type Client, createClient, textIn } from './client.ts';
import { inspect } from './inspect.ts';
import { createRandom, type Random } from './random.ts';
import { type Child, launch, type Launch, started, workDirectory } from './server.ts';
import { createWorkers, join, work, type Worker } from './workers.ts';

export interface CampaignOptions {
  readonly command: readonly string[];
  readonly cycles: number;
  readonly workers: number;
  readonly seed: number;
  /** The longest load of a cycle, in milliseconds. */
  readonly maxLoadMs: number;
  readonly onCycle: (line: string) => void;
}

type Phase =
  'under load' | 'right after an answer' | 'while stopping' | 'while starting' | 'first start';

export interface Summary {
  readonly tally: Tally;
  readonly cycles: number;
  readonly kills: Readonly<Record<Phase, number>>;
  readonly violations: readonly string[];
  readonly dataDir: string;
}

interface Run {
  readonly options: CampaignOptions;
  readonly random: Random;
  readonly launchOptions: Launch;
  readonly workers: readonly Worker[];
  readonly tally: Tally;
  readonly kills: Record<Phase, number>;
  readonly violations: string[];
  mode: 'enabled' | 'review';
  adminToken: string;
  /** How long a start takes on this machine, in milliseconds. */
  startMs: number;
}

const admin = { email: 'admin@example.com', password: 'correct horse battery', name: 'Admin' };

// Long enough that no timeout or expiry affects the result.
const env = {
  APP_URL: 'http://localhost:3000',
  ACCESS_TOKEN_TTL: '1d',
  REFRESH_GRACE_SECONDS: '300',
  LOG_LEVEL: 'info',
};

/** Runs until all cycles are done or an acknowledged change is missing. */
export async function runCampaign(options: CampaignOptions): Promise<Summary> {
  const { command, seed } = options;
  const dataDir = joinPath(workDirectory(), 'data');
  const run: Run = {
    options,
    random: createRandom(seed),
    launchOptions: { command, dataDir, env },
    workers: createWorkers(options.workers),
    tally: newTally(),
    kills: {
      'under load': 0,
      'right after an answer': 0,
      'while stopping': 0,
      'while starting': 0,
      'first start': 0,
    },
    violations: [],
    mode: 'enabled',
    adminToken: '',
    startMs: 500,
  };
  const done = await repeat(run).catch((error: unknown) => {
    run.violations.push(String(error));
    return 0;
  });
  const { tally, kills, violations } = run;
  return { tally, cycles: done, kills, violations, dataDir };
}

async function repeat(run: Run): Promise<number> {
  let child = await startAgain(run);
  await settleIn(run, child);
  for (let number = 1; number <= run.options.cycles; number += 1) {
    const before = { ...run.tally };
    const phase = await cycle(run, child);
    if (number % 5 === 1) await beBorn(run);
    child = await startAgain(run);
    run.violations.push(...(await inspect({ ...run, child })));
    if (run.tally.unstored > 0) run.violations.push('a healthy disk was called unavailable');
    const acknowledged = run.tally.acknowledged - before.acknowledged;
    const unanswered = run.tally.unanswered - before.unanswered;
    run.options.onCycle(
      `cycle ${number}: killed ${phase}, ${acknowledged} acknowledged, ${unanswered} unanswered, ${run.violations.length} violations`,
    );
    if (run.violations.length > 0) return number;
  }
  const exitCode = await child.stop();
  if (exitCode !== 0) run.violations.push(`the last stop ended with exit code ${exitCode}`);
  return run.options.cycles;
}

/** Registers the administrator and one person of each worker before the first kill. */
async function settleIn(run: Run, child: Child): Promise<void> {
  const client = createClient(await started(child));
  await client.call(post('/api/auth/register', admin));
  const load = loadOf(run, client, { isOver: () => false, onAcknowledged: () => undefined });
  await Promise.all(run.workers.map((worker) => join(load, worker)));
}

function loadOf(run: Run, client: Client, end: Pick<Load, 'isOver' | 'onAcknowledged'>): Load {
  const { mode, random, tally, violations, adminToken } = run;
  return { client, mode, random, tally, violations, adminToken, ...end };
}

async function beBorn(run: Run): Promise<void> {
  const begun = await firstStart(run.launchOptions, run.random, run.startMs);
  run.kills['first start'] += begun.kills;
  run.violations.push(...begun.violations);
}

/** Starts on the same directory, sometimes after a kill during an earlier start. */
async function startAgain(run: Run): Promise<Child> {
  while (run.kills['under load'] > 0 && run.random.chance(0.3)) {
    const child = launch(run.launchOptions);
    await Bun.sleep(run.random.below(run.startMs * 1.1));
    await child.kill();
    run.kills['while starting'] += 1;
    if (child.err() !== '') run.violations.push(`a start that was killed said: ${child.err()}`);
  }
  const startedAt = performance.now();
  const child = launch(run.launchOptions);
  await started(child);
  run.startMs = performance.now() - startedAt;
  return child;
}

function post(path: string, body: Readonly<Record<string, unknown>>) {
  return { method: 'POST', path, body } as const;
}

/** Applies load until the kill; returns how the cycle ended. */
async function cycle(run: Run, child: Child): Promise<Phase> {
  const client = createClient(await started(child));
  await prepare(run, client);
  const end = planEnd(run.random, run.options.maxLoadMs);
  let isOver = false;
  let answers = 0;
  const reached = Promise.withResolvers<void>();
  const load = loadOf(run, client, {
    isOver: () => isOver,
    onAcknowledged: () => {
      answers += 1;
      if (answers >= end.answers && !isOver) {
        isOver = true;
        child.process.kill('SIGKILL');
        reached.resolve();
      }
    },
  });
  const working = Promise.all(run.workers.map((worker) => work(load, worker)));
  await Promise.race([Bun.sleep(end.afterMs), reached.promise]);
  isOver = true;
  if (end.stopsFor !== null) {
    void child.stop();
    await Bun.sleep(end.stopsFor);
  }
  await child.kill();
  await working;
  if (child.err() !== '') run.violations.push(`the server said: ${child.err()}`);
  run.kills[end.phase] += 1;
  return end.phase;
}

/** Signs the administrator in and sets the registration mode of this cycle. */
async function prepare(run: Run, client: Client): Promise<void> {
  const login = await client.call(post('/api/auth/login', admin));
  const bearer = textIn(login?.body ?? {}, 'access_token');
  const path = '/api/admin/settings/registration';
  const stored = await client.call({ method: 'GET', path, bearer });
  if (run.tally.requests > 0 && stored?.body['mode'] !== run.mode)
    run.violations.push(`people join by ${String(stored?.body['mode'])}, not ${run.mode}`);
  const mode = run.random.chance(0.5) ? 'enabled' : 'review';
  const changed = await client.call({ method: 'PATCH', path, bearer, body: { mode } });
  if (changed?.status !== 200) run.violations.push('the registration mode was not accepted');
  run.mode = mode;
  run.adminToken = bearer;
}

interface End {
  readonly phase: Phase;
  readonly afterMs: number;
  /** After how many acknowledged answers the server is killed. */
  readonly answers: number;
  /** How long an orderly stop may take before the kill, in milliseconds; null: no orderly stop. */
  readonly stopsFor: number | null;
}

function planEnd(random: Random, maxLoadMs: number): End {
  const phase = random.pick([
    'under load',
    'under load',
    'right after an answer',
    'while stopping',
  ]);
  const never = Infinity;
  if (phase === 'right after an answer')
    return { phase, afterMs: maxLoadMs * 4, answers: 1 + random.below(1000), stopsFor: null };
  const afterMs = 20 + random.below(maxLoadMs);
  if (phase === 'while stopping')
    return { phase, afterMs, answers: never, stopsFor: random.below(30) };
  return { phase: 'under load', afterMs, answers: never, stopsFor: null };
}

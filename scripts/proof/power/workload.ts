// Three server runs that begin without a directory: one ends in an orderly stop, one by a kill.
import { readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { type Load, newTally, type Tally } from '../attempt.ts';
import { createClient, textIn } from '../client.ts';
import { createRandom } from '../random.ts';
import { type Child, started } from '../server.ts';
import { createWorkers, join, work, type Worker } from '../workers.ts';
import { History } from './history.ts';
import type { Recording } from './recording.ts';

/** What happened, and what was answered. */
export interface Past {
  readonly history: History;
  readonly tally: Tally;
  readonly violations: readonly string[];
  /** The log positions between which the first administrator registered. */
  readonly bootstrap: { readonly askedAt: number; readonly answeredAt: number };
  /** The length of the log when the server first reported that it was ready. */
  readonly firstReadyAt: number;
  readonly secretKey: string;
}

export interface WorkloadOptions {
  readonly recording: Recording;
  readonly seed: number;
  readonly workers: number;
  /** How long the load of each run lasts, in milliseconds. */
  readonly lifeMs: number;
}

export const admin = {
  email: 'admin@example.com',
  password: 'correct horse battery',
  name: 'Admin',
};

/** Long enough that no timeout or expiry affects the result. */
export const settings = {
  APP_URL: 'http://localhost:3000',
  ACCESS_TOKEN_TTL: '1d',
  REFRESH_GRACE_SECONDS: '300',
  USER_SIGNUP: 'enabled',
};

export async function live(options: WorkloadOptions): Promise<Past> {
  const { recording, seed } = options;
  const history = new History(() => recording.position());
  const run: Run = {
    ...options,
    history,
    tally: newTally(),
    violations: [],
    random: createRandom(seed),
    hired: createWorkers(options.workers),
  };
  const first = recording.launch();
  const client = createClient(await started(first));
  const firstReadyAt = recording.position();
  const path = '/api/auth/register';
  await client.call({ method: 'POST', path, body: admin });
  const bootstrap = { askedAt: firstReadyAt, answeredAt: recording.position() };
  await spend(run, first);
  await stop(run, first);
  const second = recording.launch();
  await spend(run, second);
  await recording.kill(second);
  const third = recording.launch();
  await spend(run, third);
  await stop(run, third);
  const secretKey = readFileSync(joinPath(recording.dataDir, 'secret.key'), 'utf8');
  const { tally, violations } = run;
  return { history, tally, violations, bootstrap, firstReadyAt, secretKey };
}

interface Run extends WorkloadOptions {
  readonly history: History;
  readonly tally: Tally;
  readonly violations: string[];
  readonly random: Load['random'];
  readonly hired: readonly Worker[];
}

async function spend(run: Run, child: Child): Promise<void> {
  const client = createClient(await started(child));
  const { email, password } = admin;
  const body = { email, password };
  const login = await client.call({ method: 'POST', path: '/api/auth/login', body });
  const adminToken = textIn(login?.body ?? {}, 'access_token');
  const endsAt = performance.now() + run.lifeMs;
  const { history, tally, violations, random } = run;
  const load: Load = {
    client,
    adminToken,
    mode: 'enabled',
    random,
    tally,
    violations,
    isOver: () => performance.now() >= endsAt,
    onAcknowledged: () => undefined,
    onAsked: (person) => {
      history.asked(person);
    },
    onAnswered: (person) => {
      history.answered(person);
    },
  };
  const newcomers = run.hired.filter(({ people }) => people.length === 0);
  await Promise.all(newcomers.map((worker) => join(load, worker)));
  await Promise.all(run.hired.map((worker) => work(load, worker)));
  if (tally.unanswered > 0) violations.push('a running server gave no answer');
}

async function stop(run: Run, child: Child): Promise<void> {
  const exitCode = await child.stop();
  if (exitCode !== 0) run.violations.push(`a stop ended with exit code ${exitCode}`);
  if (child.err() !== '') run.violations.push(`the server said: ${child.err()}`);
}

// A server under load while its environment fails and recovers. It must not end, must answer 503 when it cannot
// store, and must recover by itself.
import { type Load, newTally } from './attempt.ts';
import { createClient, textIn } from './client.ts';
import { inspect } from './inspect.ts';
import { createRandom, type Random } from './random.ts';
import { type Child, launch, type Launch, started } from './server.ts';
import { createWorkers, join, work, type Worker } from './workers.ts';

/** What was observed, and what should not have happened. */
export interface Finding {
  readonly seen: string;
  readonly violations: readonly string[];
}

interface StageOptions extends Launch {
  readonly seed: number;
}

const workerCount = 6;
const admin = { email: 'admin@example.com', password: 'correct horse battery', name: 'Admin' };
const settings = {
  APP_URL: 'http://localhost:3000',
  REFRESH_GRACE_SECONDS: '300',
  USER_SIGNUP: 'enabled',
};

export class Stage implements AsyncDisposable {
  readonly #options: Launch;
  readonly #random: Random;
  readonly #tally = newTally();
  readonly #workers: readonly Worker[];
  readonly #violations: string[] = [];
  readonly #seen: string[] = [];
  #child: Child;
  #adminToken = '';

  private constructor({ seed, ...options }: StageOptions) {
    this.#options = { ...options, env: { ...settings, ...options.env } };
    this.#random = createRandom(seed);
    this.#workers = createWorkers(workerCount);
    this.#child = launch(this.#options);
  }

  /** A server with an administrator and some accounts. */
  static async open(options: StageOptions): Promise<Stage> {
    const stage = new Stage(options);
    await stage.#settleIn();
    return stage;
  }

  async #settleIn(): Promise<void> {
    const path = '/api/auth/register';
    const answer = await (await this.#client()).call({ method: 'POST', path, body: admin });
    this.#adminToken = textIn(answer?.body ?? {}, 'access_token');
    const load = await this.#load(() => false);
    await Promise.all(this.#workers.map((worker) => join(load, worker)));
  }

  /** Applies load for a while; the number of refused requests must be as expected. */
  async work(when: string, forMs: number, refuses: 'some' | 'none' | 'any'): Promise<void> {
    const before = { ...this.#tally };
    const endsAt = performance.now() + forMs;
    const load = await this.#load(() => performance.now() >= endsAt);
    await Promise.all(this.#workers.map((worker) => work(load, worker)));
    const acknowledged = this.#tally.acknowledged - before.acknowledged;
    const unstored = this.#tally.unstored - before.unstored;
    this.#seen.push(`${when}: ${acknowledged} acknowledged, ${unstored} refused`);
    if (refuses === 'some' && unstored === 0) this.#violations.push(`${when} nothing was refused`);
    if (refuses === 'none' && unstored > 0) this.#violations.push(`${when} something was refused`);
    if (refuses === 'none' && acknowledged === 0) this.#violations.push(`${when} nothing was done`);
  }

  /** Compares every person in the ledger with the database and the API. */
  async inspect(when: string): Promise<void> {
    const found = await inspect({
      child: this.#child,
      launchOptions: this.#options,
      workers: this.#workers,
      tally: this.#tally,
    });
    this.#violations.push(...found.map((each) => `${when}: ${each}`));
  }

  /** An orderly stop and a start on the same data. */
  async startAgain(): Promise<void> {
    const exitCode = await this.#child.stop();
    if (exitCode !== 0) this.#violations.push(`the stop ended with exit code ${exitCode}`);
    if (this.#child.err() !== '') this.#violations.push(`the server said: ${this.#child.err()}`);
    this.#child = launch(this.#options);
    await this.inspect('after a start');
  }

  finding(): Finding {
    return { seen: this.#seen.join('; '), violations: this.#violations };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child.kill();
  }

  async #client() {
    return createClient(await started(this.#child));
  }

  async #load(isOver: () => boolean): Promise<Load> {
    return {
      client: await this.#client(),
      adminToken: this.#adminToken,
      mode: 'enabled',
      random: this.#random,
      tally: this.#tally,
      violations: this.#violations,
      isOver,
      onAcknowledged: () => undefined,
    };
  }
}

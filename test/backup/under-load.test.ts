// T37: a backup that is made while people use the server is the state of one moment, and delays no request.
import { afterAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Tokens } from '../../src/features/sessions/schema.ts';
import { fourCorners } from '../support/images/png.ts';
import { imageForm } from '../support/images/upload.ts';
import {
  directory,
  endProcesses,
  runProgram,
  type ServerProcess,
  startServer,
} from '../support/process.ts';
import { namesIn, rowsIn } from './copies.ts';

afterAll(endProcesses);

const password = 'correct horse battery';

/** What the server has acknowledged to one worker. */
class Worker {
  readonly #server: ServerProcess;
  readonly #prefix: string;
  readonly registered: string[] = [];
  /** The number in the name that was acknowledged last. */
  renamed = 0;
  pictures = 0;
  refused = 0;
  #tokens: Pick<Tokens, 'access_token' | 'refresh_token'> = { access_token: '', refresh_token: '' };

  constructor(server: ServerProcess, prefix: string) {
    this.#server = server;
    this.#prefix = prefix;
  }

  get firstEmail(): string {
    return `${this.#prefix}-0@example.com`;
  }

  async register(): Promise<void> {
    const email = `${this.#prefix}-${this.registered.length}@example.com`;
    const body = { email, password, name: `${this.#prefix} 0` };
    const answer = await this.#server.post('/api/auth/register', body);
    if (answer.status !== 201) return;
    if (this.registered.length === 0) this.#tokens = (await answer.json()) as Tokens;
    this.registered.push(email);
  }

  async work(isOver: () => boolean): Promise<void> {
    for (let turn = 1; !isOver(); turn += 1) {
      if (turn % 10 === 0) await this.register();
      await this.#refresh();
      await this.#rename(turn);
      if (turn % 3 === 0) await this.#changePicture();
    }
  }

  async #refresh(): Promise<void> {
    const { refresh_token: shown } = this.#tokens;
    const answer = await this.#server.post('/api/auth/refresh', { refresh_token: shown });
    if (answer.status === 200) this.#tokens = (await answer.json()) as Tokens;
    else this.refused += 1;
  }

  async #rename(number: number): Promise<void> {
    const answer = await fetch(`${this.#server.origin}/api/auth/profile`, {
      method: 'PATCH',
      headers: { ...this.#bearer, 'content-type': 'application/json' },
      body: JSON.stringify({ name: `${this.#prefix} ${number}` }),
    });
    if (answer.status === 200) this.renamed = number;
    else this.refused += 1;
  }

  async #changePicture(): Promise<void> {
    const { headers, body } = imageForm(fourCorners(16, 16));
    const answer = await fetch(`${this.#server.origin}/api/auth/profile/image`, {
      method: 'POST',
      headers: { ...headers, ...this.#bearer },
      body,
    });
    if (answer.status === 200) this.pictures += 1;
    else this.refused += 1;
  }

  get #bearer() {
    return { authorization: `Bearer ${this.#tokens.access_token}` };
  }
}

/** Waits until each has changed its picture so many times, and done the rest of its work meanwhile. */
async function allHaveWorked(workers: readonly Worker[], times: number): Promise<void> {
  while (workers.some(({ pictures }) => pictures < times)) await Bun.sleep(1);
}

interface Person {
  readonly email: string;
  readonly name: string;
  readonly profile_image: string | null;
}

test('a backup made while eight people work holds all that was acknowledged before it began', async () => {
  await using server = await startServer({ env: { RATE_LIMIT: 'off' } });
  const workers = Array.from({ length: 8 }, (_, index) => new Worker(server, `worker${index}`));
  for (const worker of workers) await worker.register();
  let isOver = false;
  const work = Promise.all(workers.map((worker) => worker.work(() => isOver)));
  const parent = directory();
  for (const round of [1, 2]) {
    await allHaveWorked(workers, round);
    const before = workers.map(({ registered, renamed }) => ({
      registered: [...registered],
      renamed,
    }));
    const target = join(parent, `copy-${round}`);
    const done = await runProgram(['backup', target], { env: { DATA_DIR: server.dataDir } });
    expect(done).toMatchObject({ exitCode: 0, err: '' });
    const file = join(target, 'anchor.db');
    expect(rowsIn(file, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(rowsIn(file, 'pragma foreign_key_check')).toEqual([]);
    expect(rowsIn(file, 'select id from sessions')).toEqual([]);
    const people = rowsIn<Person>(file, 'select email, name, profile_image from users');
    for (const [index, worker] of workers.entries()) {
      const promised = before[index];
      const emails = new Set(people.map(({ email }) => email));
      expect((promised?.registered ?? []).filter((email) => !emails.has(email))).toEqual([]);
      const name = people.find(({ email }) => email === worker.firstEmail)?.name ?? '';
      expect(Number(name.split(' ')[1])).toBeGreaterThanOrEqual(promised?.renamed ?? Infinity);
    }
    const shown = people.flatMap(({ profile_image: path }) => path?.split('/').at(-1) ?? []);
    expect(namesIn(join(target, 'uploads/profiles'))).toEqual(shown.toSorted());
  }
  isOver = true;
  await work;
  expect(workers.map(({ refused }) => refused)).toEqual(workers.map(() => 0));
  expect(namesIn(parent)).toEqual(['copy-1', 'copy-2']);
}, 300_000);

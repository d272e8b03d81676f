// Another program holds the write lock of the database: changes wait for it, reads do not, and a change that waits
// too long is refused.
import { Database } from 'bun:sqlite';
import { join } from 'node:path';
import { type Client, createClient } from './client.ts';
import { launch, started, workDirectory } from './server.ts';
import type { Finding } from './stage.ts';

interface ForeignLock {
  readonly command: readonly string[];
  readonly heldMs: number;
  /** The status of a change that meets the lock. */
  readonly status: 200 | 503;
}

const maxReadMs = 250;

export async function foreignLock({ command, heldMs, status }: ForeignLock): Promise<Finding> {
  const dataDir = join(workDirectory(), 'data');
  const child = launch({ command, dataDir });
  const client = createClient(await started(child));
  const path = '/api/auth/register';
  const body = { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada' };
  const bearer = String((await client.call({ method: 'POST', path, body }))?.body['access_token']);
  const rename = (name: string) =>
    client.call({ method: 'PATCH', path: '/api/auth/profile', bearer, body: { name } });
  const startedAt = performance.now();
  const lock = new Database(join(dataDir, 'anchor.db'));
  lock.run('begin immediate');
  const changing = rename('Waiting').then((answer) => ({
    answer,
    tookMs: performance.now() - startedAt,
  }));
  const slowestMs = await readFor(client, bearer, heldMs);
  lock.run('rollback');
  lock.close();
  const { answer, tookMs } = await changing;
  const after = await rename('Afterwards');
  const exitCode = await child.stop();
  const rules: readonly (readonly [boolean, string])[] = [
    [answer?.status === status, `the change answered ${JSON.stringify(answer)}`],
    [slowestMs <= maxReadMs, `a read took ${Math.round(slowestMs)} ms`],
    [after?.status === 200, `the next change answered ${JSON.stringify(after)}`],
    [exitCode === 0, `the stop ended with exit code ${exitCode}`],
  ];
  return {
    seen: `a change waited ${Math.round(tookMs)} ms and answered ${answer?.status}; the slowest read took ${Math.round(slowestMs)} ms`,
    violations: rules.filter(([holds]) => !holds).map(([, violation]) => violation),
  };
}

/** Reads for a while; returns the time of the slowest read. */
async function readFor(client: Client, bearer: string, forMs: number): Promise<number> {
  const endsAt = performance.now() + forMs;
  let slowestMs = 0;
  while (performance.now() < endsAt) {
    const askedAt = performance.now();
    const answer = await client.call({ method: 'GET', path: '/api/auth/me', bearer });
    const isRight = answer?.body['name'] === 'Ada';
    slowestMs = Math.max(slowestMs, isRight ? performance.now() - askedAt : Infinity);
    await Bun.sleep(5);
  }
  return slowestMs;
}

// What the operator reads of a request at level debug.
import { expect, test } from 'bun:test';
import type { Answer } from '../support/answer-rules.ts';
import { stopwatch } from '../support/clock.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

function lineOf(app: TestApp, answer: Answer): Record<string, unknown> {
  const id = String(answer.headers.get('x-request-id'));
  const lines = app.lines.filter((line) => line.includes(id) && line.includes('"answered"'));
  expect(lines).toHaveLength(1);
  return JSON.parse(String(lines[0])) as Record<string, unknown>;
}

/** The line of a request is written once its answer was sent. */
async function allWritten(app: TestApp, answers: readonly Answer[]): Promise<void> {
  const ids = answers.map((answer) => String(answer.headers.get('x-request-id')));
  while (!ids.every((id) => app.lines.some((line) => line.includes(id)))) await Bun.sleep(1);
}

test('the line of a request tells its status and how long it took', async () => {
  await using app = await createTestApp({ LOG_LEVEL: 'debug' });
  app.listen();
  const elapsedMs = stopwatch();
  const page = await app.get('/login');
  const known = { 'if-none-match': page.headers.get('etag') ?? '' };
  const answers = [
    page,
    await app.send({ path: '/login', headers: known }),
    await app.get('/'),
    await app.get('/api/health'),
    await app.get('/api/auth/me'),
    await app.get('/nowhere'),
    await app.get('/api//health'),
  ];
  await allWritten(app, answers);
  const mostMs = elapsedMs();
  expect(answers.map(({ status }) => status)).toEqual([200, 304, 302, 200, 401, 404, 404]);
  for (const answer of answers) {
    const { status, durationMs } = lineOf(app, answer);
    expect(status).toBe(answer.status);
    expect(Number(durationMs)).toBeWithin(0, mostMs);
  }
});

test('the line of a redirect names the request too', async () => {
  await using app = await createTestApp({ LOG_LEVEL: 'debug' });
  app.listen();
  const answers = [
    await app.get('/'),
    await app.get('/api/auth/oidc/callback?state=x'),
    await app.get('/.well-known/change-password'),
  ];
  await allWritten(app, answers);
  expect(answers.map(({ status }) => status)).toEqual([302, 302, 302]);
  for (const answer of answers) expect(lineOf(app, answer)['status']).toBe(302);
  expect(app.lines.join()).not.toContain('undefined');
});

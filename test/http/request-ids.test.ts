// Every log line of a request has the id that its answer has.
import { expect, test } from 'bun:test';
import type { Answer } from '../support/answer-rules.ts';
import { openScene } from '../support/oidc-scene.ts';
import { applicant, password, signedIn } from '../support/people.ts';
import { loseTable } from '../support/storage-trouble.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

interface Line {
  readonly message: string;
  readonly requestId?: string;
}

/** The lines that a request left in the log, of which each must name it. */
async function linesAbout(app: TestApp, ask: () => Promise<Answer>): Promise<readonly Line[]> {
  const before = app.lines.length;
  const id = (await ask()).headers.get('x-request-id');
  await app.services.pictures.settle();
  // The line of an answer is written after it, maybe during the next request.
  const own = app.lines.slice(before).filter((line) => !line.includes('"answered"'));
  const lines = own.map((line) => JSON.parse(line) as Line);
  expect(lines.map(({ requestId }) => requestId)).toEqual(lines.map(() => String(id)));
  return lines;
}

test('every security event names its request', async () => {
  await using app = await createTestApp();
  const email = 'grace@example.com';
  const signIn = (text: string) => app.post('/api/auth/login', { email, password: text });
  expect(await linesAbout(app, () => app.post('/api/auth/register', applicant()))).not.toEqual([]);
  const { access_token: bearer } = signedIn(await signIn(password));
  for (const ask of [
    () => signIn('wrong password'),
    () => signIn(password),
    () => app.send({ method: 'PATCH', path: '/api/auth/profile', bearer, json: { name: 'G' } }),
    () => app.send({ method: 'DELETE', path: '/api/auth/sessions', bearer }),
    () => app.post('/api/auth/api-token/regenerate', undefined, bearer),
    () =>
      app.post(
        '/api/auth/change-password',
        { currentPassword: 'x', newPassword: password },
        bearer,
      ),
  ]) {
    expect(await linesAbout(app, ask)).toContainEqual(
      expect.objectContaining({ event: expect.any(String) }),
    );
  }
});

const ada = { sub: 'person-1', email: 'ada@example.com', email_verified: true, name: 'Ada' };

test('the failure of a sign-in at a provider names its request', async () => {
  await using scene = await openScene();
  scene.provider.script({ token: 'down' });
  const parameters = await scene.browser.visit();
  const lines = await linesAbout(scene.app, async () => {
    const { answer } = await scene.browser.comeBack(parameters);
    return answer;
  });
  expect(lines.map(({ message }) => message)).toContain('A sign-in failed');
});

test.each([
  ['is not there', 'error500', 'A picture was left out'],
  ['is none', { bytes: Buffer.from('x') }, 'The picture of an identity provider was not taken'],
] as const)('a picture of a provider that %s names its request', async (_, picture, message) => {
  await using scene = await openScene({ env: { LOG_LEVEL: 'debug' } });
  scene.provider.person({ ...ada, picture: `${scene.provider.issuer}/picture` });
  scene.provider.script({ picture });
  const parameters = await scene.browser.visit();
  const lines = await linesAbout(scene.app, async () => {
    const { answer } = await scene.browser.comeBack(parameters);
    return answer;
  });
  expect(lines.map((line) => line.message).join()).toContain(message);
});

test('an unexpected error names its request', async () => {
  await using app = await createTestApp();
  await loseTable(app.database, 'settings');
  const lines = await linesAbout(app, () => app.get('/api/auth/registration-mode'));
  expect(lines.map(({ message }) => message)).toEqual(['Internal server error']);
});

// Invitations to an address, where the server sends mail.
import { expect, test } from 'bun:test';
import type { CreatedInvitation } from '../../src/features/admin/invitations/schema.ts';
import { tokenIn } from '../links/links.ts';
import { applicant, signedIn } from '../support/people.ts';
import { mailServer } from '../support/smtp/server.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { addAdmin, type Administrator } from './administrator.ts';

const email = 'grace@example.com';

async function invite(admin: Administrator, json: object): Promise<CreatedInvitation> {
  const answer = await admin.ask('POST', '/invitations', json);
  expect(answer.status).toBe(201);
  return answer.body as CreatedInvitation;
}

const waiting = (app: TestApp) => app.database.read.selectFrom('outbox').select('kind').execute();

test('the link is mailed, and who uses it has proven to own the address', async () => {
  await using mail = await mailServer();
  await using app = await createTestApp({ ...mail.env, USER_SIGNUP: 'disabled' });
  const admin = await addAdmin(app);
  const made = await invite(admin, { email, name: 'Grace' });
  expect(made.mailed).toBe(true);
  const letter = await mail.next();
  expect(letter.envelope.to).toEqual([email]);
  expect(letter.text).toContain('Margaret Hamilton');
  const token = tokenIn(letter);
  expect(made.url.endsWith(`#${token}`)).toBe(true);
  const answer = await app.post('/api/auth/register', applicant({ email, invitation: token }));
  expect(answer).toMatchObject({ status: 201, body: { user: { status: 'active' } } });
  const me = await app.get('/api/auth/me', signedIn(answer).access_token);
  expect(me.body).toMatchObject({ emailVerified: true });
  expect(app.lines.join('\n')).not.toContain(token);
});

test('an invitation without an address is mailed to no one', async () => {
  await using mail = await mailServer();
  await using app = await createTestApp(mail.env);
  const made = await invite(await addAdmin(app), { maxUses: 30 });
  expect(made.mailed).toBe(false);
  expect(await waiting(app)).toEqual([]);
});

test('where an address must be confirmed, a link that was handed out does not prove it', async () => {
  await using mail = await mailServer();
  await using app = await createTestApp({
    ...mail.env,
    USER_SIGNUP: 'disabled',
    REQUIRE_VERIFIED_EMAIL: 'true',
  });
  const made = await invite(await addAdmin(app), {});
  const invitation = made.url.slice(made.url.indexOf('#') + 1);
  const answer = await app.post('/api/auth/register', applicant({ email, invitation }));
  expect(answer).toMatchObject({ status: 201, body: { user: { status: 'active' } } });
  expect(answer.text).not.toContain('access_token');
  const letter = await mail.next();
  expect(letter.envelope.to).toEqual([email]);
});

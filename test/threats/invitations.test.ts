// What someone with a link, or with a copy of the data, might try with an invitation.
import { describe, expect, test } from 'bun:test';
import { sha256 } from '../../src/core/tokens.ts';
import { auditDetails } from '../support/audit-details.ts';
import { addInvitation, tokenIn, usesOf } from '../support/invitations.ts';
import { addPerson, addSignedIn, applicant } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';

const path = '/api/auth/register';

describe('the token of an invitation', () => {
  test('is in no log, no audit entry, no table and no other answer', async () => {
    await using app = await createTestApp({ LOG_LEVEL: 'debug', USER_SIGNUP: 'disabled' });
    const { access_token: bearer } = await addSignedIn(app, { isAdmin: true });
    const made = await app.post('/api/admin/invitations', { maxUses: 2 }, bearer);
    const token = tokenIn((made.body as { readonly url: string }).url);
    await app.get(`/api/auth/oidc/initiate?invitation=${token}`);
    await app.get(`/api/auth/oauth/github/start?invitation=${token}`);
    await app.post('/api/auth/links/inspect', { token });
    await app.post(path, applicant({ email: 'no address', invitation: token }));
    const joined = await app.post(path, applicant({ invitation: token }));
    expect(joined.status).toBe(201);
    const listed = await app.get('/api/admin/invitations', bearer);
    const told = [
      app.lines,
      await app.snapshot(),
      await auditDetails(app),
      listed.text,
      joined.text,
    ];
    expect(JSON.stringify(told)).not.toContain(token);
    const [row] = await app.database.read.selectFrom('invitations').selectAll().execute();
    expect(row?.token_hash).toEqual(sha256(token));
  });

  test('is not its hash, nor its id', async () => {
    await using app = await createTestApp({ USER_SIGNUP: 'disabled' });
    await addPerson(app);
    const invitation = await addInvitation(app);
    for (const shown of [sha256(invitation.token), invitation.id]) {
      for (const text of [Buffer.from(shown).toString('base64url'), Buffer.from(shown).toHex()]) {
        expect((await app.post(path, applicant({ invitation: text }))).status).toBe(404);
      }
    }
    expect(await usesOf(app, invitation)).toBe(0);
  });

  test('opens nothing else: it is no session, no link to a password and no API token', async () => {
    await using app = await createTestApp();
    await addPerson(app, { email: 'grace@example.com' });
    const { token } = await addInvitation(app, { email: 'grace@example.com', is_mailed: 1 });
    expect((await app.get('/api/auth/me', token)).status).toBe(401);
    const newPassword = 'staple battery horse';
    const reset = await app.post('/api/auth/reset-password', { token, newPassword });
    expect(reset).toMatchObject({ status: 404, body: { code: 'link_invalid' } });
    const confirmed = await app.post('/api/auth/verify-email', { token });
    expect(confirmed.status).toBe(404);
  });
});

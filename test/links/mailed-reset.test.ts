// What a mailed link to a new password proves, and what it takes away.
import { describe, expect, test } from 'bun:test';
import { rowOf, addAdmin, countOf, readAudit } from '../admin/administrator.ts';
import { addIdentity, addPerson, addSignedIn, changePerson } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { chosen, makeLink, resetBy, tokenOf } from './links.ts';

const email = 'grace@example.com';
const login = (app: TestApp, secret: string) =>
  app.post('/api/auth/login', { email, password: secret });

describe('a mailed link', () => {
  const mailed = { isMailed: true } as const;

  test('proves the address', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const user = await addPerson(app, { email });
    expect((await resetBy(app, tokenOf(await makeLink(app, user, mailed)))).status).toBe(200);
    expect(await rowOf(app, user)).toMatchObject({ is_proven: 1 });
    const { entries } = await readAudit(app, admin, '?event=user.password_reset');
    expect(entries).toMatchObject([{ details: { how: 'mailed_link' } }]);
    expect((await login(app, chosen)).body).toMatchObject({ user: { emailVerified: true } });
  });

  test('is the only one that does', async () => {
    await using app = await createTestApp();
    const user = await addPerson(app, { email });
    await addIdentity(app, user, 'github', { email: 'squatter@example.com' });
    await resetBy(app, tokenOf(await makeLink(app, user)));
    expect(await rowOf(app, user)).toMatchObject({ is_proven: 0 });
    expect(await countOf(app, 'identities', user)).toBe(1);
  });

  test('removes what a person who registered the address in advance put into the account', async () => {
    await using app = await createTestApp();
    const squatter = await addSignedIn(app, { email });
    const { user } = squatter;
    await addIdentity(app, user, 'github', { email: 'squatter@example.com' });
    await changePerson(app, user, {
      admin_group: 'admins',
      admin_group_until: Date.now() + 60_000,
    });
    const named = { name: 'Backup', scopes: ['me'] };
    expect((await app.post('/api/auth/tokens', named, squatter.access_token)).status).toBe(201);
    expect((await resetBy(app, tokenOf(await makeLink(app, user, mailed)))).status).toBe(200);
    expect(await countOf(app, 'identities', user)).toBe(0);
    const snapshot = await app.snapshot();
    expect(snapshot['named_tokens']).toEqual([]);
    expect(await rowOf(app, user)).toMatchObject({ is_proven: 1, admin_group: null });
    expect((await app.get('/api/auth/me', squatter.access_token)).status).toBe(401);
    expect((await login(app, chosen)).status).toBe(200);
  });

  test.each([
    ['an earlier proof', { is_proven: 1 }, 'squatter@example.com'],
    ['a provider that verified the address', { is_proven: 0 }, email],
  ] as const)('keeps the identities of an account with %s', async (_, change, verified) => {
    await using app = await createTestApp();
    const user = await addPerson(app, { email });
    await changePerson(app, user, change);
    await addIdentity(app, user, 'github', { email: verified });
    await resetBy(app, tokenOf(await makeLink(app, user, mailed)));
    expect(await countOf(app, 'identities', user)).toBe(1);
    expect(await rowOf(app, user)).toMatchObject({ is_proven: 1 });
  });
});

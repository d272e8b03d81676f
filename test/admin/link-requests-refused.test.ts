// Requests to link an account at a provider that may not be granted.
import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { startMove } from '../identity/movers.ts';
import { makeToken } from '../support/api-tokens.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { addRequest, linksIn, owner } from '../support/link-requests.ts';
import { addIdentity, addPerson, addSignedIn, changePerson } from '../support/people.ts';
import { addAdmin } from './administrator.ts';
import { grant, issuer, list, openRequest, refuse } from './link-decisions.ts';

restoreClockAfterEach();

describe('a grant is refused', () => {
  type Scene = Awaited<ReturnType<typeof openRequest>>;
  const rows: readonly (readonly [string, (scene: Scene) => Promise<unknown>, string])[] = [
    [
      'when the identity was linked to another account meanwhile',
      async ({ app }) => {
        const other = await addPerson(app);
        await addIdentity(app, other, 'oidc', { issuer, subject: 'newcomer' });
      },
      'link_request_outdated',
    ],
    [
      'when the identity was linked to the account meanwhile',
      ({ app, user }) =>
        addIdentity(app, user, 'oidc', { issuer: `${issuer}/`, subject: 'newcomer' }),
      'link_request_outdated',
    ],
    [
      'when the account has another address by now',
      ({ app, user }) =>
        changePerson(app, user, { email: 'new@example.com', email_key: 'new@example.com' }),
      'link_request_outdated',
    ],
    [
      'when another account has the address by now',
      async ({ app, user }) => {
        await changePerson(app, user, { email: 'new@example.com', email_key: 'new@example.com' });
        await addPerson(app, { email: owner });
      },
      'link_request_outdated',
    ],
    [
      'while the account waits for approval',
      ({ app, user }) => changePerson(app, user, { status: 'pending' }),
      'link_request_outdated',
    ],
    [
      'when the account is disabled behind the server',
      ({ app, user }) => changePerson(app, user, { status: 'disabled' }),
      'link_request_outdated',
    ],
    [
      'when a provider move would take the person over',
      async ({ app, user, request }) => {
        const { email } = user;
        await addIdentity(app, user, 'oidc', { issuer: 'https://old.example.com', email });
        await app.database.write((trx) =>
          trx
            .updateTable('link_requests')
            .set({ email_verified: 1 })
            .where('id', '=', request.id)
            .execute(),
        );
        await startMove(app, 'https://old.example.com', issuer);
      },
      'link_request_outdated',
    ],
    [
      'when it was refused',
      ({ app, admin, request }) => refuse(admin, request).then(() => app),
      'link_request_refused',
    ],
    ['when it has ended', () => Promise.resolve(advance(14, 'd')), 'link_request_not_found'],
    [
      'when the account was deleted',
      ({ admin, user }) => admin.ask('DELETE', `/users/${formatId(user.id)}`),
      'link_request_not_found',
    ],
  ];

  test.each(rows)('%s', async (_, meanwhile, code) => {
    stopClock();
    await using it = await openRequest();
    await meanwhile(it);
    const { access_token: token } = await addSignedIn(it.app, { isAdmin: true });
    const before = await it.app.snapshot();
    const path = `/api/admin/link-requests/${formatId(it.request.id)}/grant`;
    expect((await it.app.post(path, {}, token)).body).toMatchObject({ code });
    expect(await it.app.snapshot()).toEqual(before);
  });

  test('to an administrator for their own account, however it is an administrator’s', async () => {
    await using it = await openRequest();
    const { app, admin } = it;
    await app.database.write((trx) => trx.deleteFrom('link_requests').execute());
    const request = await addRequest(app, admin.user, { issuer });
    expect(await list(admin)).toMatchObject([{ obstacle: 'own_account' }]);
    expect(await grant(admin, request)).toMatchObject({
      status: 400,
      body: { code: 'own_link_request' },
    });
    expect(await linksIn(app)).toEqual([]);
    // Another administrator may decide about it.
    const other = await addAdmin(app, 'second@example.com');
    expect((await grant(other, request)).status).toBe(200);
    expect(await linksIn(app)).toEqual(['root@example.com: newcomer']);
  });

  test('without a recent sign-in, which a refusal does not need', async () => {
    stopClock();
    await using it = await openRequest();
    const { app, admin, request } = it;
    advance(11, 'm');
    expect(await grant(admin, request)).toMatchObject({
      status: 403,
      body: { code: 'reauthentication_required', methods: ['password'] },
    });
    expect(await linksIn(app)).toEqual([]);
    expect((await refuse(admin, request)).status).toBe(200);
  });

  test('to an API token, whatever it may do', async () => {
    await using it = await openRequest();
    const { app, admin, request } = it;
    const scopes = ['admin:users', 'admin:read'] as const;
    const { token } = await makeToken(app, admin.access_token, { scopes });
    for (const act of ['grant', 'refuse']) {
      const path = `/api/admin/link-requests/${formatId(request.id)}/${act}`;
      expect(await app.post(path, {}, token)).toMatchObject({
        status: 403,
        body: { code: 'session_required' },
      });
    }
    expect((await app.get('/api/admin/link-requests', token)).status).toBe(200);
    expect(await linksIn(app)).toEqual([]);
  });

  test('for an id that is none', async () => {
    await using it = await openRequest();
    for (const id of ['nobody', crypto.randomUUID()]) {
      for (const act of ['grant', 'refuse']) {
        expect(await it.admin.ask('POST', `/link-requests/${id}/${act}`, {})).toMatchObject({
          status: 404,
          body: { code: 'link_request_not_found' },
        });
      }
    }
  });
});

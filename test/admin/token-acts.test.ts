// What an administrator's API token with the scope admin:users does, and what no scope ever opens.
import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import type { UserStatus, UserTable } from '../../src/db/schema.ts';
import { makeToken } from '../support/api-tokens.ts';
import { auditDetails } from '../support/audit-details.ts';
import { addPerson, addSignedIn, changePerson, password } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

async function withAdminToken(app: TestApp) {
  const own = await addSignedIn(app, { isAdmin: true });
  const made = await makeToken(app, own.access_token, {
    name: 'Provisioning',
    scopes: ['admin:users'],
  });
  return { ...own, bearer: made.token, prefix: made.prefix, tokenId: made.id };
}

const newUser = { email: 'new@example.com', password, name: 'New' };

interface Act {
  readonly request: Scenario['request'];
  readonly json?: (id: string) => unknown;
  readonly status?: UserStatus;
  readonly event: string;
}

const acts: Readonly<Record<string, Act>> = {
  'approves a request': {
    request: 'POST /api/admin/users/{id}/approve',
    status: 'pending',
    event: 'user.approved',
  },
  'rejects a request': {
    request: 'POST /api/admin/users/{id}/reject',
    status: 'pending',
    event: 'user.rejected',
  },
  disables: {
    request: 'PATCH /api/admin/users/{id}',
    json: () => ({ status: 'disabled' }),
    event: 'user.updated',
  },
  enables: {
    request: 'PATCH /api/admin/users/{id}',
    json: () => ({ status: 'active' }),
    status: 'disabled',
    event: 'user.updated',
  },
  'approves by the status': {
    request: 'PATCH /api/admin/users/{id}',
    json: () => ({ status: 'active' }),
    status: 'pending',
    event: 'user.updated',
  },
  'ends sessions': {
    request: 'DELETE /api/admin/users/{id}/sessions',
    event: 'user.sessions_ended',
  },
  'approves a selection': {
    request: 'POST /api/admin/users/pending/approve',
    json: (id) => ({ ids: [id] }),
    status: 'pending',
    event: 'user.approved',
  },
  'rejects a selection': {
    request: 'POST /api/admin/users/pending/reject',
    json: (id) => ({ ids: [id] }),
    status: 'pending',
    event: 'user.rejected',
  },
  'disables a selection': {
    request: 'POST /api/admin/users/disable',
    json: (id) => ({ ids: [id] }),
    event: 'user.updated',
  },
  'enables a selection': {
    request: 'POST /api/admin/users/enable',
    json: (id) => ({ ids: [id] }),
    status: 'disabled',
    event: 'user.updated',
  },
};

/** The two ways to be an administrator, whatever the status. */
const administrators: readonly (readonly [string, () => Partial<UserTable>])[] = [
  ['appointed here', () => ({ is_admin: 1 })],
  ['by a group', () => ({ admin_group: 'admins', admin_group_until: Date.now() + 60_000 })],
];

function perform(app: TestApp, bearer: string, { act, id }: { act: Act; id: string }) {
  const [method = '', path = ''] = act.request.split(' ');
  const json = act.json === undefined ? {} : { json: act.json(id) };
  return app.send({ method, path: path.replace('{id}', id), bearer, ...json });
}

describe.each(Object.entries(acts))('a token of an administrator %s', (_, act) => {
  test('of a user, and the audit log names the token', async () => {
    await using app = await createTestApp();
    const { bearer, prefix, user: admin } = await withAdminToken(app);
    const { user } = await addSignedIn(app, { status: act.status ?? 'active' });
    const answer = await perform(app, bearer, { act, id: formatId(user.id) });
    expect(answer.status).toBe(200);
    if (act.request.includes('/users/pending') || act.request.endsWith('able')) {
      expect(answer.body).toEqual({ done: 1, failed: [] });
    }
    const { entries } = await app.services.audit.page(
      { userId: user.id, event: act.event },
      { skip: 0, take: 1 },
    );
    expect(entries).toMatchObject([
      {
        actor: { id: formatId(admin.id) },
        target: { id: formatId(user.id) },
        details: { tokenName: 'Provisioning', tokenPrefix: prefix },
      },
    ]);
  });

  test.each(administrators)(
    'but not of an administrator %s, and changes nothing',
    async (_kind, role) => {
      await using app = await createTestApp();
      const { bearer } = await withAdminToken(app);
      const { user } = await addSignedIn(app, { status: act.status ?? 'active' });
      await changePerson(app, user, role());
      const before = await app.snapshot();
      const answer = await perform(app, bearer, { act, id: formatId(user.id) });
      if (answer.status === 200) {
        const failed = [{ id: formatId(user.id), code: 'insufficient_scope' }];
        expect(answer.body).toEqual({ done: 0, failed });
      } else {
        expect(answer).toMatchObject({ status: 403, body: { code: 'insufficient_scope' } });
      }
      await app.services.tokenUses.settle();
      expect({ ...(await app.snapshot()), named_tokens: [] }).toEqual({
        ...before,
        named_tokens: [],
      });
    },
  );
});

/** What the token may not change in another account, though it may change the status. */
const forbidden: readonly (readonly [string, unknown])[] = [
  ['an address', { email: 'other@example.com' }],
  ['a name', { name: 'Other' }],
  ['a role', { isAdmin: true }],
  ['no role', { isAdmin: false }],
  ['a role beside the status', { isAdmin: true, status: 'active' }],
  ['the status of a request', { status: 'pending' }],
];

test.each([...forbidden])(
  'a token of an administrator does not give a user %s',
  async (_, json) => {
    await using app = await createTestApp();
    const { bearer } = await withAdminToken(app);
    const user = await addPerson(app);
    const path = `/api/admin/users/${formatId(user.id)}`;
    const answer = await app.send({ method: 'PATCH', path, bearer, json });
    expect(answer).toMatchObject({ status: 403, body: { code: 'insufficient_scope' } });
    // No scope is enough.
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer realm="anchor-auth", error="insufficient_scope"',
    );
    expect(await app.services.users.findById(app.database.read, user.id)).toMatchObject({
      email: user.email,
      name: user.name,
      is_admin: 0,
      status: 'active',
    });
  },
);

scenarios('a token of an administrator', [
  {
    name: 'creates a user',
    request: 'POST /api/admin/users',
    json: newUser,
    arrange: async (app) => ({ bearer: (await withAdminToken(app)).bearer }),
    status: 201,
    contains: ['"isAdmin":false'],
  },
  {
    name: 'creates no administrator',
    request: 'POST /api/admin/users',
    json: { ...newUser, isAdmin: true },
    arrange: async (app) => ({ bearer: (await withAdminToken(app)).bearer }),
    status: 403,
    code: 'insufficient_scope',
    // The use of the token is stored.
    changesRows: true,
    after: async (app) => {
      const users = await app.database.read.selectFrom('users').selectAll().execute();
      expect(users.length).toBe(1);
    },
  },
]);

describe('a token of an administrator who meanwhile', () => {
  test.each([
    ['is demoted', { is_admin: 0 }, 'admin_required'],
    [
      'has the role by a group only',
      { is_admin: 0, admin_group: 'admins', admin_group_until: Number.MAX_SAFE_INTEGER },
      'admin_required',
    ],
    ['is disabled', { status: 'disabled' }, 'invalid_token'],
    ['waits for approval', { status: 'pending' }, 'invalid_token'],
  ] as const)('%s opens nothing of administrators', async (_, change, code) => {
    await using app = await createTestApp();
    const { bearer, user } = await withAdminToken(app);
    await changePerson(app, user, change);
    expect((await app.get('/api/admin/users', bearer)).body).toMatchObject({ code });
    await app.services.tokenUses.settle();
    const rows = await app.database.read.selectFrom('named_tokens').selectAll().execute();
    expect(rows).toMatchObject([{ last_used_at: null }]);
    await changePerson(app, user, { is_admin: 1, status: 'active' });
    expect((await app.get('/api/admin/users', bearer)).status).toBe(200);
  });
});

test('an export with a token names it in the audit log, as does a change of the profile', async () => {
  await using app = await createTestApp();
  const { access_token: session } = await addSignedIn(app, { isAdmin: true });
  const made = await makeToken(app, session, { name: 'Report', scopes: ['admin:read', 'profile'] });
  const named = { tokenName: 'Report', tokenPrefix: made.prefix };
  const file = await app.get('/api/admin/users?format=csv', made.token);
  expect(file.status).toBe(200);
  expect(file.text).toContain('isAdmin');
  const json = { name: 'Grace' };
  await app.send({ method: 'PATCH', path: '/api/auth/profile', bearer: made.token, json });
  const [, exported, changed] = await auditDetails(app);
  expect(exported).toEqual(['users.exported', named]);
  expect(changed).toEqual(['profile.changed', expect.objectContaining(named)]);
});

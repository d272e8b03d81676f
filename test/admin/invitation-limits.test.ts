// How many invitations may be open, and what an API token does with them.
import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import type {
  CreatedInvitation,
  ShownInvitation,
} from '../../src/features/admin/invitations/schema.ts';
import type { Answer } from '../support/answer-rules.ts';
import { makeToken } from '../support/api-tokens.ts';
import { addGroup } from '../support/groups.ts';
import { addInvitation } from '../support/invitations.ts';
import { addSignedIn } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { addAdmin } from './administrator.ts';

function created(answer: Answer): CreatedInvitation {
  expect(answer.status).toBe(201);
  return answer.body as CreatedInvitation;
}

async function listed(app: TestApp, bearer: string): Promise<readonly ShownInvitation[]> {
  return (await app.get('/api/admin/invitations', bearer)).body as readonly ShownInvitation[];
}

async function fill(app: TestApp, count: number): Promise<void> {
  for (let index = 0; index < count; index++) await addInvitation(app);
}

async function withToken(app: TestApp) {
  const { access_token, user } = await addSignedIn(app, { isAdmin: true });
  const { token } = await makeToken(app, access_token, { scopes: ['admin:users'] });
  return { user, token };
}

describe('of 200 open invitations', () => {
  test('those that ended or are used up are none, and a revoked one makes room', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    await fill(app, 198);
    await addInvitation(app, { expires_at: Date.now() - 1 });
    await addInvitation(app, { uses: 1 });
    const { id } = created(await admin.ask('POST', '/invitations', {}));
    created(await admin.ask('POST', '/invitations', {}));
    const full = await admin.ask('POST', '/invitations', {});
    expect(full).toMatchObject({ status: 409, body: { code: 'too_many_invitations' } });
    expect((await admin.ask('DELETE', `/invitations/${id}`)).status).toBe(200);
    created(await admin.ask('POST', '/invitations', {}));
  });

  test('the last place goes to one of several that are made at once', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    await fill(app, 199);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => admin.ask('POST', '/invitations', {})),
    );
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([201, 409, 409, 409, 409]);
  });
});

describe('an API token with admin:users', () => {
  test('invites people in the name of its owner', async () => {
    await using app = await createTestApp();
    const { token, user } = await withToken(app);
    const answer = await app.post('/api/admin/invitations', { email: 'grace@example.com' }, token);
    expect(created(answer).createdBy?.email).toBe(user.email);
    expect((await listed(app, token)).length).toBe(1);
  });

  test.each([
    ['administrators', async () => ({ isAdmin: true })],
    [
      'people into a group that other programs take for their administrators',
      async (app: TestApp) => ({ groups: [formatId(await addGroup(app, 'admins', 'oidc'))] }),
    ],
  ])('does not invite %s', async (_, wanted) => {
    await using app = await createTestApp();
    const { token } = await withToken(app);
    const answer = await app.post('/api/admin/invitations', await wanted(app), token);
    expect(answer).toMatchObject({ status: 403, body: { code: 'insufficient_scope' } });
    expect(await listed(app, token)).toEqual([]);
  });

  test('does not revoke an invitation for administrators', async () => {
    await using app = await createTestApp();
    const { token } = await withToken(app);
    const [person, administrator] = [
      await addInvitation(app),
      await addInvitation(app, { is_admin: 1 }),
    ];
    const revoke = (id: Uint8Array) =>
      app.send({ method: 'DELETE', path: `/api/admin/invitations/${formatId(id)}`, bearer: token });
    expect((await revoke(administrator.id)).status).toBe(403);
    expect((await revoke(person.id)).status).toBe(200);
  });
});

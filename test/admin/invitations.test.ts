import { expect, test } from 'bun:test';
import { formatId, newId } from '../../src/core/uuid.ts';
import type {
  CreatedInvitation,
  ShownInvitation,
} from '../../src/features/admin/invitations/schema.ts';
import { sha256 } from '../../src/core/tokens.ts';
import type { Answer } from '../support/answer-rules.ts';
import { addGroup } from '../support/groups.ts';
import { addInvitation, tokenIn } from '../support/invitations.ts';
import { addPerson, changePerson } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { addAdmin, asAdmin, readAudit, unknownIds } from './administrator.ts';

const dayMs = 24 * 60 * 60 * 1000;

function created(answer: Answer): CreatedInvitation {
  expect(answer.status).toBe(201);
  return answer.body as CreatedInvitation;
}

async function listed(app: TestApp, bearer: string): Promise<readonly ShownInvitation[]> {
  return (await app.get('/api/admin/invitations', bearer)).body as readonly ShownInvitation[];
}

test('an invitation is shown with its link once, then listed without it, and revoked', async () => {
  await using app = await createTestApp({ APP_URL: 'https://auth.example.com' });
  const admin = await addAdmin(app);
  const family = await addGroup(app, 'family');
  const made = created(
    await admin.ask('POST', '/invitations', {
      email: ' Grace@Example.com ',
      name: 'Grace',
      groups: [formatId(family)],
      maxUses: 2,
      expiresInHours: 24,
    }),
  );
  expect(made.url).toMatch(/^https:\/\/auth\.example\.com\/link#[\w-]{43}$/);
  const { url, ...shown } = made;
  expect(shown).toEqual({
    id: expect.any(String),
    email: 'Grace@Example.com',
    name: 'Grace',
    isAdmin: false,
    groups: ['family'],
    uses: 0,
    maxUses: 2,
    mailed: false,
    state: 'open',
    createdAt: expect.any(String),
    expiresAt: new Date(Date.parse(made.createdAt) + dayMs).toISOString(),
    createdBy: {
      id: formatId(admin.user.id),
      name: 'Margaret Hamilton',
      email: 'root@example.com',
    },
  });
  expect(await listed(app, admin.access_token)).toEqual([shown]);
  const [row] = await app.database.read.selectFrom('invitations').selectAll().execute();
  expect(row?.token_hash).toEqual(sha256(tokenIn(url)));
  expect(JSON.stringify(await app.snapshot())).not.toContain(tokenIn(url));
  expect(app.lines.join('\n')).not.toContain(tokenIn(url));

  expect(await admin.ask('DELETE', `/invitations/${made.id}`)).toMatchObject({
    status: 200,
    body: { message: 'Invitation revoked successfully' },
  });
  expect(await listed(app, admin.access_token)).toEqual([]);
  const { entries } = await readAudit(app, admin);
  const told = entries.map(({ event, actor, target, details }) => [event, actor, target, details]);
  const about = { invitation: made.id, isAdmin: false, maxUses: 2 };
  const root = { id: formatId(admin.user.id), email: 'root@example.com' };
  const target = { id: null, email: 'Grace@Example.com' };
  expect(told).toEqual([
    ['invitation.revoked', root, target, about],
    ['invitation.created', root, target, about],
  ]);
});

test('an invitation without anything else is for one person, for a week', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const made = created(await admin.ask('POST', '/invitations', {}));
  expect(made).toMatchObject({ email: null, name: null, maxUses: 1, groups: [], isAdmin: false });
  expect(Date.parse(made.expiresAt) - Date.parse(made.createdAt)).toBe(7 * dayMs);
  const nothing = { email: null, name: null, isAdmin: null, groups: null, maxUses: null };
  const same = created(
    await admin.ask('POST', '/invitations', { ...nothing, expiresInHours: null }),
  );
  expect(same).toMatchObject({ email: null, name: null, maxUses: 1, groups: [], isAdmin: false });
  expect(new Set([made.url, same.url]).size).toBe(2);
});

test('the list says why an invitation can no longer be used', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const other = await addPerson(app, { email: 'other@example.com', isAdmin: true });
  const now = Date.now();
  await addInvitation(app, { name: 'expired', expires_at: now });
  await addInvitation(app, { name: 'used', max_uses: 3, uses: 3 });
  await addInvitation(app, { name: 'orphan', made_by: other.id });
  await addInvitation(app, { name: 'open', expires_at: now + dayMs });
  const states = async () =>
    Object.fromEntries(
      (await listed(app, admin.access_token)).map(({ name, state }) => [name, state]),
    );
  await changePerson(app, other, { is_admin: 0 });
  expect(await states()).toEqual({
    expired: 'expired',
    used: 'used_up',
    orphan: 'maker_lost_role',
    open: 'open',
  });
  await changePerson(app, other, { is_admin: 1, status: 'disabled' });
  expect(await states()).toMatchObject({ orphan: 'maker_lost_role' });
  await changePerson(app, other, { status: 'active' });
  expect(await states()).toMatchObject({ orphan: 'open' });
  await app.database.write((trx) => app.services.users.delete(trx, other.id));
  expect(await states()).toEqual({ expired: 'expired', used: 'used_up', open: 'open' });
});

test('housekeeping deletes invitations that ended 30 days ago', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  await addInvitation(app, { name: 'older', expires_at: Date.now() - 30 * dayMs - 1000 });
  await addInvitation(app, { name: 'newer', expires_at: Date.now() - 30 * dayMs + 60_000 });
  await app.services.housekeeping.run();
  expect((await listed(app, admin.access_token)).map(({ name }) => name)).toEqual(['newer']);
});

const limits: readonly Scenario[] = [
  ...[0, 1001, -1].map((maxUses): Scenario => ({
    name: `for ${maxUses} people`,
    request: 'POST /api/admin/invitations',
    arrange: asAdmin(),
    json: { maxUses },
    status: 400,
    code: 'validation_failed',
    message: expect.stringContaining('maxUses'),
  })),
  ...[0, 2161].map((expiresInHours): Scenario => ({
    name: `for ${expiresInHours} hours`,
    request: 'POST /api/admin/invitations',
    arrange: asAdmin(),
    json: { expiresInHours },
    status: 400,
    code: 'validation_failed',
    message: expect.stringContaining('expiresInHours'),
  })),
  {
    name: 'for what is no address and no name, both told at once',
    request: 'POST /api/admin/invitations',
    arrange: asAdmin(),
    json: { email: 'grace', name: ' ' },
    status: 400,
    code: 'validation_failed',
    message: 'email must be a valid e-mail address; name must not be blank',
  },
  {
    name: 'into a group that is not there',
    request: 'POST /api/admin/invitations',
    arrange: asAdmin(),
    json: { groups: [formatId(newId())] },
    status: 404,
    code: 'group_not_found',
  },
  {
    name: 'for an address that has an account, in other letter case',
    request: 'POST /api/admin/invitations',
    arrange: asAdmin(async (app) => {
      await addPerson(app, { email: 'grace@example.com' });
    }),
    json: { email: 'GRACE@example.com' },
    status: 409,
    code: 'user_exists',
  },
  {
    name: 'for an account that an administrator set back to waiting',
    request: 'POST /api/admin/invitations',
    arrange: asAdmin(async (app) => {
      await addPerson(app, { email: 'grace@example.com', status: 'pending' });
    }),
    json: { email: 'grace@example.com' },
    status: 409,
    code: 'user_exists',
  },
];

scenarios('an invitation is refused', limits);

scenarios(
  'nothing is revoked',
  unknownIds.map((id): Scenario => ({
    name: `by the id ${id}`,
    request: `DELETE /api/admin/invitations/${id}`,
    arrange: asAdmin(),
    status: 404,
    code: 'invitation_not_found',
  })),
);

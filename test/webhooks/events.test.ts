// Which events the webhook tells of what happens to accounts.
import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import type { WebhookBody } from '../../src/features/outbox/webhooks/rules.ts';
import { addAdmin, type Administrator, userPath } from '../admin/administrator.ts';
import { arrive, profile } from '../identity/people-from-providers.ts';
import { fakeChannel, isEmpty, until } from '../outbox/channel.ts';
import { addPerson, addSignedIn, applicant } from '../support/people.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';
import { webhookSecret } from './receiver.ts';

const settings: Env = {
  WEBHOOK_URL: 'https://app.example.com/hooks',
  WEBHOOK_SECRET: webhookSecret,
};
const email = 'grace@example.com';

type Told = readonly [
  type: string,
  user: Partial<WebhookBody['data']['user']>,
  actor: string | null,
];

interface Row {
  readonly name: string;
  readonly env?: Env;
  readonly act: (app: TestApp, admin: Administrator) => Promise<unknown>;
  readonly told: readonly Told[];
}

const root = 'root@example.com';

const rows: readonly Row[] = [
  {
    name: 'a registration',
    act: (app) => app.post('/api/auth/register', applicant()),
    told: [['user.registered', { email, status: 'active', isAdmin: false, groups: [] }, email]],
  },
  {
    name: 'a registration that waits',
    env: { USER_SIGNUP: 'review' },
    act: (app) => app.post('/api/auth/register', applicant()),
    told: [['user.pending', { email, status: 'pending' }, email]],
  },
  {
    name: 'a first sign-in at a provider',
    act: (app) => arrive(app, profile()),
    told: [['user.registered', { email, name: 'Grace Hopper' }, email]],
  },
  {
    name: 'what a later sign-in at a provider changes',
    act: async (app) => {
      await arrive(app, profile());
      await arrive(app, profile({ name: 'Admiral Hopper', email: 'hopper@example.com' }));
    },
    told: [
      ['user.registered', { email }, email],
      ['user.updated', { email, name: 'Admiral Hopper' }, email],
      ['user.email_changed', { email: 'hopper@example.com' }, 'hopper@example.com'],
    ],
  },
  {
    name: 'an account that an administrator makes',
    act: (_app, admin) => admin.ask('POST', '/users', applicant()),
    told: [['user.registered', { email, name: 'Grace Hopper' }, root]],
  },
  {
    name: 'an approval',
    act: async (app, admin) => {
      const user = await addPerson(app, { email, status: 'pending' });
      return admin.ask('POST', userPath(user, '/approve'));
    },
    told: [['user.approved', { email, status: 'active' }, root]],
  },
  {
    name: 'an approval by a change of status',
    act: async (app, admin) => {
      const user = await addPerson(app, { email, status: 'pending' });
      return admin.ask('PATCH', userPath(user), { status: 'active', name: 'Amazing Grace' });
    },
    told: [
      ['user.approved', { email, status: 'active', name: 'Amazing Grace' }, root],
      ['user.updated', { email }, root],
    ],
  },
  {
    name: 'a rejection, with the account as it was',
    act: async (app, admin) => {
      const user = await addPerson(app, { email, status: 'pending', name: 'Grace' });
      return admin.ask('POST', userPath(user, '/reject'));
    },
    told: [['user.rejected', { email, name: 'Grace', status: 'pending' }, root]],
  },
  {
    name: 'a change of name and role by an administrator',
    act: async (app, admin) => {
      const user = await addPerson(app, { email });
      return admin.ask('PATCH', userPath(user), { name: 'Grace', isAdmin: true });
    },
    told: [['user.updated', { email, name: 'Grace', isAdmin: true }, root]],
  },
  {
    name: 'a change that changes nothing',
    act: async (app, admin) => {
      const user = await addPerson(app, { email, name: 'Grace' });
      return admin.ask('PATCH', userPath(user), { name: 'Grace' });
    },
    told: [],
  },
  {
    name: 'the end and the return of access',
    act: async (app, admin) => {
      const user = await addPerson(app, { email });
      await admin.ask('PATCH', userPath(user), { status: 'disabled' });
      await admin.ask('PATCH', userPath(user), { status: 'active' });
    },
    told: [
      ['user.disabled', { email, status: 'disabled' }, root],
      ['user.updated', { email, status: 'active' }, root],
    ],
  },
  {
    name: 'another address, set by an administrator',
    act: async (app, admin) => {
      const user = await addPerson(app, { email });
      return admin.ask('PATCH', userPath(user), { email: 'hopper@example.com' });
    },
    told: [['user.email_changed', { email: 'hopper@example.com' }, root]],
  },
  {
    name: 'a name that a person changes, but not their language',
    act: async (app) => {
      const { access_token: bearer } = await addSignedIn(app, { email });
      const path = '/api/auth/profile';
      await app.send({ method: 'PATCH', path, bearer, json: { name: 'Grace' } });
      await app.send({ method: 'PATCH', path, bearer, json: { language: 'de' } });
    },
    told: [['user.updated', { email, name: 'Grace' }, email]],
  },
  {
    name: 'groups: joining one, its new name, and its end',
    act: async (app, admin) => {
      const user = await addPerson(app, { email });
      const { body } = await admin.ask('POST', '/groups', { name: 'editors' });
      const { id } = body as { readonly id: string };
      await admin.ask('PUT', userPath(user, '/groups'), { groups: [id] });
      await admin.ask('PATCH', `/groups/${id}`, { description: 'They edit' });
      await admin.ask('PATCH', `/groups/${id}`, { name: 'writers' });
      await admin.ask('DELETE', `/groups/${id}`);
    },
    told: [
      ['user.updated', { email, groups: ['editors'] }, root],
      ['user.updated', { email, groups: ['writers'] }, root],
      ['user.updated', { email, groups: [] }, root],
    ],
  },
  {
    name: 'a deletion, with the account as it was',
    act: async (app, admin) => {
      const user = await addPerson(app, { email, name: 'Grace' });
      return admin.ask('DELETE', userPath(user));
    },
    told: [['user.deleted', { email, name: 'Grace', status: 'active' }, root]],
  },
  {
    name: 'a registration that expires',
    act: async (app) => {
      const user = await addPerson(app, { email, status: 'pending' });
      await app.database.write((trx) =>
        trx.updateTable('users').set({ waits_until: 1 }).where('id', '=', user.id).execute(),
      );
      await app.services.waiting.expire(Date.now(), 10);
    },
    told: [['user.deleted', { email, status: 'pending' }, null]],
  },
  {
    name: 'sign-ins, which are no events',
    act: async (app) => {
      await addPerson(app, { email });
      await app.post('/api/auth/login', { email, password: 'wrong password' });
    },
    told: [],
  },
  {
    name: 'only the events that were asked for',
    env: { WEBHOOK_EVENTS: 'user.deleted, user.disabled' },
    act: async (app, admin) => {
      const user = await addPerson(app, { email });
      await admin.ask('PATCH', userPath(user), { name: 'Grace' });
      await admin.ask('PATCH', userPath(user), { status: 'disabled', name: 'Hopper' });
    },
    told: [['user.disabled', { email, name: 'Hopper' }, root]],
  },
];

describe('the webhook tells', () => {
  test.each(rows)('$name', async ({ env, act, told }) => {
    const webhook = fakeChannel();
    await using app = await createTestApp({ ...settings, ...env }, { webhook: webhook.send });
    const admin = await addAdmin(app);
    await act(app, admin);
    await until(isEmpty(app));
    const bodies = webhook.attempts.map(({ payload }) => payload as WebhookBody);
    expect(
      bodies.map(({ type, data }) => [type, data.user, data.actor?.email ?? null] as const),
    ).toMatchObject(told.map((each) => [...each]));
    expect(webhook.attempts.map(({ kind }) => kind)).toEqual(bodies.map(({ type }) => type));
  });
});

test('a body has exactly what the contract names', async () => {
  const webhook = fakeChannel();
  await using app = await createTestApp(settings, { webhook: webhook.send });
  const admin = await addAdmin(app);
  const user = await addPerson(app, { email, name: 'Grace' });
  const before = Date.now();
  await admin.ask('PATCH', userPath(user), { isAdmin: true });
  await webhook.reached(1);
  const [{ payload } = { payload: null }] = webhook.attempts;
  const { timestamp, ...body } = payload as WebhookBody;
  expect(Date.parse(timestamp)).toBeGreaterThanOrEqual(before);
  expect(body).toEqual({
    type: 'user.updated',
    data: {
      user: {
        id: formatId(user.id),
        email,
        name: 'Grace',
        isAdmin: true,
        status: 'active',
        groups: [],
      },
      actor: { id: formatId(admin.user.id), email: root },
    },
  });
});

test('a change that is refused tells nothing', async () => {
  const webhook = fakeChannel();
  await using app = await createTestApp(settings, { webhook: webhook.send });
  const admin = await addAdmin(app);
  const user = await addPerson(app, { email });
  expect((await admin.ask('PATCH', userPath(user), { email: root })).status).toBe(409);
  await admin.ask('DELETE', userPath(user));
  await webhook.reached(1);
  await until(isEmpty(app));
  expect(webhook.attempts.map(({ kind }) => kind)).toEqual(['user.deleted']);
});

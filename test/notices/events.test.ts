// Which mails an event leads to, and who gets them.
import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { addAdmin, type Administrator, userPath } from '../admin/administrator.ts';
import { makeToken } from '../support/api-tokens.ts';
import {
  addIdentity,
  addPerson,
  addSignedIn,
  applicant,
  changePerson,
  password,
} from '../support/people.ts';
import { addRequest } from '../support/link-requests.ts';
import { noticeLines, storedNotices, withMail } from '../support/stored-mails.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { comeBack, goToLink, signInAt } from '../support/stand-in/visitor.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';

const email = 'grace@example.com';

interface Row {
  readonly name: string;
  readonly env?: Env;
  readonly act: (app: TestApp, admin: Administrator) => Promise<unknown>;
  /** Each mail in one line. */
  readonly mails: readonly string[];
}

const waiting = (app: TestApp) => addPerson(app, { email, status: 'pending' });
const regenerate = '/api/auth/api-token/regenerate';
const newPassword = 'staple correct horse';

const rows: readonly Row[] = [
  {
    name: 'a registration that waits',
    env: { USER_SIGNUP: 'review' },
    act: (app) => app.post('/api/auth/register', applicant()),
    mails: ['waiting to root@example.com'],
  },
  {
    name: 'any other registration',
    act: (app) => app.post('/api/auth/register', applicant()),
    mails: [],
  },
  {
    name: 'an approval',
    act: async (app, admin) => admin.ask('POST', userPath(await waiting(app), '/approve')),
    mails: [`approved to ${email}`],
  },
  {
    name: 'an approval by a change of status',
    act: async (app, admin) =>
      admin.ask('PATCH', userPath(await waiting(app)), { status: 'active' }),
    mails: [`approved to ${email}`],
  },
  {
    name: 'the end of a disabling',
    act: async (app, admin) => {
      const user = await addPerson(app, { email, status: 'disabled' });
      return admin.ask('PATCH', userPath(user), { status: 'active' });
    },
    mails: [],
  },
  {
    name: 'a rejection',
    act: async (app, admin) => admin.ask('POST', userPath(await waiting(app), '/reject')),
    mails: [`rejected to ${email}`],
  },
  {
    name: 'the deletion of an account',
    act: async (app, admin) => admin.ask('DELETE', userPath(await addPerson(app, { email }))),
    mails: [],
  },
  {
    name: 'a change of password',
    act: async (app) => {
      const { access_token: bearer } = await addSignedIn(app, { email });
      const json = { currentPassword: password, newPassword };
      return app.post('/api/auth/change-password', json, bearer);
    },
    mails: [`security password_changed to ${email}`],
  },
  {
    name: 'a change of password that fails',
    act: async (app) => {
      const { access_token: bearer } = await addSignedIn(app, { email });
      const json = { currentPassword: 'wrong password', newPassword };
      return app.post('/api/auth/change-password', json, bearer);
    },
    mails: [],
  },
  {
    name: 'a reset by an administrator',
    act: async (app, admin) => {
      const user = await addPerson(app, { email });
      return admin.ask('POST', userPath(user, '/reset-password'), {});
    },
    mails: [`security password_reset to ${email}`],
  },
  {
    name: 'an API token with a name',
    act: async (app) => makeToken(app, (await addSignedIn(app, { email })).access_token),
    mails: [`security api_token_created to ${email}`],
  },
  {
    name: 'the API token that can be shown again',
    act: async (app) => {
      const { access_token: bearer } = await addSignedIn(app, { email });
      return app.post(regenerate, undefined, bearer);
    },
    mails: [`security api_token_created to ${email}`],
  },
  {
    name: 'a provider that is unlinked',
    act: async (app) => {
      const { access_token: bearer, user } = await addSignedIn(app, { email });
      await addIdentity(app, user, 'github');
      return app.send({ method: 'DELETE', path: '/api/auth/identities/github', bearer });
    },
    mails: [`security provider_unlinked to ${email}`],
  },
  {
    name: 'a sign-in, unless that is asked for',
    act: async (app) => {
      await addPerson(app, { email });
      return app.post('/api/auth/login', { email, password });
    },
    mails: [],
  },
];

describe('what is told by mail of', () => {
  test.each([...rows])('$name', async ({ env, act, mails }) => {
    await using app = await createTestApp({ ...withMail, ...env });
    const admin = await addAdmin(app);
    await act(app, admin);
    expect(await noticeLines(app)).toEqual([...mails]);
  });

  test.each([...rows])('$name without mail: nothing', async ({ env, act }) => {
    await using app = await createTestApp(env);
    await act(app, await addAdmin(app));
    expect(await noticeLines(app)).toEqual([]);
  });

  test.each([...rows])('$name when nothing is to be told: nothing', async ({ env, act }) => {
    await using app = await createTestApp({ ...withMail, NOTIFY: 'none', ...env });
    await act(app, await addAdmin(app));
    expect(await noticeLines(app)).toEqual([]);
  });
});

describe('a provider', () => {
  test('that is linked by hand is told with its name and from where', async () => {
    using standIn = createStandIn();
    await using app = await createTestApp({ ...withMail, ...standIn.env });
    const { access_token: bearer } = await addSignedIn(app, { email });
    await comeBack(app, await goToLink(app, 'github', bearer));
    const [mail] = await storedNotices(app);
    expect(mail?.letter).toMatchObject({ event: 'provider_linked', detail: 'GitHub' });
    expect(mail?.to.email).toBe(email);
  });

  test('that is linked by its verified address at a sign-in is told too', async () => {
    using standIn = createStandIn();
    await using app = await createTestApp({ ...withMail, ...standIn.env });
    await changePerson(app, await addPerson(app, { email }), { is_proven: 1 });
    await signInAt(app, 'github');
    expect(await noticeLines(app)).toEqual([`security provider_linked to ${email}`]);
  });

  test('that an administrator links on request is told to the owner of the account', async () => {
    await using app = await createTestApp(withMail);
    const admin = await addAdmin(app);
    const { id } = await addRequest(app, await addPerson(app, { email }));
    await admin.ask('POST', `/link-requests/${formatId(id)}/grant`, {});
    const [mail] = await storedNotices(app);
    expect(mail?.letter).toMatchObject({ event: 'provider_linked' });
    expect(mail?.to.email).toBe(email);
  });

  test('whose new account waits is told to administrators only', async () => {
    using standIn = createStandIn();
    await using app = await createTestApp({ ...withMail, ...standIn.env, USER_SIGNUP: 'review' });
    await addAdmin(app);
    await signInAt(app, 'github');
    expect(await noticeLines(app)).toEqual(['waiting to root@example.com']);
  });
});

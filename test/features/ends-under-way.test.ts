// Login codes and links under way of a person die with the sessions that an act ends.
import { describe, expect, test } from 'bun:test';
import { addAdmin, type Administrator, userPath } from '../admin/administrator.ts';
import { exchange } from '../support/oidc-scene.ts';
import { addIdentity, addPerson, addSignedIn, password, startSession } from '../support/people.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { comeBack, goToLink, goToProvider, landingOf } from '../support/stand-in/visitor.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

type Owner = Awaited<ReturnType<typeof addSignedIn>>;

interface Act {
  readonly name: string;
  readonly act: (app: TestApp, own: Owner, admin: Administrator) => Promise<unknown>;
  /** What undoes the act as far as signing in goes, so that nothing else refuses the code. */
  readonly undo?: (app: TestApp, own: Owner, admin: Administrator) => Promise<unknown>;
}

const enable: Act['undo'] = (_, own, admin) =>
  admin.ask('PATCH', userPath(own.user), { status: 'active' });

const acts: readonly Act[] = [
  {
    name: 'ending all other sessions',
    act: (app, own) =>
      app.send({ method: 'DELETE', path: '/api/auth/sessions', bearer: own.access_token }),
  },
  {
    name: 'a change of password by its owner',
    act: (app, own) =>
      app.post(
        '/api/auth/change-password',
        { currentPassword: password, newPassword: 'staple correct horse' },
        own.access_token,
      ),
  },
  {
    name: 'disabling',
    act: (_, own, admin) => admin.ask('PATCH', userPath(own.user), { status: 'disabled' }),
    undo: enable,
  },
  {
    name: 'setting to pending',
    act: (_, own, admin) => admin.ask('PATCH', userPath(own.user), { status: 'pending' }),
    undo: enable,
  },
  {
    name: 'a reset',
    act: (_, own, admin) => admin.ask('POST', userPath(own.user, '/reset-password'), {}),
  },
  {
    name: 'an ending by an administrator',
    act: (_, own, admin) => admin.ask('DELETE', userPath(own.user, '/sessions')),
  },
];

/** Codes that could still be exchanged, and flows that could still be finished. */
async function underWayOf(app: TestApp, { user }: Pick<Owner, 'user'>) {
  const { read } = app.database;
  const codes = await read
    .selectFrom('exchange_codes')
    .select('code_hash')
    .where('user_id', '=', user.id)
    .where('used_at', 'is', null)
    .execute();
  const flows = await read
    .selectFrom('sign_in_flows')
    .select('state_hash')
    .where('user_id', '=', user.id)
    .execute();
  return [codes.length, flows.length];
}

async function issueCode(app: TestApp, { user }: Pick<Owner, 'user'>): Promise<string> {
  const code = crypto.randomUUID();
  const issuer = 'https://github.com';
  const profile = { provider: 'github', issuer, subject: '1', sid: null } as const;
  const grant = { code, user, profile, redirect: null, notice: null };
  await app.database.write((trx) => app.services.loginCodes.issue(trx, grant));
  return code;
}

describe('what a person had begun is over after', () => {
  test.each(acts)('$name', async ({ act, undo }) => {
    using standIn = createStandIn();
    await using app = await createTestApp(standIn.env);
    const admin = await addAdmin(app);
    const own = await addSignedIn(app);
    const other = await addSignedIn(app);
    await addIdentity(app, own.user, 'github');
    await startSession(app, own.user);
    const used = await issueCode(app, own);
    expect((await exchange(app, used)).status).toBe(200);
    const code = await issueCode(app, own);
    const otherCode = await issueCode(app, other);
    const trip = await goToLink(app, 'google', own.access_token);
    await goToLink(app, 'google', other.access_token);
    expect(await underWayOf(app, own)).toEqual([1, 1]);

    await act(app, own, admin);
    await undo?.(app, own, admin);
    expect(await underWayOf(app, own)).toEqual([0, 0]);
    expect(await exchange(app, code)).toMatchObject({
      status: 400,
      body: { code: 'invalid_login_code' },
    });
    expect(landingOf(await comeBack(app, trip))).toMatchObject({ error_code: 'invalid_state' });
    const { user } = own;
    const me = await app.database.read
      .selectFrom('identities')
      .select('provider')
      .where('user_id', '=', user.id)
      .execute();
    expect(me).toEqual([{ provider: 'github' }]);
    // Of others nothing is over.
    expect(await underWayOf(app, other)).toEqual([1, 1]);
    expect((await exchange(app, otherCode)).status).toBe(200);
  });

  test('an account was secured for the owner of its address', async () => {
    using standIn = createStandIn();
    await using app = await createTestApp(standIn.env);
    await addPerson(app, { isAdmin: true });
    const own = await addSignedIn(app, { email: 'grace@example.com' });
    const code = await issueCode(app, own);
    const trip = await goToLink(app, 'google', own.access_token);
    const landed = landingOf(await comeBack(app, await goToProvider(app, 'github')));
    expect(landed).toMatchObject({ code: expect.any(String) });
    expect((await exchange(app, code)).status).toBe(400);
    expect(landingOf(await comeBack(app, trip))).toMatchObject({ error_code: 'invalid_state' });
  });
});

test('a code that gave the session which stays still tells of its second showing', async () => {
  using standIn = createStandIn();
  await using app = await createTestApp(standIn.env);
  const user = await addPerson(app);
  const code = await issueCode(app, { user });
  const { access_token: bearer } = (await exchange(app, code)).body as { access_token: string };
  await app.send({ method: 'DELETE', path: '/api/auth/sessions', bearer });
  expect((await app.get('/api/auth/me', bearer)).status).toBe(200);
  expect((await exchange(app, code)).status).toBe(400);
  expect((await app.get('/api/auth/me', bearer)).status).toBe(401);
});

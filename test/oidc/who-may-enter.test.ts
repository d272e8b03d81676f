// Who may sign in through the provider, and the errors: the rules of the contract at the callback.
import { describe, expect, test } from 'bun:test';
import errors from '../snapshots/errors.json';
import { addPerson, addSignedIn, changePerson } from '../support/people.ts';
import { auditOf } from '../support/audit-lines.ts';
import { exchange, lastingRows, openScene, type Scene } from '../support/oidc-scene.ts';
import type { Env } from '../support/test-app.ts';
import { ticketIn } from '../support/pending-ticket.ts';

type Code = keyof typeof errors;

const email = 'ada@example.com';
const sub = 'person-1';

interface Row {
  readonly name: string;
  readonly env?: Env;
  readonly person?: Readonly<Record<string, unknown>>;
  readonly arrange?: ((scene: Scene) => Promise<unknown>) | undefined;
  /** Left out: they get in. */
  readonly code?: Code;
  /** A refusal changes no row, unless an account is made that has to wait. */
  readonly changesRows?: boolean;
}

const admin = ({ app }: Scene) => addPerson(app, { email: 'admin@example.com', isAdmin: true });
const owner = ({ app }: Scene) => addPerson(app, { email });
const trusting: Env = { OIDC_TRUST_EMAIL: 'true' };

/** A user who has signed in before and was changed by `change` since. */
function returning(change: Parameters<typeof changePerson>[2]): (scene: Scene) => Promise<unknown> {
  return async (scene) => {
    await admin(scene);
    await scene.browser.signIn();
    const user = await scene.app.database.read
      .selectFrom('users')
      .selectAll()
      .where('email_key', '=', email)
      .executeTakeFirstOrThrow();
    await changePerson(scene.app, user, change);
  };
}

const rows: readonly Row[] = [
  { name: 'the first ever' },
  { name: 'the first ever, even where the mode is review', env: { USER_SIGNUP: 'review' } },
  { name: 'the first ever, even where the mode is disabled', env: { USER_SIGNUP: 'disabled' } },
  {
    name: 'the first ever, while a setup token must come first',
    env: { SETUP_TOKEN: 'a long enough setup token' },
    code: 'setup_token_required',
  },
  {
    name: 'the first ever, where sign-ins make no accounts',
    env: { OIDC_AUTO_CREATE: 'false' },
    code: 'sign_up_closed',
  },
  { name: 'a new user', arrange: admin },
  {
    name: 'a new user, once the setup token was used',
    env: { SETUP_TOKEN: 'a long enough setup token' },
    arrange: admin,
  },
  {
    name: 'a new user where local registration is closed',
    env: { USER_SIGNUP: 'disabled' },
    arrange: admin,
  },
  {
    name: 'a new user where sign-ins create no accounts',
    env: { OIDC_AUTO_CREATE: 'false' },
    arrange: admin,
    code: 'sign_up_closed',
  },
  {
    name: 'a known user, where sign-ins create no accounts',
    env: { OIDC_AUTO_CREATE: 'false' },
    arrange: owner,
  },
  {
    name: 'a new user where registration is reviewed',
    env: { USER_SIGNUP: 'review' },
    arrange: admin,
    code: 'account_pending',
    changesRows: true,
  },
  { name: 'a user without an address', person: {}, code: 'provider_email_missing' },
  {
    name: 'a user with an invalid address',
    person: { email: 'not an address', email_verified: true },
    code: 'provider_email_missing',
  },
  {
    name: 'a user whose address is a list',
    person: { email: [email], email_verified: true },
    code: 'provider_email_missing',
  },
  {
    name: 'a user with an unverified address that no account has',
    person: { email, email_verified: false },
    arrange: admin,
  },
  ...([false, undefined, 'true', 1, 'false', null, {}, ['true']] as const).map(
    (email_verified): Row => ({
      name: `a user with the address of another, verified ${JSON.stringify(email_verified)}`,
      person: { email, email_verified },
      arrange: owner,
      code: 'account_exists',
    }),
  ),
  { name: 'the owner of the address, verified true', arrange: owner },
  ...([undefined, 'true', true] as const).map((email_verified): Row => ({
    name: `with OIDC_TRUST_EMAIL the owner of the address, verified ${email_verified}`,
    env: trusting,
    person: { email, email_verified },
    arrange: owner,
  })),
  ...([false, 'false', 1, 0, null, '', 'TRUE'] as const).map((email_verified): Row => ({
    name: `with OIDC_TRUST_EMAIL a user verified ${JSON.stringify(email_verified)}`,
    env: trusting,
    person: { email, email_verified },
    arrange: owner,
    code: 'account_exists',
  })),
  {
    name: 'a user who has to wait',
    arrange: returning({ status: 'pending' }),
    code: 'account_pending',
  },
  {
    name: 'a user who was disabled',
    arrange: returning({ status: 'disabled' }),
    code: 'account_disabled',
  },
  {
    name: 'the owner of the address of a disabled account',
    arrange: ({ app }) => addPerson(app, { email, status: 'disabled' }),
    code: 'account_disabled',
  },
];

const isRefused = (row: Row) => row.code !== undefined;

describe('gets in:', () => {
  test.each(rows.filter((row) => !isRefused(row)))('$name', async (row) => {
    await using scene = await arrange(row);
    const { query } = await scene.browser.signIn();
    expect(query).toEqual({ code: expect.any(String) });
    const { body } = await exchange(scene.app, query['code']);
    expect(body).toMatchObject({ user: { email, status: 'active' } });
  });
});

/** Waiting is no failure: the person has proven who they are. */
function eventOf(code: string): string {
  return code === 'account_pending' ? 'session.pending success' : 'session.failed failure';
}

describe('gets the error:', () => {
  test.each(rows.filter(isRefused))('$name', async (row) => {
    await using scene = await arrange(row);
    const { app, browser } = scene;
    const before = await lastingRows(app);
    const { url, query } = await browser.signIn();
    expect(url.origin + url.pathname).toBe('http://localhost:3000/login');
    const code = row.code ?? 'internal_error';
    expect(query).toEqual({ error: errors[code].message, error_code: code, ...ticketIn(code) });
    expect(query['error']).not.toContain('%');
    if (row.changesRows !== true) expect(await lastingRows(app)).toEqual(before);
    expect((await app.snapshot())['exchange_codes']).toEqual(before['exchange_codes'] ?? []);
    expect((await app.snapshot())['sessions']).toEqual([]);
    // What to do about it has its own tests.
    expect((await auditOf(app)).at(-1)?.replace(/"cure":"\w+",/, '')).toBe(
      `${eventOf(code)} {"provider":"oidc","reason":"${code}"}`,
    );
  });
});

test('who had to wait gets in once an administrator approved', async () => {
  await using scene = await openScene({ env: { USER_SIGNUP: 'review' } });
  const { app, browser } = scene;
  const { access_token } = await addSignedIn(app, { email: 'admin@example.com', isAdmin: true });
  const { query } = await browser.signIn();
  expect(query).toMatchObject({ error_code: 'account_pending' });
  const ask = async () =>
    (await app.post('/api/auth/pending', { ticket: query['pending_ticket'] })).body;
  expect(await ask()).toEqual({ status: 'pending' });
  const [waiting] = (await app.get('/api/admin/users/pending', access_token)).body as {
    id: string;
  }[];
  await app.post(`/api/admin/users/${waiting?.id}/approve`, undefined, access_token);
  expect(await ask()).toEqual({ status: 'approved' });
  expect((await browser.signIn()).query).toHaveProperty('code');
});

test('where passwords are refused, the first to sign in becomes the administrator', async () => {
  await using scene = await openScene({ env: { DISABLE_INTERNAL_AUTH: 'true' } });
  const { query } = await scene.browser.signIn();
  expect((await exchange(scene.app, query['code'])).body).toMatchObject({
    user: { isAdmin: true, status: 'active' },
  });
});

async function arrange({ env, person, arrange: prepare }: Row): Promise<Scene> {
  const scene = await openScene({ env: env ?? {} });
  await prepare?.(scene);
  if (person !== undefined) scene.provider.person({ sub, ...person });
  return scene;
}

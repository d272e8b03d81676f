// A change of the settings must leave an administrator a way in.
import { expect, test } from 'bun:test';
import type { Provider, UserStatus } from '../../src/db/schema.ts';
import type { Answer } from '../support/answer-rules.ts';
import { addIdentity, addPerson } from '../support/people.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';
import { addAdmin, type Administrator } from './administrator.ts';

// The issuers under which `addIdentity` files its people; no request is sent there.
const issuerUrl = 'https://oidc.example.com';
const env: Env = {
  GITHUB_BASE_URL: 'https://github.example.com',
  OIDC_MOBILE_AUDIENCE_CHECK: 'strict',
};
const oidc = '/settings/oidc';
const github = '/settings/providers/github';

interface Admin {
  readonly password?: false;
  readonly identities?: readonly Provider[];
  readonly status?: UserStatus;
}

interface Situation {
  /** The first of them asks. */
  readonly admins: readonly Admin[];
  /** What is set up before, beside OIDC being on. */
  readonly before?: readonly (readonly [path: string, change: object])[];
  readonly change: readonly [path: string, change: object];
  readonly refused: boolean;
  readonly env?: Env;
}

const passwordOnly: Admin = {};
const oidcOnly: Admin = { password: false, identities: ['oidc'] };
const githubOnly: Admin = { password: false, identities: ['github'] };
const both: Admin = { identities: ['oidc'] };
const nothing: Admin = { password: false };

const credentials = { clientId: 'id', clientSecret: 'secret' };
const withGithub = [[github, credentials]] as const;
const passwordsOff = [oidc, { disableInternalAuth: true }] as const;
const oidcOff = [oidc, { enabled: false }] as const;
const otherIssuer = [oidc, { issuerUrl: 'https://other.example.com' }] as const;
const noClient = [oidc, { clientId: '' }] as const;
const noIssuer = [oidc, { issuerUrl: '' }] as const;
const githubOff = [github, { enabled: false }] as const;

const situations: Readonly<Record<string, Situation>> = {
  'switching passwords off, when no administrator has an identity': {
    admins: [passwordOnly],
    change: passwordsOff,
    refused: true,
  },
  'switching passwords off, when the identity is at a provider that is not set up': {
    admins: [{ identities: ['github'] }],
    change: passwordsOff,
    refused: true,
  },
  'switching passwords off, when the identity is at a provider that is switched off': {
    admins: [{ identities: ['github'] }],
    before: [...withGithub, githubOff],
    change: passwordsOff,
    refused: true,
  },
  'switching passwords off, when the only identity is a pending administrator’s': {
    admins: [passwordOnly, { ...oidcOnly, status: 'pending' }],
    change: passwordsOff,
    refused: true,
  },
  'switching passwords off, when the only identity is a disabled administrator’s': {
    admins: [passwordOnly, { ...oidcOnly, status: 'disabled' }],
    change: passwordsOff,
    refused: true,
  },
  'switching passwords off beside a move to another issuer': {
    admins: [both],
    change: [oidc, { ...passwordsOff[1], ...otherIssuer[1] }],
    refused: true,
  },
  'switching passwords off, when the caller has an identity': {
    admins: [both],
    change: passwordsOff,
    refused: false,
  },
  'switching passwords off, when another administrator has an identity': {
    admins: [passwordOnly, githubOnly],
    before: withGithub,
    change: passwordsOff,
    refused: false,
  },
  'switching passwords off, while there is no provider that could take their place': {
    admins: [passwordOnly],
    before: [oidcOff],
    change: passwordsOff,
    refused: false,
  },
  'switching OIDC on, which puts “no passwords” into force': {
    admins: [passwordOnly],
    before: [oidcOff, passwordsOff],
    change: [oidc, { enabled: true }],
    refused: true,
  },
  'setting up GitHub, which puts the “no passwords” of the environment into force': {
    admins: [passwordOnly],
    env: { DISABLE_INTERNAL_AUTH: 'true' },
    before: [[github, { clientId: 'id' }]],
    change: [github, { clientSecret: 'secret' }],
    refused: true,
  },
  ...Object.fromEntries(
    (
      [
        ['switching OIDC off', oidcOff],
        ['moving to another issuer', otherIssuer],
        ['clearing the client id', noClient],
        ['clearing the issuer', noIssuer],
      ] as const
    ).flatMap(([name, change]): [string, Situation][] => [
      [`${name}, when it is the only way in`, { admins: [oidcOnly], change, refused: true }],
      [
        `${name}, when another administrator has a password`,
        { admins: [oidcOnly, passwordOnly], change, refused: false },
      ],
      [
        `${name}, when only people who are no administrators or not active could get in`,
        {
          admins: [oidcOnly, { status: 'disabled' }, { status: 'pending' }],
          change,
          refused: true,
        },
      ],
      [
        `${name}, when GitHub still lets an administrator in`,
        { admins: [oidcOnly, githubOnly], before: withGithub, change, refused: false },
      ],
      [
        `${name}, when no administrator could sign in before`,
        { admins: [nothing], change, refused: false },
      ],
    ]),
  ),
  'switching GitHub off, when it is the only way in': {
    admins: [githubOnly],
    before: withGithub,
    change: githubOff,
    refused: true,
  },
  'clearing the secret of GitHub, when it is the only way in': {
    admins: [githubOnly],
    before: withGithub,
    change: [github, { clearClientSecret: true }],
    refused: true,
  },
  'clearing the client id of GitHub, when it is the only way in': {
    admins: [githubOnly],
    before: withGithub,
    change: [github, { clientId: '' }],
    refused: true,
  },
  'switching GitHub off, when its administrator has an identity at OIDC too': {
    admins: [{ password: false, identities: ['oidc', 'github'] }],
    before: withGithub,
    change: githubOff,
    refused: false,
  },
  'another name, secret or client id of the same provider': {
    admins: [oidcOnly],
    change: [oidc, { providerName: 'Home', clientId: 'other', clientSecret: '' }],
    refused: false,
  },
};

async function arrange(app: TestApp, { admins, before = [] }: Situation): Promise<Administrator> {
  // Sets everything up while there is a way in for sure, and is gone then.
  const helper = await addAdmin(app, 'helper@example.com');
  await helper.ask('PATCH', oidc, { enabled: true, issuerUrl, clientId: 'anchor' });
  await addPerson(app);
  const people: Administrator[] = [];
  for (const [index, { password, identities = [], status = 'active' }] of admins.entries()) {
    const admin = await addAdmin(app, `admin${index}@example.com`);
    for (const provider of identities) await addIdentity(app, admin.user, provider);
    const change = { status, ...(password === false ? { password_hash: null } : {}) };
    await app.database.write((trx) =>
      trx.updateTable('users').set(change).where('id', '=', admin.user.id).execute(),
    );
    people.push(admin);
  }
  for (const [path, change] of before) {
    expect((await helper.ask('PATCH', path, change)).status).toBe(200);
  }
  await app.database.write((trx) =>
    trx.updateTable('users').set({ is_admin: 0 }).where('id', '=', helper.user.id).execute(),
  );
  const [first] = people;
  if (first === undefined) throw new Error('An administrator has to make the request');
  return first;
}

function outcome({ status, body }: Answer): unknown {
  return status === 200 ? status : [status, (body as { code: string }).code];
}

test.each(Object.entries(situations))('%s', async (_, situation) => {
  await using app = await createTestApp({ ...env, ...situation.env });
  const admin = await arrange(app, situation);
  const before = await app.snapshot();
  const answer = await admin.ask('PATCH', ...situation.change);
  expect(outcome(answer)).toEqual(situation.refused ? [409, 'no_way_in'] : 200);
  if (situation.refused) expect(await app.snapshot()).toEqual(before);
});

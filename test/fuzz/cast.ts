// Everybody who may ask, in every state of being signed in; made anew whenever a request changed something.
import { formatId } from '../../src/core/uuid.ts';
import type { UserRow } from '../../src/features/users/service.ts';
import { encode, forge, jwtSecret } from '../support/access-token.ts';
import { addPerson, startSession } from '../support/people.ts';
import type { TestApp } from '../support/test-app.ts';
import { marker } from './strange-values.ts';

/** The settings under which the cast can be made, and asking costs no waiting. */
export const castEnv = {
  RATE_LIMIT: 'off',
  LOG_LEVEL: 'debug',
  JWT_SECRET: jwtSecret,
  GITHUB_CLIENT_ID: 'our-client',
  GITHUB_CLIENT_SECRET: `${marker}-github-secret`,
  GITHUB_BASE_URL: 'http://127.0.0.1:9',
  GITHUB_API_URL: 'http://127.0.0.1:9',
  OIDC_ALLOW_HTTP: 'true',
} as const;

/** The credentials of a caller, and what they allow. */
export const callers = {
  nobody: 'none',
  garbage: 'bad',
  'a forged token': 'bad',
  'a token without signature': 'bad',
  'an expired token': 'bad',
  'a signed-out session': 'bad',
  'a pending person': 'bad',
  'a disabled person': 'bad',
  'an unknown API token': 'bad',
  'a user': 'user',
  'an administrator': 'administrator',
  "a user's API token": 'script',
  "an administrator's API token": 'script',
} as const satisfies Readonly<Record<string, 'none' | 'bad' | 'user' | 'administrator' | 'script'>>;

export type Caller = keyof typeof callers;

export interface Cast {
  /** The credential of each caller; the caller nobody has none. */
  readonly bearers: ReadonlyMap<Caller, string>;
  /** Replaces the names `@@…@@` by their current values. */
  fill(text: string): string;
}

/** The names that a generated request may contain. */
export const names = {
  ids: ['@@user.id@@', '@@other.id@@', '@@pending.id@@', '@@disabled.id@@', '@@admin.id@@'],
  sessions: ['@@user.session@@', '@@other.session@@'],
  emails: ['@@user.email@@', '@@other.email@@', '@@pending.email@@', '@@disabled.email@@'],
  refreshTokens: ['@@user.refresh@@', '@@pending.refresh@@', '@@over.refresh@@'],
} as const;

/** Empties the server and fills it with the same people again. */
export async function makeCast(app: TestApp): Promise<Cast> {
  await clear(app);
  const [root, admin, user, other, pending, disabled] = await Promise.all([
    addPerson(app, { email: 'root@example.com', isAdmin: true }),
    addPerson(app, { email: 'admin@example.com', isAdmin: true }),
    addPerson(app, { email: 'user@example.com' }),
    addPerson(app, { email: 'other@example.com' }),
    addPerson(app, { email: 'pending@example.com', status: 'pending' }),
    addPerson(app, { email: 'disabled@example.com', status: 'disabled' }),
  ]);
  const people = { root, admin, user, other, pending, disabled };
  const [ofAdmin, ofUser, over, ofPending, ofDisabled, ofOther] = await Promise.all(
    [admin, user, user, pending, disabled, other].map((person) => startSession(app, person)),
  );
  const tokens = { admin: ofAdmin, user: ofUser, pending: ofPending, disabled: ofDisabled, over };
  const [userScript, adminScript] = await Promise.all([
    apiToken(app, ofUser),
    apiToken(app, ofAdmin),
    app.services.sessions.signOutByToken(String(over?.refresh_token), nowhere),
  ]);
  const good = String(ofUser?.access_token);
  const bearers = new Map<Caller, string>([
    ['garbage', `${marker}.${marker}.${marker}`],
    ['a forged token', forge(good, { secret: 'x'.repeat(32) })],
    ['a token without signature', `${encode({ alg: 'none' })}.${good.split('.')[1]}.`],
    ['an expired token', forge(good, { claims: { exp: Math.floor(Date.now() / 1000) - 1 } })],
    ['a signed-out session', String(over?.access_token)],
    ['a pending person', String(ofPending?.access_token)],
    ['a disabled person', String(ofDisabled?.access_token)],
    ['an unknown API token', `ak_${'A'.repeat(43)}`],
    ['a user', good],
    ['an administrator', String(ofAdmin?.access_token)],
    ["a user's API token", userScript],
    ["an administrator's API token", adminScript],
  ]);
  const words = dictionary(people, tokens, { user: ofUser, other: ofOther });
  return {
    bearers,
    fill: (text) => text.replaceAll(/@@[a-z.]+@@/g, (name) => words.get(name) ?? name),
  };
}

const nowhere = { ip: null, network: 'unknown', area: null, userAgent: null, requestId: '' };

const tables = [
  'api_tokens',
  'sessions',
  'identities',
  'sign_in_flows',
  'exchange_codes',
  'audit_log',
  'users',
] as const;

/** Removes all rows except the mark that the instance has had a user. */
export async function clear(app: TestApp): Promise<void> {
  await app.database.write(async (trx) => {
    for (const table of tables) await trx.deleteFrom(table).execute();
    await trx.deleteFrom('settings').where('key', '!=', 'bootstrapped').execute();
  });
}

interface Signed {
  readonly access_token: string;
  readonly refresh_token: string;
}

async function apiToken(app: TestApp, signed: Signed | undefined): Promise<string> {
  const person = await app.services.sessions.authenticate(String(signed?.access_token));
  const { apiTokens, tokenUses } = app.services;
  const token = await apiTokens.regenerate(person, nowhere);
  // Its first use is stored, and none of the next ten minutes: a request that only reads then changes nothing.
  await apiTokens.authenticate(token, 'me', () => nowhere);
  await tokenUses.settle();
  return token;
}

function dictionary(
  people: Readonly<Record<string, UserRow>>,
  tokens: Readonly<Record<string, Signed | undefined>>,
  sessions: Readonly<Record<string, Signed | undefined>>,
): ReadonlyMap<string, string> {
  return new Map([
    ...Object.entries(people).flatMap(([name, { id, email }]): [string, string][] => [
      [`@@${name}.id@@`, formatId(id)],
      [`@@${name}.email@@`, email],
    ]),
    ...Object.entries(tokens).map(([name, signed]): [string, string] => [
      `@@${name}.refresh@@`,
      String(signed?.refresh_token),
    ]),
    ...Object.entries(sessions).map(([name, signed]): [string, string] => [
      `@@${name}.session@@`,
      sessionId(String(signed?.access_token)),
    ]),
  ]);
}

function sessionId(accessToken: string): string {
  const payload = Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString();
  return (JSON.parse(payload) as { sid: string }).sid;
}

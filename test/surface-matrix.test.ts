// Who may do what: every guarded operation of the API document, asked by everybody there is. A new route
// fails here until it has a row of its own in support/surface-rows.ts.
import { afterAll, describe, expect, test } from 'bun:test';
import { formatId } from '../src/core/uuid.ts';
import errors from './snapshots/errors.json';
import { prepareMove } from './identity/movers.ts';
import { documentation } from './support/documentation.ts';
import { addGroup } from './support/groups.ts';
import { addInvitation } from './support/invitations.ts';
import { pngFile } from './support/images/png.ts';
import { imageForm } from './support/images/upload.ts';
import { addRequest } from './support/link-requests.ts';
import {
  addIdentity,
  addPerson,
  addSignedIn,
  changePerson,
  startSession,
} from './support/people.ts';
import { oidcEnv } from './support/oidc-scene.ts';
import { startProvider } from './support/provider/provider.ts';
import { type Row, rows } from './support/surface-rows.ts';
import { mailServer } from './support/smtp/server.ts';
import { createTestApp, type TestApp } from './support/test-app.ts';
import {
  apiTokenOf,
  expectedOfToken,
  legacyToken,
  ownToken,
  tokenCallers,
} from './support/token-callers.ts';

/** A provider and an app that are set up. Callers whose tokens do not work ask more often than the limit allows. */
const setUp = {
  GITHUB_CLIENT_ID: 'our-client',
  GITHUB_CLIENT_SECRET: 'our-secret',
  APP_AUDIENCES: 'reports',
  RATE_LIMIT: 'off',
};

const sessionCallers = [
  'nobody',
  'rubbish',
  'a pending person',
  'a disabled person',
  'a deleted person',
  'a user',
  'a person with a temporary password',
  'an administrator',
  'an administrator with a temporary password',
  'a demoted administrator with the old token',
  'a demoted administrator with a new token',
] as const;

const callers = [...sessionCallers, ...Object.keys(tokenCallers)];

interface Guarded {
  readonly guard: 'session' | 'administrator';
  readonly scope: string | undefined;
  readonly path: string;
  /** Whether it is open before a new password is chosen. */
  readonly isOpen: boolean;
}

/** The status and code each caller gets; null means success. */
function expected(caller: string, { guard, scope, path, isOpen }: Guarded): string | null {
  if (caller === 'nobody') {
    return path.startsWith('/auth/') ? '401 invalid_token' : '401 authentication_required';
  }
  const token = tokenCallers[caller];
  if (token !== undefined) return expectedOfToken(token, scope);
  const dead = /rubbish|pending|disabled|deleted|old token/.test(caller);
  if (dead) return '401 invalid_token';
  if (caller.endsWith('temporary password')) return isOpen ? null : '403 password_change_required';
  if (guard === 'administrator' && caller !== 'an administrator') return '403 admin_required';
  return null;
}

const { paths } = await documentation();

const guarded = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, operation]) => {
    const guard = operation['x-guard'] as Guarded['guard'] | undefined;
    const { 'x-scope': scope, 'x-password-change': mark } = operation;
    const name = `${method} ${path}`;
    const isOpen = mark === true;
    return guard === undefined ? [] : [{ name, method, path, guard, scope, isOpen }];
  }),
);

test('every guarded operation has a row, and every row an operation', () => {
  expect(guarded.map(({ name }) => name).toSorted()).toEqual(Object.keys(rows).toSorted());
});

/** A refusal changes nothing, so one server serves for all of them. */
const refusing = await createTestApp(setUp);
afterAll(() => refusing[Symbol.asyncDispose]());
const bearers = new Map<string, string | null>();
for (const caller of callers) bearers.set(caller, await bearerOf(refusing, caller));
const victim = await addSignedIn(refusing);
const pending = await addSignedIn(refusing, { status: 'pending' });
await linkEverybody(refusing);

describe.each(guarded)('$name', ({ name, method, path, guard, scope, isOpen }) => {
  const row = rows[name] ?? {};

  function ask(app: TestApp, bearer: string | null, target: string) {
    return app.send({
      method: method.toUpperCase(),
      path: path
        .replace('{id}', target)
        .replace('{tokenId}', target)
        .replace('{provider}', 'github'),
      ...(bearer === null ? {} : { bearer }),
      ...('json' in row ? { json: row.json } : {}),
      ...(row.picture === true ? imageForm(pngFile({ width: 2, height: 2 })) : {}),
    });
  }

  test.each(callers)('asked by %s', async (caller) => {
    const refusal = expected(caller, { guard, scope, path, isOpen });
    if (refusal !== null) {
      const target = row.target === 'pending user' ? pending.user : victim.user;
      const before = await refusing.snapshot();
      const answer = await ask(refusing, bearers.get(caller) ?? null, formatId(target.id));
      expect(`${answer.status} ${codeOf(answer.body)}`).toBe(refusal);
      expect(await refusing.snapshot()).toEqual(before);
      return;
    }
    await using provider = row.hasProvider === true ? await startProvider() : null;
    await using mail = row.hasMail === true ? await mailServer() : null;
    const env = { ...setUp, ...(provider && oidcEnv(provider)), ...mail?.env };
    await using app = await createTestApp(env);
    // One administrator who stays, so that no row is the last one.
    await addSignedIn(app, { isAdmin: true });
    const bearer = await bearerOf(app, caller);
    const target = await targetOf(app, row, bearer);
    if (row.isLinked === true) await linkEverybody(app);
    if (row.move !== undefined) await prepareMove(app, row.move);
    expect((await ask(app, bearer, target)).status).toBeOneOf([200, 201, 202]);
  });
});

/** The compatibility API has only messages, no codes. */
const codesOfSentences: Readonly<Record<string, string>> = {
  'Could not validate credentials': 'invalid_token',
  [errors.session_required.message]: 'session_required',
  [errors.insufficient_scope.message]: 'insufficient_scope',
  [errors.password_change_required.message]: 'password_change_required',
};

function codeOf(body: unknown): string {
  const { code, detail } = body as { code?: string; detail?: string };
  return code ?? codesOfSentences[detail ?? ''] ?? 'unknown';
}

async function linkEverybody(app: TestApp): Promise<void> {
  const users = await app.database.read.selectFrom('users').selectAll().execute();
  for (const user of users) await addIdentity(app, user, 'github');
}

async function targetOf(app: TestApp, row: Row, bearer: string | null): Promise<string> {
  if (row.target === 'group') return formatId(await addGroup(app, 'family'));
  if (row.target === 'invitation') return formatId((await addInvitation(app)).id);
  if (row.target === undefined) return '';
  if (row.target === 'link request') {
    return formatId((await addRequest(app, await addPerson(app))).id);
  }
  if (row.target === 'own session') return ownSession(app, bearer);
  if (row.target === 'own token') return ownToken(app, bearer);
  const status = row.target === 'pending user' ? 'pending' : 'active';
  const { user, access_token: own } = await addSignedIn(app, { status });
  // The id of the token that can be shown again is that of its owner.
  if (row.target === 'token owner') await legacyToken(app, own);
  return formatId(user.id);
}

/** An id that is not there for callers who have none. */
async function ownSession(app: TestApp, bearer: string | null): Promise<string> {
  const list = bearer === null ? null : await app.get('/api/auth/sessions', bearer);
  const [session] = (list?.status === 200 ? list.body : []) as { id: string }[];
  return session?.id ?? crypto.randomUUID();
}

async function bearerOf(app: TestApp, caller: string): Promise<string | null> {
  if (caller === 'nobody') return null;
  if (caller === 'rubbish') return 'rubbish';
  const apiToken = tokenCallers[caller];
  if (apiToken !== undefined) return apiTokenOf(app, apiToken);
  const isAdmin = caller.includes('administrator');
  const mustChangePassword = caller.endsWith('temporary password');
  const { user, access_token: token } = await addSignedIn(app, { isAdmin, mustChangePassword });
  if (caller === 'a deleted person') {
    await app.database.write((trx) => app.services.users.delete(trx, user.id));
  }
  if (caller === 'a pending person') await changePerson(app, user, { status: 'pending' });
  if (caller === 'a disabled person') await changePerson(app, user, { status: 'disabled' });
  if (!caller.startsWith('a demoted')) return token;
  const demotion = { is_admin: 0, token_version: user.token_version + 1 } as const;
  await changePerson(app, user, demotion);
  if (caller.endsWith('old token')) return token;
  return (await startSession(app, { ...user, ...demotion })).access_token;
}

// What people change about themselves, asked for by a session that ends between the guard and the change.
import { describe, expect, test } from 'bun:test';
import { type Id, parseId } from '../../src/core/uuid.ts';
import type { WriteTransaction } from '../../src/db/port.ts';
import { makeToken } from '../support/api-tokens.ts';
import { documentation } from '../support/documentation.ts';
import { fourCorners } from '../support/images/png.ts';
import { imageForm, picturesOf, upload } from '../support/images/upload.ts';
import { addIdentity, addSignedIn, password, startSession } from '../support/people.ts';
import { mailServer } from '../support/smtp/server.ts';
import { untilWriteWaits } from '../support/waiting-writes.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { comeBack, goToLink, landingOf } from '../support/stand-in/visitor.ts';
import { type Call, createTestApp, type TestApp } from '../support/test-app.ts';

type Owner = Awaited<ReturnType<typeof addSignedIn>>;

interface Row extends Pick<Call, 'json' | 'headers' | 'body'> {
  /** What there is to lose. */
  readonly arrange?: (app: TestApp, own: Owner) => Promise<unknown>;
  /** Whether there is a mail server. */
  readonly hasMail?: true;
  /** The id or name in the path. */
  readonly target?: (app: TestApp, own: Owner) => Promise<string>;
}

const rows: Readonly<Record<string, Row>> = {
  'post /api/auth/change-password': {
    json: { currentPassword: password, newPassword: 'another battery' },
  },
  'post /api/auth/change-email': { json: { email: 'eve@example.com' }, hasMail: true },
  'post /api/auth/verification': { hasMail: true },
  'post /api/auth/reauthenticate': { json: { password } },
  'patch /api/auth/profile': { json: { name: 'Eve' } },
  'post /api/auth/profile/image': imageForm(fourCorners(64, 32)),
  'delete /api/auth/profile/image': {
    arrange: (app, own) => upload(app, own.access_token, fourCorners(8, 8)),
  },
  'post /api/auth/api-token/regenerate': {
    arrange: (app, own) => app.post('/api/auth/api-token/regenerate', {}, own.access_token),
  },
  'delete /api/auth/api-token': {
    arrange: (app, own) => app.post('/api/auth/api-token/regenerate', {}, own.access_token),
  },
  'post /api/auth/tokens': { json: { name: 'Theft', scopes: ['me'] } },
  'patch /api/auth/tokens/{id}': { json: { name: 'Theft' }, target: tokenOf },
  'delete /api/auth/tokens/{id}': { target: tokenOf },
  'delete /api/auth/sessions': { arrange: (app, own) => startSession(app, own.user) },
  'delete /api/auth/sessions/{id}': { target: otherSessionOf },
  'delete /api/auth/identities/{provider}': {
    arrange: (app, own) => addIdentity(app, own.user, 'github'),
    target: () => Promise.resolve('github'),
  },
};

/** Signing out of a session that is over is no error, and a token for another program lasts for minutes anyway. */
const harmless = new Set(['post /auth/logout', 'post /api/auth/app-token']);

async function otherSessionOf(app: TestApp, own: Owner): Promise<string> {
  await startSession(app, own.user);
  const { body } = await app.get('/api/auth/sessions', own.access_token);
  return (body as { id: string; current: boolean }[]).find(({ current }) => !current)?.id ?? '';
}

async function tokenOf(app: TestApp, own: Owner): Promise<string> {
  return (await makeToken(app, own.access_token)).id;
}

type Ending = (trx: WriteTransaction, app: TestApp, own: Owner) => Promise<unknown>;

const endings: readonly (readonly [string, Ending])[] = [
  [
    'was signed out',
    (trx, app, own) => app.services.sessions.endStolen(trx, sessionOf(own), 'over'),
  ],
  [
    'was disabled',
    (trx, _, { user }) =>
      trx.updateTable('users').set({ status: 'disabled' }).where('id', '=', user.id).execute(),
  ],
  [
    'was deleted',
    (trx, _, { user }) => trx.deleteFrom('users').where('id', '=', user.id).execute(),
  ],
];

function sessionOf({ access_token: token }: Owner): Id {
  const { sid } = JSON.parse(atob(token.split('.')[1] ?? '')) as { sid: string };
  return parseId(sid) ?? new Uint8Array();
}

/** Asks while the end is written but not yet committed: the guard still sees the session alive. */
async function askMeanwhile<T>(
  { app, own, end }: { readonly app: TestApp; readonly own: Owner; readonly end: Ending },
  ask: () => Promise<T>,
): Promise<T> {
  const written = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const ending = app.database.write(async (trx) => {
    await end(trx, app, own);
    written.resolve();
    await asked.promise;
  });
  await Promise.race([written.promise, ending]);
  const answer = ask();
  // The guard has answered already, and all changes wait for this transaction.
  await untilWriteWaits(app.database, answer);
  asked.resolve();
  await ending;
  return answer;
}

/** Everything but what the ending itself changes. */
async function restOf(app: TestApp, own: Owner) {
  const ownSession = sessionOf(own).toHex();
  const { sessions = [], users = [], ...rest } = await app.snapshot();
  return {
    ...rest,
    sessions: sessions.filter((row) => !row.includes(`"id":"${ownSession}"`)),
    users: users.map((row) => row.replace('"status":"disabled"', '"status":"active"')),
    files: await picturesOf(app),
  };
}

const { paths } = await documentation();

const changes = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([method, operation]) => method !== 'get' && operation['x-guard'] === 'session')
    .map(([method]) => `${method} ${path}`)
    .filter((name) => !harmless.has(name)),
);

test('what people change about themselves has a row each, and every row is such a change', () => {
  expect(changes.toSorted()).toEqual(Object.keys(rows).toSorted());
});

describe.each(changes)('%s is refused to a user who meanwhile', (name) => {
  const row = rows[name] ?? {};
  const [method = '', template = ''] = name.split(' ');

  test.each(endings)('%s, and changes nothing', async (_, end) => {
    await using mail = row.hasMail === true ? await mailServer() : null;
    await using app = await createTestApp(mail?.env);
    const own = await addSignedIn(app);
    await row.arrange?.(app, own);
    const path = template.replace(/\{\w+\}/, (await row.target?.(app, own)) ?? '');
    const before = await restOf(app, own);
    const { arrange: _arrange, target: _target, hasMail: _mail, ...content } = row;
    const call = { method: method.toUpperCase(), path, bearer: own.access_token, ...content };
    const answer = await askMeanwhile({ app, own, end }, () => app.send(call));
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
    // With the person everything that was theirs is gone.
    if ((await app.services.users.findById(app.database.read, own.user.id)) === undefined) return;
    expect(await restOf(app, own)).toEqual(before);
  });
});

describe('a link that ends at the callback is not made for a user who meanwhile', () => {
  test.each(endings)('%s', async (_, end) => {
    using standIn = createStandIn();
    await using app = await createTestApp(standIn.env);
    const own = await addSignedIn(app);
    const trip = await goToLink(app, 'github', own.access_token);
    const back = await askMeanwhile({ app, own, end }, () => comeBack(app, trip));
    expect(landingOf(back)).toMatchObject({ page: '/account', error_code: expect.any(String) });
    expect((await app.snapshot())['identities']).toEqual([]);
  });
});

// Back-channel logout: which sessions end when the provider says that a user signed out there, and which do not.
import { describe, expect, test } from 'bun:test';
import type { Exchanged } from '../../src/features/federation/login-codes/schema.ts';
import { exchange, oidcPath, openScene, type Scene } from '../support/oidc-scene.ts';
import { addIdentity, addSignedIn, startSession } from '../support/people.ts';
import { isLive, live, logout, signIn } from '../support/provider-logout.ts';

describe('a logout token', () => {
  test('with a sid ends the session that began with it, and no other', async () => {
    await using scene = await openScene();
    const tokens = [
      await signIn(scene, 's1'),
      await signIn(scene, 's2'),
      await signIn(scene, null),
    ];
    const answer = await logout(scene, { sid: 's1' });
    expect(answer).toMatchObject({ status: 200, body: {} });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await live(scene, tokens)).toEqual([false, true, true]);
  });

  test('with a sid alone does the same', async () => {
    await using scene = await openScene();
    const tokens = [await signIn(scene, 's1'), await signIn(scene, 's2')];
    expect((await logout(scene, { sid: 's1', sub: undefined })).status).toBe(200);
    expect(await live(scene, tokens)).toEqual([false, true]);
  });

  test('with a sub alone ends all sessions of the user that began there', async () => {
    await using scene = await openScene();
    const tokens = [
      await signIn(scene, 's1'),
      await signIn(scene, 's2'),
      await signIn(scene, null),
    ];
    await logout(scene);
    expect(await live(scene, tokens)).toEqual([false, false, false]);
  });

  test('with a sid that no session has ends those of its sub that have none', async () => {
    await using scene = await openScene();
    const tokens = [await signIn(scene, 's1'), await signIn(scene, null)];
    await logout(scene, { sid: 'unknown' });
    expect(await live(scene, tokens)).toEqual([true, false]);
  });

  test('ends the session of an app, which knows its sid by the ID token', async () => {
    await using scene = await openScene();
    const idToken = await scene.provider.idToken('anchor', { claims: { sid: 's1' } });
    const body = { id_token: idToken };
    const answer = await scene.app.post(`${oidcPath}/exchange/mobile`, body);
    const token = (answer.body as Exchanged).access_token;
    await logout(scene, { sid: 's1' });
    expect(await isLive(scene, token)).toBe(false);
  });

  test('also ends the refresh tokens', async () => {
    await using scene = await openScene();
    scene.provider.script({ idToken: { claims: { sid: 's1' } } });
    const { query } = await scene.browser.signIn();
    const { body } = await exchange(scene.app, query['code']);
    await logout(scene, { sid: 's1' });
    const { refresh_token } = body as Exchanged;
    expect((await scene.app.post('/api/auth/refresh', { refresh_token })).status).toBe(401);
  });

  test('finds sessions under the other spelling of the issuer', async () => {
    await using scene = await openScene();
    const token = await signIn(scene, 's1');
    const named = `${scene.provider.issuer}/`;
    scene.provider.announce({ issuer: named });
    await scene.app.restart();
    expect((await logout(scene, { sid: 's1', iss: named })).status).toBe(200);
    expect(await isLive(scene, token)).toBe(false);
  });
});

describe('a logout at the provider leaves', () => {
  test('sessions that began with a password, at another provider or with another subject', async () => {
    await using scene = await openScene();
    const own = await signIn(scene, null);
    const { app } = scene;
    const [{ id } = { id: null }] = await app.database.read
      .selectFrom('users')
      .select('id')
      .execute();
    const ada = id === null ? undefined : await app.services.users.findById(app.database.read, id);
    if (ada === undefined) throw new Error('The account is missing');
    const others = [await startSession(app, ada), await startSession(app, ada, 'github')];
    scene.provider.person({ sub: 'person-2', email: 'eve@example.com', email_verified: true });
    const eve = await signIn(scene, 's1');
    scene.provider.person({ sub: 'person-1' });
    await logout(scene, { sid: 's1' });
    const tokens = [own, ...others.map(({ access_token: token }) => token), eve];
    // The sid is of another subject, so it ends the sessions of this one without a sid.
    expect(await live(scene, tokens)).toEqual([false, true, true, true]);
  });

  test('sessions that began at the issuer that was set up before', async () => {
    await using scene = await openScene();
    const tokens = [await signIn(scene, 's1'), await signIn(scene, null)];
    await scene.app.database.write((trx) =>
      trx.updateTable('sessions').set({ provider_issuer: 'https://old.example.com' }).execute(),
    );
    expect((await logout(scene, { sid: 's1' })).status).toBe(200);
    expect((await logout(scene)).status).toBe(200);
    expect(await live(scene, tokens)).toEqual([true, true]);
  });

  test('sessions of a named provider that has the same issuer', async () => {
    await using scene = await openScene();
    const token = await signIn(scene, 's1');
    await scene.app.database.write((trx) =>
      trx.updateTable('sessions').set({ provider: 'google' }).execute(),
    );
    expect((await logout(scene, { sid: 's1' })).status).toBe(200);
    expect((await logout(scene)).status).toBe(200);
    expect(await isLive(scene, token)).toBe(true);
  });

  test('other sessions when it names none, and answers 200 all the same', async () => {
    await using scene = await openScene();
    const token = await signIn(scene, 's1');
    expect((await logout(scene, { sub: 'nobody', sid: 'none' })).status).toBe(200);
    expect(await isLive(scene, token)).toBe(true);
  });

  test('API tokens and accounts as they are', async () => {
    await using scene = await openScene();
    await signIn(scene, 's1');
    const before = await scene.app.snapshot();
    await logout(scene, { sid: 's1' });
    const after = await scene.app.snapshot();
    for (const table of ['users', 'identities', 'api_tokens']) {
      expect(after[table]).toEqual(before[table] ?? []);
    }
  });
});

test('sessions of before the upgrade are found by the account of the subject', async () => {
  await using scene = await openScene();
  const { app } = scene;
  const ada = await addSignedIn(app, { email: 'ada@example.com' });
  await addIdentity(app, ada.user, 'oidc', { issuer: scene.provider.issuer, subject: 'person-1' });
  const { access_token: older } = await startSession(app, ada.user, 'oidc');
  await logout(scene, { sid: 's1' });
  expect(await live(scene, [ada.access_token, older])).toEqual([true, false]);
});

describe('a sign-in under way', () => {
  test('with the ended session cannot be finished', async () => {
    await using scene = await openScene();
    scene.provider.script({ idToken: { claims: { sid: 's1' } } });
    const { query } = await scene.browser.signIn();
    await logout(scene, { sid: 's1' });
    expect((await exchange(scene.app, query['code'])).body).toMatchObject({
      code: 'invalid_login_code',
    });
  });

  test('of the ended subject cannot be finished', async () => {
    await using scene = await openScene();
    await signIn(scene, null);
    const { query } = await scene.browser.signIn();
    await logout(scene);
    expect((await exchange(scene.app, query['code'])).status).toBe(400);
  });

  const withoutSession: readonly (readonly [string, (scene: Scene) => Promise<unknown>])[] = [
    ['names no session', () => Promise.resolve()],
    [
      'was stored by an older version',
      ({ app }) =>
        app.database.write((trx) =>
          trx
            .updateTable('exchange_codes')
            .set({ provider_issuer: null, provider_subject: null })
            .execute(),
        ),
    ],
  ];
  test.each([...withoutSession])(
    'of the ended subject that %s cannot be finished',
    async (_, age) => {
      await using scene = await openScene();
      await signIn(scene, null);
      const { query } = await scene.browser.signIn();
      await age(scene);
      await logout(scene, { sid: 's1' });
      expect((await exchange(scene.app, query['code'])).body).toMatchObject({
        code: 'invalid_login_code',
      });
    },
  );

  test('that began long after a logout of its session goes on', async () => {
    await using scene = await openScene();
    await logout(scene, { sid: 's1' });
    // Whether the cleanup has run does not matter.
    await scene.app.database.write((trx) =>
      trx
        .updateTable('used_logout_tokens')
        .set({ expires_at: Date.now() - 1000 })
        .execute(),
    );
    await signIn(scene, 's1');
  });

  test('with another session goes on', async () => {
    await using scene = await openScene();
    scene.provider.script({ idToken: { claims: { sid: 's2' } } });
    const { query } = await scene.browser.signIn();
    await logout(scene, { sid: 's1' });
    expect((await exchange(scene.app, query['code'])).status).toBe(200);
  });

  test('that comes back after the logout gets no session', async () => {
    await using scene = await openScene();
    await signIn(scene, null);
    scene.provider.script({ idToken: { claims: { sid: 's1' } } });
    const answered = await scene.browser.visit();
    await logout(scene, { sid: 's1', sub: undefined });
    const { query } = await scene.browser.comeBack(answered);
    expect((await exchange(scene.app, query['code'])).body).toMatchObject({
      code: 'invalid_login_code',
    });
    const idToken = await scene.provider.idToken('anchor', { claims: { sid: 's1' } });
    const body = { id_token: idToken };
    expect((await scene.app.post(`${oidcPath}/exchange/mobile`, body)).status).toBe(401);
  });
});

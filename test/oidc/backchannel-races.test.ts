// Back-channel logout beside other requests: the database decides who was first, on both engines.
import { expect, test } from 'bun:test';
import { exchange, openScene } from '../support/oidc-scene.ts';
import { live, logout, send, signIn } from '../support/provider-logout.ts';
import type { Exchanged } from '../../src/features/federation/login-codes/schema.ts';

const rounds = 10;

test('one token that comes six times at once counts once', async () => {
  await using scene = await openScene();
  for (let round = 0; round < rounds; round++) {
    const token = await scene.provider.logoutToken();
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(scene, token)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 400)).toHaveLength(5);
  }
});

test('two tokens for the same session at once end it, and are both answered', async () => {
  await using scene = await openScene();
  for (let round = 0; round < rounds; round++) {
    const sid = `s${round}`;
    const session = await signIn(scene, sid);
    const answers = await Promise.all([logout(scene, { sid }), logout(scene, { sid })]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await live(scene, [session])).toEqual([false]);
  }
});

test('a login code that is exchanged while its session ends gives no session that lives', async () => {
  await using scene = await openScene();
  for (let round = 0; round < rounds; round++) {
    const sid = `s${round}`;
    scene.provider.script({ idToken: { claims: { sid } } });
    const { query } = await scene.browser.signIn();
    const [ended, exchanged] = await Promise.all([
      logout(scene, { sid, sub: undefined }),
      exchange(scene.app, query['code']),
    ]);
    expect(ended.status).toBe(200);
    if (exchanged.status !== 200) continue;
    expect(await live(scene, [(exchanged.body as Exchanged).access_token])).toEqual([false]);
  }
});

test('a callback that comes back while its session ends gives no session that lives', async () => {
  await using scene = await openScene();
  for (let round = 0; round < rounds; round++) {
    const sid = `s${round}`;
    scene.provider.script({ idToken: { claims: { sid } } });
    const answered = await scene.browser.visit();
    const [ended, landing] = await Promise.all([
      logout(scene, { sid, sub: undefined }),
      scene.browser.comeBack(answered),
    ]);
    expect(ended.status).toBe(200);
    expect((await exchange(scene.app, landing.query['code'])).status).toBe(400);
  }
});

test('a refresh beside the logout leaves no session that lives', async () => {
  await using scene = await openScene();
  for (let round = 0; round < rounds; round++) {
    const sid = `s${round}`;
    scene.provider.script({ idToken: { claims: { sid } } });
    const { query } = await scene.browser.signIn();
    const first = (await exchange(scene.app, query['code'])).body as Exchanged;
    const { refresh_token } = first;
    const [ended, refreshed] = await Promise.all([
      logout(scene, { sid }),
      scene.app.post('/api/auth/refresh', { refresh_token }),
    ]);
    expect(ended.status).toBe(200);
    const tokens = [first, refreshed.body as Exchanged].flatMap((body) => body.access_token ?? []);
    expect(await live(scene, tokens)).toEqual(tokens.map(() => false));
  }
});

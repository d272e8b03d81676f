// A test sign-in belongs to the session and the browser that began it: no other gets its result.
import { expect, test } from 'bun:test';
import { addAdmin } from '../admin/administrator.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { begin, lastOf, open, tested } from './sign-in-tester.ts';

restoreClockAfterEach();

test('the result is that of one session, for ten minutes', async () => {
  const { scene, admin } = await open();
  await using _ = scene;
  stopClock();
  await tested(scene, admin);
  const other = await addAdmin(scene.app, 'other@example.com');
  expect(await lastOf(other)).toBeNull();
  advance(9, 'm');
  expect(await lastOf(admin)).not.toBeNull();
  advance(61, 's');
  expect(await lastOf(admin)).toBeNull();
});

test('another browser cannot finish it, and no code comes of it', async () => {
  const { scene, admin } = await open();
  await using _ = scene;
  const back = await scene.provider.signIn(await begin(scene, admin));
  const { query, url } = await scene.anotherBrowser().comeBack(back);
  expect(url.pathname).toBe('/admin/providers');
  expect(query).toMatchObject({ tested: '1', error_code: 'invalid_state' });
  expect(await lastOf(admin)).toBeNull();
  expect((await scene.app.snapshot())['exchange_codes']).toEqual([]);
});

test('a session that ended meanwhile gets no claims', async () => {
  const { scene, admin } = await open();
  await using _ = scene;
  const back = await scene.provider.signIn(await begin(scene, admin));
  await scene.app.post('/api/auth/logout', undefined, admin.access_token);
  await scene.browser.comeBack(back);
  const stored = JSON.stringify((await scene.app.snapshot())['sign_in_flows']);
  expect(stored).not.toContain('Ada');
  expect(stored).toContain('invalid_token');
});

test('the same callback again shows the same page, and tests nothing anew', async () => {
  const { scene, admin } = await open();
  await using _ = scene;
  const back = await scene.provider.signIn(await begin(scene, admin));
  await scene.browser.comeBack(back);
  const first = await lastOf(admin);
  await scene.browser.comeBack(back);
  expect(await lastOf(admin)).toEqual(first);
  expect(scene.provider.received('token')).toHaveLength(1);
});

test('a version before this one takes the flow for that of another provider', async () => {
  const { scene, admin } = await open();
  await using _ = scene;
  await begin(scene, admin);
  const flows = await scene.app.database.read
    .selectFrom('sign_in_flows')
    .select(['issuer', 'kind'])
    .execute();
  expect(flows).toEqual([{ issuer: `test:${scene.provider.issuer}`, kind: 'sign_in' }]);
});

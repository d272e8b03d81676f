// A refusal with a sentence of its own names what it says, for programs that show it in another language.
import { afterAll, describe, expect, test } from 'bun:test';
import { refusalReasons } from '../../src/core/refusal-reasons.ts';
import { jpegFile, withSize } from '../support/images/jpeg.ts';
import { upload } from '../support/images/upload.ts';
import { hostileImages } from '../support/hostile-images.ts';
import { addIdentity, addSignedIn, setSetting } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';

const app = await createTestApp({
  RATE_LIMIT: 'off',
  USER_SIGNUP: 'enabled',
  OIDC_CLIENT_ID: 'anchor',
  GITHUB_CLIENT_ID: 'our-client',
  GITHUB_CLIENT_SECRET: 'our-secret',
});
afterAll(() => app[Symbol.asyncDispose]());
const { access_token: bearer } = await addSignedIn(app, { isAdmin: true });

test.each([
  ['/api/admin/settings/registration', { mode: 'enabled' }, 'USER_SIGNUP'],
  ['/api/admin/settings/oidc', { clientId: 'another' }, 'OIDC_CLIENT_ID'],
  ['/api/admin/settings/providers/github', { clientId: 'another' }, 'GITHUB_CLIENT_ID'],
])('a change at %s that is locked names the variable', async (path, json, variable) => {
  const answer = await app.send({ method: 'PATCH', path, json, bearer });
  expect(answer).toMatchObject({
    status: 403,
    body: { code: 'setting_locked', reason: 'locked_by_variable', params: { variable } },
  });
});

test('a provider that is switched off is named', async () => {
  await setSetting(app, 'github.enabled', 'false');
  expect(await app.get('/api/auth/link/github', bearer)).toMatchObject({
    status: 403,
    body: {
      code: 'provider_disabled',
      reason: 'provider_switched_off',
      params: { provider: 'GitHub' },
    },
  });
});

test('an account without a password is led to its provider', async () => {
  const own = await addSignedIn(app, { password: null });
  await addIdentity(app, own.user, 'github');
  const json = { password: 'correct horse battery' };
  expect(await app.post('/api/auth/reauthenticate', json, own.access_token)).toMatchObject({
    status: 400,
    body: { code: 'no_local_password', reason: 'sign_in_at_provider' },
  });
});

describe('a picture', () => {
  test('with too many pixels is told the limit', async () => {
    const answer = await upload(app, bearer, withSize(await jpegFile(), 8000, 5001));
    const params = { maxMegapixels: 40 };
    expect(answer.body).toMatchObject({ reason: 'image_too_many_pixels', params });
  });

  test('that is cut off is damaged', async () => {
    const jpeg = await jpegFile();
    const answer = await upload(app, bearer, jpeg.subarray(0, jpeg.length / 2));
    expect(answer.body).toMatchObject({ code: 'image_invalid', reason: 'image_damaged' });
  });

  test('that would be drawn hundreds of times has too many scans', async () => {
    const drawn = hostileImages.find(({ name }) => name.includes('drawn 400 times'));
    const answer = await upload(app, bearer, drawn?.file ?? Buffer.alloc(0));
    expect(answer.body).toMatchObject({ reason: 'image_too_many_scans' });
  });
});

test.each(Object.keys(refusalReasons))('%s is a name for programs', (reason) => {
  expect(reason).toMatch(/^[a-z]+(?:_[a-z]+)*$/);
});

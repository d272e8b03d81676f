// The keys that sign access tokens, in the panel.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { headerOf, jwtSecret } from '../support/access-token.ts';
import { auditOf } from '../support/audit-lines.ts';
import { captureIfAsked } from '../support/browser.ts';
import { storedKeys } from '../support/es256-token.ts';
import { addSignedIn } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { dialogOf, visitPanel } from './admin-panel.ts';
import { arriveAt, checkLooks, press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const path = '/keys';
/** A day before it signs, the next key is published. */
const env = { SIGNING_KEY_ROTATION: '1d' };

/** The ids and states in the list, from top to bottom. */
function shownKeys(page: Page): Promise<readonly string[]> {
  return page.getByRole('region', { name: 'Keys', exact: true }).locator('strong').allInnerTexts();
}

/** The same of the server: the id and the state, as the page names it. */
async function keysOf(app: TestApp): Promise<string[]> {
  const names = { signing: 'Signing', next: 'Next', retired: 'Retired' };
  return (await app.services.signingKeys.list()).map(({ kid, state }) => kid + names[state]);
}

const lined = (texts: readonly string[]) => texts.map((text) => text.replaceAll(/\s/g, ''));

async function publishNext(app: TestApp, ageMs: number): Promise<void> {
  await addSignedIn(app, { email: 'first@example.com' });
  await app.services.housekeeping.run();
  await app.database.write((trx) =>
    trx
      .updateTable('signing_keys')
      .set((eb) => ({ created_at: eb('created_at', '-', ageMs) }))
      .execute(),
  );
}

const mayRefuse = 'may refuse new ones';

describe('the page of the signing keys', () => {
  test('shows the keys, and lets the next one sign when asked', async () => {
    await using app = await createTestApp(env);
    await publishNext(app, 10 * 60 * 1000);
    await visitPanel(app, { path }, async (page) => {
      await page.getByText('Signs since').waitFor();
      expect(lined(await shownKeys(page))).toEqual(await keysOf(app));
      expect(await keysOf(app)).toEqual([
        expect.stringMatching(/Signing$/),
        expect.stringMatching(/Next$/),
      ]);
      await page.getByText('http://localhost:3000/.well-known/jwks.json').waitFor();
      await press(page, 'Rotate');
      const dialog = dialogOf(page, 'Rotate the signing key?');
      await dialog.getByText('No one is signed out').waitFor();
      expect(await dialog.getByText(mayRefuse).count()).toBe(0);
      await dialog.getByRole('button', { name: 'Rotate' }).click();
      await page.getByText('Another key signs now.').waitFor();
      await page.getByText('Signs no more.').waitFor();
      expect(lined(await shownKeys(page))).toEqual(await keysOf(app));
      expect(await keysOf(app)).toEqual([
        expect.stringMatching(/Signing$/),
        expect.stringMatching(/Retired$/),
      ]);
    });
    expect((await auditOf(app)).join()).toContain('"revoked":false');
  });

  test.each([
    ['no next key is published', null],
    ['the next key was published a moment ago', 0],
  ])('says before a rotation that apps may refuse new tokens, when %s', async (_, ageMs) => {
    await using app = await createTestApp(env);
    if (ageMs !== null) await publishNext(app, ageMs);
    await visitPanel(app, { path }, async (page) => {
      await press(page, 'Rotate');
      await dialogOf(page, 'Rotate the signing key?').getByText(mayRefuse).waitFor();
      await press(page, 'Cancel');
    });
    expect((await storedKeys(app)).map((key) => key.retired_at)).not.toContain(expect.any(Number));
    expect((await auditOf(app)).join()).not.toContain('signing_key.rotated');
  });

  test('revokes all access tokens after saying what that means, and goes on by itself', async () => {
    await using app = await createTestApp(env);
    await publishNext(app, 0);
    const { access_token: token } = await addSignedIn(app);
    await visitPanel(app, { path, expected: /status of 401/ }, async (page) => {
      await press(page, 'Rotate and revoke');
      const dialog = dialogOf(page, 'Revoke all access tokens?');
      await dialog.getByText('every access token from before is refused').waitFor();
      await dialog.getByText('No one is signed out').waitFor();
      await dialog.getByText('for up to five minutes more').waitFor();
      await dialog.getByText('secret.key').waitFor();
      await captureIfAsked(page, 'admin-keys-revoke');
      expect((await app.get('/api/auth/me', token)).status).toBe(200);
      await dialog.getByRole('button', { name: 'Rotate and revoke' }).click();
      await page.getByText('All access tokens from before are refused.').waitFor();
      expect((await app.get('/api/auth/me', token)).status).toBe(401);
      await page.getByRole('link', { name: 'Audit log' }).click();
      await page
        .getByText('margaret@example.com revoked the keys that signed access tokens')
        .waitFor();
    });
    const [key, ...others] = await storedKeys(app);
    expect(others).toEqual([]);
    expect(key?.kid).not.toBe(String(headerOf(token)['kid']));
  });

  test('keeps the question open when the server could not be asked', async () => {
    await using app = await createTestApp();
    await visitPanel(app, { path, expected: /Failed to load/ }, async (page) => {
      await press(page, 'Rotate');
      await page.route('**/keys/rotate', (route) => route.abort());
      const dialog = dialogOf(page, 'Rotate the signing key?');
      await dialog.getByRole('button', { name: 'Rotate' }).click();
      await dialog.getByText('The server cannot be reached.').waitFor();
    });
    expect(await storedKeys(app)).toHaveLength(1);
  });

  test('says with HS256 why there are no keys, and what to set', async () => {
    await using app = await createTestApp({ JWT_SECRET: jwtSecret });
    await visitPanel(app, { path }, async (page) => {
      await page.getByText('This server signs with a secret (HS256)').waitFor();
      await page.getByText('ACCESS_TOKEN_ALG=ES256').waitFor();
      expect(await page.getByRole('button', { name: 'Rotate' }).count()).toBe(0);
      const link = page.getByRole('link', { name: 'Signing keys in the handbook' });
      expect(await link.getAttribute('href')).toBe('/docs/handbook/security#signing-keys');
      await link.click();
      await page.getByRole('heading', { name: 'Signing keys' }).waitFor();
    });
  });

  test('links to no handbook where there is none', async () => {
    await using app = await createTestApp({ DOCS: 'off' });
    await visitPanel(app, { path }, async (page) => {
      await page.getByText('Signs since').waitFor();
      expect(await page.getByText('in the handbook').count()).toBe(0);
    });
  });
});

test.each([320, 375, 1280])(
  'the page of the signing keys can be read at %d pixels',
  async (width) => {
    await using app = await createTestApp(env);
    await publishNext(app, 0);
    await app.services.signingKeys.rotate(false, null);
    await app.services.housekeeping.run();
    await visitPanel(app, { path, width }, async (page) => {
      await arriveAt(page, 'Signing keys');
      await page.getByText('Signs no more.').waitFor();
      await checkLooks(page, 'admin-keys', width);
      await press(page, 'Rotate and revoke');
      await dialogOf(page, 'Revoke all access tokens?').waitFor();
      await checkLooks(page, 'admin-keys-revoke', width);
    });
  },
);

test.each([375, 1280])(
  'the page of a server without keys can be read at %d pixels',
  async (width) => {
    await using app = await createTestApp({ JWT_SECRET: jwtSecret });
    await visitPanel(app, { path, width }, async (page) => {
      await page.getByText('This server signs with a secret (HS256)').waitFor();
      await checkLooks(page, 'admin-keys-none', width);
    });
  },
);

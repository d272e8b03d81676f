import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { pngFile } from '../support/images/png.ts';
import { addIdentity, addSignedIn, password, startSession } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { checkPage, fill, press, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const path = '/account';

async function me(app: TestApp, bearer: string): Promise<Record<string, unknown>> {
  return (await app.get('/api/auth/me', bearer)).body as Record<string, unknown>;
}

/** Answers the question that a button asks. */
async function agree(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

describe('on the account page people', () => {
  test('change their name', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app, { name: 'Ada Lovelace' });
    await visitAs({ origin, path, person }, async (page) => {
      await fill(page, { Name: 'Ada King' });
      await press(page, 'Save');
      await page.getByText('Your name is saved.').waitFor();
      expect(await me(app, person.access_token)).toMatchObject({ name: 'Ada King' });
      await fill(page, { Name: '' });
      await press(page, 'Save');
      await page.getByText('Please enter your name.').waitFor();
    });
  });

  test('choose the part of a picture to show, by keyboard too, and remove it', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app);
    await visitAs({ origin, path, person }, async (page) => {
      const file = Buffer.from(pngFile({ width: 60, height: 30 }));
      const picture = { name: 'me.png', mimeType: 'image/png', buffer: file };
      await page.getByLabel('Picture file').setInputFiles(picture);
      const canvas = page.getByRole('img', { name: /^Your picture/ });
      await canvas.press('ArrowLeft');
      await page.getByLabel('Zoom').press('ArrowRight');
      await checkPage(page);
      await press(page, 'Save picture');
      await page.getByText('Your picture is saved.').waitFor();
      await page.locator('.avatar.large img').waitFor();
      const { profileImage } = await me(app, person.access_token);
      expect(profileImage).toStartWith('/uploads/profiles/');
      const bytes = await (await fetch(origin + String(profileImage))).bytes();
      const { height, width } = await new Bun.Image(bytes).metadata();
      expect({ height, width }).toEqual({ height: 512, width: 512 });
      await press(page, 'Remove');
      await agree(page, 'Remove');
      await page.getByText('Your picture is removed.').waitFor();
      expect(await me(app, person.access_token)).toMatchObject({ profileImage: null });
    });
  });

  test('hear when a file is no picture', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app);
    await visitAs({ origin, path, person }, async (page) => {
      const file = { name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('no picture') };
      await page.getByLabel('Picture file').setInputFiles(file);
      await page.getByText('Your browser cannot read this image.').waitFor();
    });
  });

  test('change their password and stay signed in here alone', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app);
    const other = await startSession(app, person.user);
    const expected = /status of 40[13]/;
    await visitAs({ origin, path, person, expected }, async (page) => {
      await fill(page, { 'Current password': 'wrong password', 'New password': 'another battery' });
      await press(page, 'Change password');
      await page.getByText('The current password is wrong.').waitFor();
      await fill(page, { 'Current password': password });
      await press(page, 'Change password');
      await page.getByText('Your password is changed.').waitFor();
      expect(await page.getByLabel('New password', { exact: true }).inputValue()).toBe('');
      expect((await app.get('/api/auth/me', other.access_token)).status).toBe(401);
      await page.reload();
      await page.getByText('This device').waitFor();
    });
  });

  test('without a password see who manages it', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app, { password: null });
    await addIdentity(app, person.user, 'oidc');
    await visitAs({ origin, path, person }, async (page) => {
      await page.getByText('Your identity provider manages it.').waitFor();
      await page.getByText('Switched off on this server').waitFor();
      expect(await page.getByLabel('New password').count()).toBe(0);
      expect(await page.getByRole('button', { name: /^Unlink/ }).count()).toBe(0);
    });
  });

  test('see where they are signed in, and end it', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app);
    const others = [await startSession(app, person.user), await startSession(app, person.user)];
    await startSession(app, person.user);
    await visitAs({ origin, path, person }, async (page) => {
      const ends = page.getByRole('button', { name: 'Sign out test' });
      await ends.first().waitFor();
      expect(await ends.count()).toBe(3);
      await ends.first().click();
      await page.getByRole('dialog').press('Escape');
      await ends.first().click();
      await agree(page, 'Sign out');
      await page.getByText('test is signed out.').waitFor();
      expect(await ends.count()).toBe(2);
      await press(page, 'Sign out everywhere else');
      await agree(page, 'Sign out everywhere else');
      await page.getByText('You are signed out everywhere else.').waitFor();
      expect(await ends.count()).toBe(0);
      for (const { access_token: bearer } of others) {
        expect((await app.get('/api/auth/me', bearer)).status).toBe(401);
      }
    });
  });

  test('create, replace and revoke their API token', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app);
    await visitAs({ origin, path, person }, async (page) => {
      await page.getByText('Show API tokens').click();
      await press(page, 'Create token without a name');
      const code = page.getByRole('group', { name: 'API token' });
      const first = await code.innerText();
      expect((await me(app, first))['email']).toBe(person.user.email);
      await page.getByRole('button', { name: 'Copy API token' }).click();
      await page.getByRole('button', { name: 'API token: copied' }).waitFor();
      await press(page, 'Replace');
      await agree(page, 'Replace');
      await page.getByText('The old one no longer works.').waitFor();
      expect(await code.innerText()).not.toBe(first);
      expect((await app.get('/api/auth/me', first)).status).toBe(401);
      await page.reload();
      await page.getByText('Show API tokens').click();
      await press(page, 'Show');
      await code.waitFor();
      await press(page, 'Revoke');
      await agree(page, 'Revoke');
      await page.getByText('You have none.').waitFor();
    });
  });

  test('choose their language, which their account keeps', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app);
    await visitAs({ origin, path, person }, async (page) => {
      const choice = page.getByRole('region', { name: 'Language and appearance' });
      const select = choice.getByRole('combobox', { name: 'Language' });
      await select.selectOption('en');
      await page.getByText('Your language is saved.').waitFor();
      expect(await me(app, person.access_token)).toMatchObject({ language: 'en' });
      await page.evaluate('localStorage.removeItem("anchor-auth.language")');
      await page.reload();
      await page.getByText('This device').waitFor();
      // The account says so, not this browser.
      expect(await select.inputValue()).toBe('en');
      await select.selectOption('');
      await page.waitForResponse('**/api/auth/profile');
      expect(await me(app, person.access_token)).toMatchObject({ language: null });
    });
  });

  test('choose light or dark, here or in the footer, and find it again', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app);
    await visitAs({ origin, path, person }, async (page) => {
      const [here, footer] = [page.getByLabel('Theme').first(), page.getByLabel('Theme').last()];
      await here.selectOption('dark');
      expect(await footer.inputValue()).toBe('dark');
      await checkPage(page);
      await page.reload();
      await page.getByText('This device').waitFor();
      expect(await here.inputValue()).toBe('dark');
      const theme = 'document.documentElement.dataset.theme';
      expect(await page.evaluate<string>(theme)).toBe('dark');
      await footer.selectOption('system');
      expect(await page.evaluate<string | undefined>(theme)).toBeUndefined();
    });
  });

  test('who write no scripts see no token, and those who do find where to read more', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app);
    await visitAs({ origin, path, person, width: 320 }, async (page) => {
      await page.getByText('This device').waitFor();
      expect(await page.getByRole('button', { name: /token/i }).count()).toBe(0);
      await page.getByText('Show API tokens').press('Enter');
      await press(page, 'Create token without a name');
      await page.getByRole('group', { name: 'Command' }).waitFor();
      await checkPage(page);
      const section = page.getByRole('region', { name: 'For developers' });
      const links = await section.getByRole('link').all();
      const paths = await Promise.all(links.map((link) => link.getAttribute('href')));
      expect(paths).toEqual(['/docs', '/docs/handbook/apps']);
    });
  });

  test('hear what came of linking, and nothing that the link says itself', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app);
    const bad = `${path}?error=Call%20me&error_code=identity_taken`;
    await visitAs({ origin, path: bad, person }, async (page) => {
      await page
        .getByText('This account at the provider is linked to another account here.')
        .waitFor();
      expect(await page.locator('body').innerText()).not.toContain('Call me');
      expect(page.url()).toBe(origin + path);
      await page.getByText('This device').waitFor();
      await page.goto(`${origin}${path}?linked=github`);
      await page.getByText('You can sign in with GitHub from now on.').waitFor();
    });
  });
});

// API tokens with a name, on the account page and in the panel.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { formatId } from '../../src/core/uuid.ts';
import { languages } from '../../src/core/languages.ts';
import { expireToken, listTokens, makeToken } from '../support/api-tokens.ts';
import { addSignedIn, changePerson } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { visitPanel } from './admin-panel.ts';
import { checkLooks, checkPage, press, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const path = '/account';
const dialogOf = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true });

async function open(page: Page): Promise<void> {
  await page.getByText('Show API tokens').click();
  await page.getByRole('button', { name: 'New API token' }).waitFor();
}

const status = async (app: TestApp, token: string, at = '/api/auth/me') =>
  (await app.get(at, token)).status;

describe('people', () => {
  test('make a token, see it once, rename and extend it, and revoke it', async () => {
    await using app = await createTestApp();
    const person = await addSignedIn(app);
    await visitAs({ origin: app.listen(), path, person, width: 375 }, async (page) => {
      await open(page);
      await page.getByText('You have no API tokens with a name yet.').waitFor();
      await press(page, 'New API token');
      const dialog = dialogOf(page, 'New API token');
      await dialog.waitFor();
      // Who is no administrator cannot give what administrators may do.
      expect(await dialog.getByRole('checkbox').count()).toBe(2);
      expect(await dialog.getByLabel('Expires').inputValue()).toBe('90');
      await dialog.getByLabel('Name', { exact: true }).fill('Backup script');
      await dialog.getByLabel('Change the profile').check();
      await checkPage(page);
      await dialog.getByRole('button', { name: 'Create' }).click();
      const made = dialogOf(page, 'API token Backup script is ready');
      await made.getByText('Copy the token now. It is not shown again.').waitFor();
      await page.keyboard.press('Escape');
      const token = await made.getByRole('group', { name: 'API token' }).innerText();
      await checkPage(page);
      await made.getByRole('button', { name: 'I have copied it' }).click();
      await made.waitFor({ state: 'detached' });
      expect(await status(app, token)).toBe(200);
      const row = page.getByRole('listitem').filter({ hasText: 'Backup script' });
      const text = await row.innerText();
      for (const part of [token.slice(0, 9), 'Read the account · Change the profile']) {
        expect(text).toContain(part);
      }
      expect(text).toMatch(/Created now · Expires on .* · Never used/);
      expect(await page.locator('body').innerText()).not.toContain(token);

      const [before] = await listTokens(app, person.access_token);
      await press(page, 'Edit Backup script');
      const edit = dialogOf(page, 'Edit Backup script');
      await edit.getByLabel('Name', { exact: true }).fill('Nightly backup');
      await edit.getByLabel('Expires').selectOption('365');
      await edit.getByRole('button', { name: 'Save' }).click();
      await page.getByText('API token Nightly backup is saved.').waitFor();
      const [changed] = await listTokens(app, person.access_token);
      expect(changed?.name).toBe('Nightly backup');
      expect(String(changed?.expiresAt) > String(before?.expiresAt)).toBe(true);

      await press(page, 'Revoke Nightly backup');
      await dialogOf(page, 'Revoke Nightly backup?')
        .getByRole('button', { name: 'Revoke' })
        .click();
      await page.getByText('Nightly backup is revoked.').waitFor();
      await page.getByText('You have no API tokens with a name yet.').waitFor();
      expect(await status(app, token)).toBe(401);
    });
  });

  test('hear what is missing, and that a name is taken', async () => {
    await using app = await createTestApp();
    const person = await addSignedIn(app);
    await makeToken(app, person.access_token, { name: 'Backup' });
    await visitAs({ origin: app.listen(), path, person, expected: /409/ }, async (page) => {
      await open(page);
      await press(page, 'New API token');
      const dialog = dialogOf(page, 'New API token');
      const create = dialog.getByRole('button', { name: 'Create' });
      await create.click();
      await dialog.getByText('Please give it a name.').waitFor();
      await dialog.getByLabel('Name', { exact: true }).fill('backup');
      await dialog.getByLabel('Read the account').uncheck();
      await create.click();
      await dialog.getByText('Please choose what the token may do.').waitFor();
      await dialog.getByLabel('Read the account').check();
      await create.click();
      await dialog.getByText('You have an API token with this name already.').waitFor();
      await dialog.getByLabel('Name', { exact: true }).fill('Other');
      await dialog.getByLabel('Expires').selectOption('never');
      await create.click();
      await dialogOf(page, 'API token Other is ready').waitFor();
      const [made] = await listTokens(app, person.access_token);
      expect(made).toMatchObject({ name: 'Other', expiresAt: null });
    });
  });

  test('who signed in a while ago confirm that it is them, and keep what they typed', async () => {
    await using app = await createTestApp();
    const person = await addSignedIn(app);
    await app.database.write((trx) =>
      trx
        .updateTable('sessions')
        .set({ created_at: Date.now() - 3_600_000 })
        .execute(),
    );
    await visitAs({ origin: app.listen(), path, person, expected: /403/ }, async (page) => {
      await open(page);
      await press(page, 'New API token');
      const dialog = dialogOf(page, 'New API token');
      await dialog.getByLabel('Name', { exact: true }).fill('Backup');
      await dialog.getByRole('button', { name: 'Create' }).click();
      const question = dialogOf(page, 'Please confirm it is you');
      await question.getByLabel('Password', { exact: true }).fill('correct horse battery');
      await question.getByRole('button', { name: 'Continue' }).click();
      await dialogOf(page, 'API token Backup is ready').waitFor();
    });
  });

  test('see which token has expired, and revive it', async () => {
    await using app = await createTestApp();
    const person = await addSignedIn(app);
    const made = await makeToken(app, person.access_token, { name: 'Old', expiresInDays: 7 });
    await expireToken(app, made);
    await visitAs({ origin: app.listen(), path, person }, async (page) => {
      await open(page);
      const row = page.getByRole('listitem').filter({ hasText: 'Old' });
      await row.getByText('Expired', { exact: true }).waitFor();
      await press(page, 'Edit Old');
      const edit = dialogOf(page, 'Edit Old');
      await edit.getByLabel('Expires').selectOption('30');
      await edit.getByRole('button', { name: 'Save' }).click();
      await page.getByText('API token Old is saved.').waitFor();
      expect(await row.getByText('Expired', { exact: true }).count()).toBe(0);
      expect(await status(app, made.token)).toBe(200);
    });
  });

  test('who are administrators give what administrators may do', async () => {
    await using app = await createTestApp();
    const person = await addSignedIn(app, { isAdmin: true });
    await visitAs({ origin: app.listen(), path, person }, async (page) => {
      await open(page);
      await press(page, 'New API token');
      const dialog = dialogOf(page, 'New API token');
      await dialog.getByLabel('Name', { exact: true }).fill('Provisioning');
      await dialog.getByLabel('Read the account').uncheck();
      await dialog.getByLabel('Manage users').check();
      await checkLooks(page, 'new-token', 1280);
      await dialog.getByRole('button', { name: 'Create' }).click();
      const made = dialogOf(page, 'API token Provisioning is ready');
      await made.getByText('Try it in a terminal:').waitFor();
      const token = await made.getByRole('group', { name: 'API token' }).innerText();
      expect(await status(app, token, '/api/admin/users')).toBe(200);
    });
  });
});

test('administrators see and revoke the tokens of a user', async () => {
  await using app = await createTestApp();
  const own = await addSignedIn(app, { name: 'Grace Hopper' });
  const [first, second] = [
    await makeToken(app, own.access_token, { name: 'Backup' }),
    await makeToken(app, own.access_token, { name: 'Report' }),
  ];
  await app.post('/api/auth/api-token/regenerate', undefined, own.access_token);
  await visitPanel(app, { path: `/users/${formatId(own.user.id)}` }, async (page) => {
    const part = page.getByRole('region', { name: 'API tokens', exact: true });
    await part.getByText('Backup').waitFor();
    expect(await part.getByRole('listitem').count()).toBe(3);
    await checkPage(page);
    await press(page, 'Revoke Backup');
    await dialogOf(page, 'Revoke Backup?').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('Backup is revoked.').waitFor();
    expect([await status(app, first.token), await status(app, second.token)]).toEqual([401, 200]);
    await press(page, 'Revoke all');
    const question = dialogOf(page, 'Revoke all API tokens of Grace Hopper?');
    await question.getByRole('button', { name: 'Revoke all' }).click();
    await page.getByText('All API tokens of Grace Hopper are revoked.').waitFor();
    await part.getByText('This user has no API tokens.').waitFor();
    expect(await status(app, second.token)).toBe(401);
  });
});

test.each([...languages])('the list and the dialog fit in %s', async (language) => {
  await using app = await createTestApp();
  const person = await addSignedIn(app, { isAdmin: true });
  await changePerson(app, person.user, { language });
  await makeToken(app, person.access_token, {
    name: 'Nightly backup of the family photos',
    scopes: ['me', 'profile', 'admin:read', 'admin:users'],
    expiresInDays: 90,
  });
  await app.post('/api/auth/api-token/regenerate', undefined, person.access_token);
  await visitAs({ origin: app.listen(), path, person, width: 375 }, async (page) => {
    await page.locator('details.developer summary').click();
    await page.locator('.legacy-token').waitFor();
    await checkLooks(page, `tokens-${language}`, 375);
    await page.locator('.developer-body .button.primary').click();
    await page.getByRole('dialog').waitFor();
    await checkLooks(page, `new-token-${language}`, 375);
  });
});

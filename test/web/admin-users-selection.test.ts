// Several users of the list are changed at once.
import { expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { captureIfAsked } from '../support/browser.ts';
import { addPerson } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { dialogOf, visitPanel } from './admin-panel.ts';
import { checkPage, press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });

test('several users are disabled, enabled, approved and deleted at once', async () => {
  await using app = await createTestApp();
  for (const name of ['Ada', 'Barbara']) await addPerson(app, { name });
  await addPerson(app, { name: 'Grace', status: 'pending' });
  await visitPanel(app, { path: '/users' }, async (page) => {
    await page.getByLabel('Select Ada').check();
    await page.getByLabel('Select Barbara').check();
    await page.getByText('2 selected').waitFor();
    await checkPage(page);
    await captureIfAsked(page, 'admin-users-selected');
    await press(page, 'Disable');
    await dialogOf(page, 'Disable 2 users?').getByRole('button', { name: 'Disable' }).click();
    await page.getByText('2 users were disabled.').waitFor();
    expect(await statuses(app)).toMatchObject({ Ada: 'disabled', Barbara: 'disabled' });
    await page.getByText('2 selected').waitFor({ state: 'detached' });
    await page.getByLabel('Select Ada').check();
    await press(page, 'Enable');
    await page.getByText('1 user was enabled.').waitFor();
    expect(await statuses(app)).toMatchObject({ Ada: 'active', Barbara: 'disabled' });
    await page.getByLabel('Select Grace').check();
    await press(page, 'Approve');
    await page.getByText('1 user was approved.').waitFor();
    await page.getByLabel('Select Grace').check();
    await press(page, 'Delete');
    await dialogOf(page, 'Delete 1 user?').getByRole('button', { name: 'Cancel' }).click();
    expect(await statuses(app)).toMatchObject({ Grace: 'active' });
    await press(page, 'Delete');
    await dialogOf(page, 'Delete 1 user?').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('1 user was deleted.').waitFor();
    await link(page, 'Grace').waitFor({ state: 'detached' });
  });
  expect(await statuses(app)).not.toHaveProperty('Grace');
});

test('an act on all users of the page tells which were refused, and why', async () => {
  await using app = await createTestApp();
  const ada = await addPerson(app, { name: 'Ada' });
  await addPerson(app, { name: 'Barbara' });
  await visitPanel(app, { path: '/users' }, async (page) => {
    await page.getByLabel('Select all users on this page').check();
    await page.getByText('3 selected').waitFor();
    await app.services.accounts.remove(ada.id, null);
    await press(page, 'Disable');
    await dialogOf(page, 'Disable 3 users?').getByRole('button', { name: 'Disable' }).click();
    const report = page.getByRole('status').filter({ hasText: '2 users were not changed:' });
    await report.getByText('1 user was disabled.').waitFor();
    await report.getByText('Margaret Hamilton: This is your own account.').waitFor();
    await report.getByText('Ada: This account is gone.').waitFor();
    await checkPage(page);
    await report.getByRole('button', { name: 'Close' }).click();
    await report.waitFor({ state: 'detached' });
  });
  expect(await statuses(app)).toMatchObject({ 'Margaret Hamilton': 'active', Barbara: 'disabled' });
});

test('the selection knows all, some and none, and is left by a button', async () => {
  await using app = await createTestApp();
  await addPerson(app, { name: 'Ada' });
  await visitPanel(app, { path: '/users' }, async (page) => {
    const all = page.getByLabel('Select all users on this page').first();
    await page.getByLabel('Select Ada').check();
    await page.locator('thead input:indeterminate').waitFor();
    await page.getByLabel('Select Margaret Hamilton').check();
    expect(await all.isChecked()).toBe(true);
    await press(page, 'Clear selection');
    expect(await all.isChecked()).toBe(false);
    await page.getByRole('region', { name: 'Selected users' }).waitFor({ state: 'detached' });
  });
});

async function statuses(app: TestApp): Promise<Record<string, string>> {
  const rows = await app.database.read.selectFrom('users').select(['name', 'status']).execute();
  return Object.fromEntries(rows.map(({ name, status }) => [name, status]));
}

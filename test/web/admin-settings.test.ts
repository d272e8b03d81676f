import { expect, setDefaultTimeout, test } from 'bun:test';
import { captureIfAsked } from '../support/browser.ts';
import { createTestApp } from '../support/test-app.ts';
import { visitPanel } from './admin-panel.ts';
import { checkPage, press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

test('the registration mode is chosen by keyboard and kept', async () => {
  await using app = await createTestApp();
  await visitPanel(app, { path: '/registration' }, async (page) => {
    await page.getByRole('radio', { name: 'Open' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('form', { name: 'Who can sign up' }).getByRole('button').press('Enter');
    await page.getByText('Saved. New sign-ups follow this from now on.').waitFor();
    await page.reload();
    await page.getByRole('radio', { name: 'With approval' }).waitFor();
    expect(await page.getByRole('radio', { name: 'With approval' }).isChecked()).toBe(true);
  });
  expect((await app.services.admin.registration()).mode).toBe('review');
});

test('a registration mode of the environment is shown, with the name of its variable', async () => {
  await using app = await createTestApp({ USER_SIGNUP: 'disabled' });
  await visitPanel(app, { path: '/registration' }, async (page) => {
    await page.getByText('Set in the environment by USER_SIGNUP').waitFor();
    const closed = page.getByRole('radio', { name: 'Closed' });
    expect(await closed.isChecked()).toBe(true);
    expect(await closed.isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
    await checkPage(page);
    await captureIfAsked(page, 'admin-registration-locked');
  });
});

test('strict passwords are switched on and off', async () => {
  await using app = await createTestApp();
  const isStrict = async () => (await app.services.admin.passwordPolicy()).strict;
  await visitPanel(app, { path: '/registration' }, async (page) => {
    const strict = page.getByRole('switch', { name: 'Strict passwords' });
    await strict.click();
    await page.getByText('Strict passwords are on.').waitFor();
    expect(await strict.isChecked()).toBe(true);
    expect(await isStrict()).toBe(true);
    await strict.press('Space');
    await page.getByText('Strict passwords are off.').waitFor();
    expect(await strict.isChecked()).toBe(false);
    expect(await isStrict()).toBe(false);
  });
});

test('a switch stays where it was when the server could not be asked', async () => {
  await using app = await createTestApp();
  const expected = /Failed to load/;
  await visitPanel(app, { path: '/registration', expected }, async (page) => {
    const strict = page.getByRole('switch', { name: 'Strict passwords' });
    await strict.waitFor();
    await page.route('**/password-policy', (route) => route.abort());
    await strict.click();
    await page.getByText('The server cannot be reached.').waitFor();
    expect(await strict.isChecked()).toBe(false);
  });
});

test('a password policy of the environment is shown, with the name of its variable', async () => {
  await using app = await createTestApp({ ENABLE_PASSWORD_VALIDATION: 'true' });
  await visitPanel(app, { path: '/registration' }, async (page) => {
    await page.getByText('Set in the environment by ENABLE_PASSWORD_VALIDATION').waitFor();
    const strict = page.getByRole('switch', { name: 'Strict passwords' });
    expect(await strict.isChecked()).toBe(true);
    expect(await strict.isDisabled()).toBe(true);
  });
});

test('a list that could not be loaded says so, and loads when asked again', async () => {
  await using app = await createTestApp();
  const expected = /Failed to load/;
  await visitPanel(app, { path: '', expected }, async (page) => {
    await page.route('**/api/admin/users/pending', (route) => route.abort());
    await page.getByRole('link', { name: 'Waiting', exact: true }).click();
    await page.getByText('The server cannot be reached.').waitFor();
    await page.unroute('**/api/admin/users/pending');
    await press(page, 'Try again');
    await page.getByText('No requests are waiting').waitFor();
  });
});

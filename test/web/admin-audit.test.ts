import { expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { createTestApp } from '../support/test-app.ts';
import { populate, visitPanel } from './admin-panel.ts';
import { press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const lines = (page: Page) => page.locator('summary');

test('the log is narrowed to an event and to a person, and an entry tells all', async () => {
  await using app = await createTestApp();
  const { ada } = await populate(app);
  await app.services.accounts.update(ada.id, { isAdmin: true, name: 'Ada King' }, null);
  await visitPanel(app, { path: '/audit' }, async (page) => {
    await page.getByText('changed: name, role · administrator now').waitFor();
    await page.getByLabel('Event', { exact: true }).selectOption('Sign-in failed');
    await page.waitForURL(/event=session.failed/);
    await lines(page).getByText('Account changed').waitFor({ state: 'detached' });
    expect(await lines(page).count()).toBe(2);

    await page.getByLabel('Find a person').fill('ada k');
    await page.getByRole('button', { name: /Ada King/ }).click();
    await lines(page).getByText('nobody@example.com').waitFor({ state: 'detached' });
    expect(await lines(page).allInnerTexts()).toEqual([expect.stringContaining('ada@example.com')]);
    expect(await page.evaluate<string>('document.activeElement.textContent')).toContain('ada@');
    await lines(page).press('Enter');
    await page.getByText('session.failed', { exact: true }).waitFor();

    await press(page, 'Show all users, not only ada@example.com');
    await lines(page).getByText('nobody@example.com').waitFor();
    await page.goBack();
    await lines(page).getByText('nobody@example.com').waitFor({ state: 'detached' });
  });
});

test('a log without such entries says so and leads back', async () => {
  await using app = await createTestApp();
  await visitPanel(app, { path: '/audit?event=identity.unlinked' }, async (page) => {
    await page.getByText('No such entries').waitFor();
    await page.getByRole('link', { name: 'Show the whole log' }).click();
    await page.getByText('Nothing has happened yet').waitFor();
  });
});

test('the overview tells what needs a look, and what happened', async () => {
  await using app = await createTestApp({ DISABLE_INTERNAL_AUTH: 'true' });
  await app.post('/api/auth/login', { email: 'eve@example.com', password: 'wrong password' });
  await visitPanel(app, { path: '' }, async (page) => {
    await page.getByText('There is only one administrator').waitFor();
    await page.getByText('Passwords still work').waitFor();
    const events = page.getByRole('region', { name: 'Security events' });
    await events.getByText('eve@example.com').waitFor();
    const newest = page.getByRole('region', { name: 'Newest accounts' });
    await newest.getByRole('link', { name: 'Margaret Hamilton' }).click();
    await page.waitForURL(/\/admin\/users\?search=margaret%40example.com/);
    await page.getByRole('button', { name: 'Margaret Hamilton' }).waitFor();
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Users');
    expect(await page.title()).toBe('Users · Administration · anchor-auth');
  });
});

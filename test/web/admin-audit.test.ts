import { expect, setDefaultTimeout, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { formatId } from '../../src/core/uuid.ts';
import { recordEntry } from '../../src/features/audit/service.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { populate, visitPanel } from './admin-panel.ts';
import { press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const lines = (page: Page) => page.locator('summary');

const dayMs = 86_400_000;

/** A failed sign-in some days ago. */
async function failedBefore(app: TestApp, days: number, email: string): Promise<void> {
  await app.database.write(async (trx) => {
    await recordEntry(trx, {
      event: 'session.failed',
      outcome: 'failure',
      actor: null,
      target: { id: null, email },
      origin: null,
      details: { reason: 'invalid_credentials' },
    });
    const at = Date.now() - days * dayMs;
    await trx.updateTable('audit_log').set({ at }).where('target_email', '=', email).execute();
  });
}

test('the log is narrowed to an event and to a person, and an entry tells all', async () => {
  await using app = await createTestApp();
  const { ada } = await populate(app);
  await app.services.accounts.update(ada.id, { isAdmin: true, name: 'Ada King' }, null);
  await visitPanel(app, { path: '/audit' }, async (page) => {
    await page.getByText('The command line changed the account ada@example.com').waitFor();
    await page.getByText('Name changed · Now an administrator').waitFor();
    await page.getByLabel('Event', { exact: true }).selectOption('Sign-in failed');
    await page.waitForURL(/event=session.failed/);
    await lines(page).getByText('changed the account').waitFor({ state: 'detached' });
    expect(await lines(page).count()).toBe(2);

    await page.getByLabel('Find a person').fill('ada k');
    await page.getByRole('button', { name: /Ada King/ }).click();
    await lines(page).getByText('nobody@example.com').waitFor({ state: 'detached' });
    expect(await lines(page).allInnerTexts()).toEqual([
      expect.stringContaining(
        'ada@example.com could not sign in\nWrong e-mail address or password',
      ),
    ]);
    expect(await page.evaluate<string>('document.activeElement.textContent')).toContain('ada@');
    await lines(page).press('Enter');
    await page.getByText('session.failed', { exact: true }).waitFor();

    await press(page, 'Show all accounts, not only ada@example.com');
    await lines(page).getByText('nobody@example.com').waitFor();
    await page.goBack();
    await lines(page).getByText('nobody@example.com').waitFor({ state: 'detached' });
  });
});

test('a log without such entries says so and leads back', async () => {
  await using app = await createTestApp();
  await visitPanel(app, { path: '/audit?event=identity.unlinked' }, async (page) => {
    await page.getByText('No entries match').waitFor();
    await page.getByRole('link', { name: 'Show the whole log' }).click();
    await page.getByText('No entries yet').waitFor();
  });
});

test('a log that is limited to a person without such entries names the person', async () => {
  await using app = await createTestApp();
  const { ada } = await populate(app);
  const path = `/audit?event=identity.unlinked&user=${formatId(ada.id)}`;
  await visitPanel(app, { path }, async (page) => {
    await page.getByText('No entries match').waitFor();
    await press(page, 'Show all accounts, not only ada@example.com');
    await page.waitForURL(/event=identity.unlinked$/);
  });
});

test('the log shows its days, newest first, and is limited to a time', async () => {
  await using app = await createTestApp();
  await failedBefore(app, 20, 'old@example.com');
  await failedBefore(app, 3, 'recent@example.com');
  await failedBefore(app, 0, 'new@example.com');
  await visitPanel(app, { path: '/audit' }, async (page) => {
    await lines(page).getByText('old@example.com').waitFor();
    const days = await page.getByRole('heading', { level: 2 }).allTextContents();
    expect(days).toEqual([
      expect.stringContaining('Today, '),
      new Date(Date.now() - 3 * dayMs).toLocaleDateString('en', { dateStyle: 'full' }),
      new Date(Date.now() - 20 * dayMs).toLocaleDateString('en', { dateStyle: 'full' }),
    ]);
    await page.getByLabel('Time', { exact: true }).selectOption('Last 7 days');
    await page.waitForURL(/period=week/);
    await lines(page).getByText('old@example.com').waitFor({ state: 'detached' });
    expect(await lines(page).count()).toBe(2);
    await page.getByLabel('Time', { exact: true }).selectOption('From … to …');
    await lines(page).getByText('old@example.com').waitFor();
    const day = new Date(Date.now() - 3 * dayMs).toISOString().slice(0, 10);
    await page.getByLabel('From', { exact: true }).fill(day);
    await lines(page).getByText('old@example.com').waitFor({ state: 'detached' });
    await page.getByLabel('To', { exact: true }).fill(day);
    await lines(page).getByText('new@example.com').waitFor({ state: 'detached' });
    expect(await lines(page).count()).toBe(1);
    await page.reload();
    await lines(page).getByText('recent@example.com').waitFor();
    expect(await lines(page).count()).toBe(1);
    expect(await page.getByLabel('To', { exact: true }).inputValue()).toBe(day);
  });
});

test('the log is limited to failures, and what it shows is saved as a file', async () => {
  await using app = await createTestApp();
  await populate(app);
  await visitPanel(app, { path: '/audit' }, async (page) => {
    await lines(page).getByText('changed the settings of').waitFor();
    await page.getByLabel('Failures only').check();
    await page.waitForURL(/outcome=failure/);
    await lines(page).getByText('changed the settings of').waitFor({ state: 'detached' });
    expect(await lines(page).count()).toBe(2);
    const saving = page.waitForEvent('download');
    await press(page, 'Download CSV');
    const file = await saving;
    expect(file.suggestedFilename()).toMatch(/^audit-\d{4}-\d{2}-\d{2}\.csv$/);
    const rows = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(rows.map((row) => row.split(',')[2])).toEqual([
      'event',
      'session.failed',
      'session.failed',
    ]);
  });
});

test('the log names the provider as it is configured, and says only what changed', async () => {
  await using app = await createTestApp();
  await populate(app);
  await visitPanel(app, { path: '/audit?event=setting.changed' }, async (page) => {
    await page.getByText('changed the settings of Pocket ID').waitFor();
    expect(await lines(page).count()).toBe(1);
    expect(await lines(page).innerText()).toContain('Shown on the sign-in page');
    expect(await lines(page).innerText()).toContain('Issuer URL: https://id.example.com');
    expect(await lines(page).innerText()).not.toContain('never to be seen');
  });
});

// What the overview tells an administrator to do next, and when it is silent.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { recordEntry } from '../../src/features/audit/service.ts';
import { addAdmin } from '../admin/administrator.ts';
import { settle } from '../support/browser.ts';
import { addSignedIn } from '../support/people.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';
import { dialogOf, populate, visitPanel } from './admin-panel.ts';
import { checkLooks, press, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const dayMs = 86_400_000;

const list = (page: Page) => page.getByRole('region', { name: 'First steps' });

/** Waits until this many of the six steps are done. */
async function reach(page: Page, done: number): Promise<void> {
  await list(page).getByText(`${done} of 6`, { exact: true }).waitFor();
}

async function makeBackup(app: TestApp): Promise<void> {
  const made = { event: 'backup.made', outcome: 'success', actor: null, target: null } as const;
  await app.database.write((trx) => recordEntry(trx, { ...made, origin: null }));
}

const ticks = [
  'Keep it open to anyone',
  'This address is right',
  'Use passwords only',
  'One is enough',
  'I have my own backups',
  'My app is connected',
];

describe.each([375, 1280])('on a new server at %d px', (width) => {
  test('the overview shows the first steps, the next one open, and nothing else', async () => {
    await using app = await createTestApp();
    await visitPanel(app, { path: '', width }, async (page) => {
      await reach(page, 0);
      await page.getByText('anyone who can open this server can create an account').waitFor();
      expect(await page.getByRole('region', { name: 'Numbers' }).count()).toBe(0);
      expect(await page.getByRole('region', { name: 'Notices' }).count()).toBe(0);
      expect(await page.getByRole('region', { name: 'Newest accounts' }).count()).toBe(0);
      await checkLooks(page, 'admin-first-steps', width);

      await press(page, 'Keep it open to anyone');
      await reach(page, 1);
      await page.getByRole('button', { name: 'This address is right' }).waitFor();
      const focused = await page.evaluate<string>('document.activeElement.textContent');
      expect(focused).toBe('First steps');
    });
  });
});

test('a tick is remembered on the server and can be taken back', async () => {
  await using app = await createTestApp();
  const other = await addAdmin(app);
  await visitPanel(app, { path: '' }, async (page) => {
    await reach(page, 1);
    await press(page, 'Keep it open to anyone');
    await reach(page, 2);
    expect((await other.ask('GET', '/checklist')).body).toMatchObject({ registration: true });
    await page.reload();
    await reach(page, 2);
    await press(page, 'Mark “Decide who can sign up” as not done');
    await reach(page, 1);
    await page.getByRole('button', { name: 'Keep it open to anyone' }).waitFor();
  });
});

test('what the server knows needs no tick', async () => {
  await using app = await createTestApp({
    USER_SIGNUP: 'review',
    GITHUB_CLIENT_ID: 'our-client',
    GITHUB_CLIENT_SECRET: 'our-secret',
  });
  await addAdmin(app);
  await makeBackup(app);
  await visitPanel(app, { path: '' }, async (page) => {
    await reach(page, 4);
    expect(await list(page).getByRole('button', { name: 'Undo' }).count()).toBe(0);
    await list(page).getByText('Connect an app').click();
    const link = list(page).getByRole('link', { name: 'Use it from your app' });
    expect(await link.getAttribute('href')).toBe('/docs/handbook/apps');
  });
});

test('a finished list goes away for good', async () => {
  await using app = await createTestApp();
  await visitPanel(app, { path: '' }, async (page) => {
    for (const [index, tick] of ticks.entries()) {
      await reach(page, index);
      await press(page, tick);
    }
    await page.getByText('All first steps are done.').waitFor();
    await page.getByText('Everything is in order').waitFor();
    await page.reload();
    await page.getByText('Everything is in order').waitFor();
    expect(await list(page).count()).toBe(0);
  });
});

test('a list whose steps are done elsewhere does not come back when one is undone', async () => {
  await using app = await createTestApp({ USER_SIGNUP: 'review' });
  const other = await addAdmin(app);
  const marked = { address: true, provider: true, backup: true, app: true };
  await other.ask('PATCH', '/checklist', marked);
  await visitPanel(app, { path: '' }, async (page) => {
    await page.getByText('Everything is in order').waitFor();
    await settle(page);
    expect((await other.ask('GET', '/checklist')).body).toMatchObject({ dismissed: true });
    await app.services.accounts.update(other.user.id, { isAdmin: false }, null);
    await page.reload();
    await page.getByText('Everything is in order').waitFor();
    expect(await list(page).count()).toBe(0);
  });
});

/** An account that is older than a day. */
async function age(app: TestApp): Promise<void> {
  const created_at = Date.now() - 2 * dayMs;
  await app.database.write((trx) => trx.updateTable('users').set({ created_at }).execute());
}

test('the only administrator is a step at first, and a warning from the second day on', async () => {
  await using app = await createTestApp();
  const warning = 'There is only one administrator';
  await visitPanel(app, { path: '' }, async (page) => {
    await press(page, 'Hide this list');
    const dialog = dialogOf(page, 'Hide the first steps?');
    await dialog.getByRole('button', { name: 'Hide this list' }).click();
    await page.getByText('Everything is in order').waitFor();
    expect(await page.getByText(warning).count()).toBe(0);
    await age(app);
    await page.reload();
    await page.getByText(warning).waitFor();
    await page.getByRole('link', { name: 'Add an administrator' }).click();
    await page.waitForURL(/\/admin\/users$/);
  });
});

test('an administrator who is enough is no warning', async () => {
  await using app = await createTestApp();
  await visitPanel(app, { path: '' }, async (page) => {
    await list(page).getByText('Add a second administrator').click();
    await press(page, 'One is enough');
    await reach(page, 1);
    await press(page, 'Hide this list');
    const dialog = dialogOf(page, 'Hide the first steps?');
    await dialog.getByRole('button', { name: 'Hide this list' }).click();
    await page.getByText('Everything is in order').waitFor();
    await age(app);
    await page.reload();
    await page.getByText('Everything is in order').waitFor();
  });
});

/** A server whose page is opened at its own address. */
async function visitAtAppUrl(env: Env, act: (page: Page) => Promise<void>): Promise<void> {
  using free = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } });
  const { port } = free;
  free.stop();
  await using app = await createTestApp({ ...env, APP_URL: `http://127.0.0.1:${port}` });
  const origin = app.listen(port);
  const person = await addSignedIn(app, { email: 'margaret@example.com', isAdmin: true });
  await visitAs({ origin, path: '/admin', person }, act);
}

const elsewhere = 'You opened the server at another address';

test('under another address than its own, overview and providers tell what to set', async () => {
  await using app = await createTestApp({ APP_URL: 'https://auth.example.com' });
  await visitPanel(app, { path: '' }, async (page) => {
    const warning = page.getByRole('region', { name: elsewhere });
    const { origin } = new URL(page.url());
    await warning.getByText(`APP_URL=${origin}`, { exact: true }).waitFor();
    await warning.getByRole('button', { name: 'Copy The setting for this address' }).waitFor();
    const link = warning.getByRole('link', { name: 'open this page there' });
    expect(await link.getAttribute('href')).toBe('https://auth.example.com/admin');
    await page.getByRole('link', { name: 'Providers', exact: true }).click();
    await page.getByLabel('Issuer URL').waitFor();
    await warning.getByText(`APP_URL=${origin}`, { exact: true }).waitFor();
    expect(await link.getAttribute('href')).toBe('https://auth.example.com/admin/providers');
  });
});

test('under its own address, the overview has no word on it', async () => {
  await visitAtAppUrl({}, async (page) => {
    await reach(page, 0);
    expect(await page.getByText(elsewhere).count()).toBe(0);
  });
});

test('the overview tells what needs a look, and what happened', async () => {
  await using app = await createTestApp({ DISABLE_INTERNAL_AUTH: 'true' });
  await addAdmin(app);
  await app.post('/api/auth/login', { email: 'eve@example.com', password: 'wrong password' });
  await visitPanel(app, { path: '' }, async (page) => {
    await page.getByText('Sign-in with a password still works').waitFor();
    const events = page.getByRole('region', { name: 'Security events' });
    await events.getByText('eve@example.com could not sign in').waitFor();
    await events.getByText('Wrong e-mail address or password').waitFor();
    const newest = page.getByRole('region', { name: 'Newest accounts' });
    const link = newest.getByRole('link', { name: 'Margaret Hamilton' }).first();
    expect(await link.getAttribute('href')).toMatch(/^\/admin\/users\/[0-9a-f-]{36}$/);
  });
});

test('the overview shows the numbers that tell something', async () => {
  await using app = await createTestApp();
  await populate(app);
  await visitPanel(app, { path: '' }, async (page) => {
    const numbers = page.getByRole('region', { name: 'Numbers' });
    await numbers.getByText('Users').waitFor();
    const texts = await numbers.getByRole('listitem').allTextContents();
    expect(texts).toEqual(['8Users', '5Active', '1Disabled', '2Administrators', '3Sessions']);
  });
});

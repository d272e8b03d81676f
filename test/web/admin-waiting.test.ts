import { expect, setDefaultTimeout, test } from 'bun:test';
import { visit } from '../support/browser.ts';
import { addIdentity, addPerson, password } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { dialogOf, populate, visitPanel } from './admin-panel.ts';
import { arriveAt, checkPage, fill, hide, press, show, tabTo } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const grace = { 'E-mail': 'grace@example.com', Password: password };
const pending = { email: 'grace@example.com', name: 'Grace Hopper', status: 'pending' } as const;

test('a person who registers in one browser can sign in once an administrator approves in another', async () => {
  await using app = await createTestApp({ USER_SIGNUP: 'review' });
  await visitPanel(app, { path: '/waiting' }, async (panel) => {
    await panel.getByText('No requests are waiting').waitFor();
    const path = '/register';
    const origin = new URL(panel.url()).origin;
    await visit({ origin, path }, async (page) => {
      await fill(page, { Name: 'Grace Hopper', ...grace });
      await press(page, 'Create account');
      await arriveAt(page, 'Waiting for approval');

      await panel.reload();
      await press(panel, 'Approve Grace Hopper');
      await panel.getByText('No requests are waiting').waitFor();

      await page.reload();
      await arriveAt(page, 'Your account is approved');
      await press(page, 'Sign in');
      await fill(page, grace);
      await press(page, 'Sign in');
      await arriveAt(page, 'Your account');
    });
  });
  const login = { email: 'grace@example.com', password };
  expect((await app.post('/api/auth/login', login)).status).toBe(200);
});

test('the queue refreshes by itself, but not while it is hidden', async () => {
  await using app = await createTestApp();
  await visitPanel(app, { path: '/users' }, async (page) => {
    await page.getByRole('link', { name: 'Margaret Hamilton' }).waitFor();
    await page.clock.install();
    await page.getByRole('link', { name: 'Waiting', exact: true }).click();
    await page.getByText('No requests are waiting').waitFor();
    await addPerson(app, { name: 'Grace Hopper', status: 'pending' });
    await page.clock.fastForward(16_000);
    await page.getByText('Grace Hopper').waitFor();

    let asked = 0;
    page.on('request', () => (asked += 1));
    await page.evaluate(hide);
    await page.clock.fastForward(60_000);
    expect(asked).toBe(0);
    const next = page.waitForRequest(/\/users\/pending$/);
    await page.evaluate(show);
    await next;
  });
});

test('rejecting a user asks first', async () => {
  await using app = await createTestApp();
  await addPerson(app, pending);
  await visitPanel(app, { path: '/waiting' }, async (page) => {
    await press(page, 'Reject Grace Hopper');
    const question = dialogOf(page, "Reject Grace Hopper's request?");
    await question.getByText('This deletes the request of grace@example.com.').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect(await app.services.admin.pending()).toHaveLength(1);
    await press(page, 'Reject Grace Hopper');
    await question.getByRole('button', { name: 'Reject' }).click();
    await page.getByText("Grace Hopper's request was rejected.").waitFor();
    await page.getByText('No requests are waiting').waitFor();
  });
  expect(await app.services.admin.pending()).toEqual([]);
});

test('several are approved or rejected at once, as selected', async () => {
  await using app = await createTestApp();
  for (const name of ['Ada', 'Grace', 'Barbara', 'Joan']) {
    await addPerson(app, { name, email: `${name}@example.com`, status: 'pending' });
  }
  const statuses = async () => {
    const rows = await app.database.read.selectFrom('users').select(['name', 'status']).execute();
    return Object.fromEntries(rows.map(({ name, status }) => [name, status]));
  };
  await visitPanel(app, { path: '/waiting' }, async (page) => {
    await page.getByLabel('Select Ada').check();
    await page.getByLabel('Select Grace').check();
    await checkPage(page);
    await press(page, 'Approve selected');
    await page.getByText('2 people can sign in now.').waitFor();
    await page.getByLabel('Select Ada').waitFor({ state: 'detached' });
    expect(await statuses()).toMatchObject({ Ada: 'active', Grace: 'active', Joan: 'pending' });

    await page.getByLabel('Select all').check();
    await page.getByLabel('Select Joan').uncheck();
    await press(page, 'Reject selected');
    await dialogOf(page, 'Reject 1 request?').getByRole('button', { name: 'Cancel' }).click();
    expect(await statuses()).toMatchObject({ Barbara: 'pending' });
    await page.getByLabel('Select Joan').check();
    await press(page, 'Reject selected');
    const question = dialogOf(page, 'Reject 2 requests?');
    await question.getByRole('button', { name: 'Reject' }).click();
    await page.getByText('No requests are waiting').waitFor();
  });
  expect(await statuses()).not.toHaveProperty('Joan');
});

test('selected users that another administrator has decided about are counted', async () => {
  await using app = await createTestApp();
  const first = await addPerson(app, { name: 'Ada', status: 'pending' });
  await addPerson(app, { name: 'Grace', status: 'pending' });
  await visitPanel(app, { path: '/waiting' }, async (page) => {
    await page.getByLabel('Select all').check();
    await app.services.accounts.approve(first.id, null);
    await press(page, 'Approve selected');
    await page.getByText('1 person can sign in now.').waitFor();
    await page.getByText('1 request had been decided before.').waitFor();
  });
});

test('a user that another administrator has decided about is shown as decided', async () => {
  await using app = await createTestApp();
  const row = await addPerson(app, pending);
  await visitPanel(app, { path: '/waiting', expected: /status of 400/ }, async (page) => {
    await page.getByText('grace@example.com').waitFor();
    await app.services.accounts.approve(row.id, null);
    await press(page, 'Approve Grace Hopper');
    await page.getByText('Another administrator has decided about this request already.').waitFor();
  });
});

test('requests name the provider as it is configured', async () => {
  await using app = await createTestApp({
    OIDC_ENABLED: 'true',
    OIDC_PROVIDER_NAME: 'Family ID',
    OIDC_ISSUER_URL: 'https://id.example.com',
    OIDC_CLIENT_ID: 'anchor',
    OIDC_CLIENT_SECRET: 'not-a-real-secret',
  });
  await addIdentity(app, await addPerson(app, { ...pending, password: null }), 'oidc');
  await visitPanel(app, { path: '/waiting' }, async (page) => {
    await page.getByText('Family ID').waitFor();
  });
});

test('requests are approved and rejected with the keyboard alone', async () => {
  await using app = await createTestApp();
  await populate(app);
  await visitPanel(app, { path: '/users' }, async (page) => {
    const isAt = (name: string) => page.locator(':focus', { hasText: name }).waitFor();
    await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
    await page.getByRole('link', { name: /^Waiting/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Ken Thompson').waitFor();
    await tabTo(page, 'Approve Ken Thompson');
    await page.keyboard.press('Enter');
    await page.getByText('Ken Thompson can sign in now.').waitFor();
    await isAt('Review requests');
    await tabTo(page, 'Reject Barbara Liskov');
    await page.keyboard.press('Enter');
    await dialogOf(page, "Reject Barbara Liskov's request?").waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[aria-label="Reject Barbara Liskov"]:focus').waitFor();
    await page.keyboard.press('Enter');
    await dialogOf(page, "Reject Barbara Liskov's request?").waitFor();
    await tabTo(page, 'Reject');
    await page.keyboard.press('Enter');
    await page.getByText('No requests are waiting').waitFor();
    await isAt('Review requests');
  });
  expect(await app.services.admin.pending()).toEqual([]);
});

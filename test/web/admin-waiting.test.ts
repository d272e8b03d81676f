import { expect, setDefaultTimeout, test } from 'bun:test';
import { visit } from '../support/browser.ts';
import { addPerson, addSignedIn, password } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { dialogOf, visitPanel } from './admin-panel.ts';
import { arriveAt, checkPage, fill, press, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const grace = { 'E-mail': 'grace@example.com', Password: password };

test('a pending user in one browser is signed in once an administrator approves in another', async () => {
  await using app = await createTestApp({ USER_SIGNUP: 'review' });
  await visitPanel(app, { path: '/waiting' }, async (panel) => {
    await panel.getByText('No requests are waiting').waitFor();
    const path = '/register';
    const origin = new URL(panel.url()).origin;
    await visit({ origin, path }, async (page) => {
      await fill(page, { Name: 'Grace Hopper', ...grace });
      await press(page, 'Create account');
      await arriveAt(page, 'Waiting for approval');

      await panel.getByRole('link', { name: 'Overview', exact: true }).click();
      await panel.getByText('One person waits for approval').waitFor();
      await panel.getByRole('link', { name: 'Decide', exact: true }).click();
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
});

test('the queue refreshes by itself, but not while it is hidden', async () => {
  await using app = await createTestApp();
  await visitPanel(app, { path: '' }, async (page) => {
    await page.clock.install();
    await page.getByRole('link', { name: 'Waiting', exact: true }).click();
    await page.getByText('No requests are waiting').waitFor();
    await addPerson(app, { name: 'Grace Hopper', status: 'pending' });
    await page.clock.fastForward(16_000);
    await page.getByText('Grace Hopper').waitFor();

    let asked = 0;
    page.on('request', () => (asked += 1));
    await page.evaluate(`Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'))`);
    await page.clock.fastForward(60_000);
    expect(asked).toBe(0);
    const next = page.waitForRequest(/\/users\/pending$/);
    await page.evaluate(`delete document.hidden;
      document.dispatchEvent(new Event('visibilitychange'))`);
    await next;
  });
});

test('rejecting a user asks first', async () => {
  await using app = await createTestApp();
  const person = { email: 'grace@example.com', name: 'Grace Hopper', status: 'pending' } as const;
  await addPerson(app, person);
  await visitPanel(app, { path: '/waiting' }, async (page) => {
    await press(page, 'Reject Grace Hopper');
    const question = dialogOf(page, 'Turn Grace Hopper away?');
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect(await app.services.admin.pending()).toHaveLength(1);
    await press(page, 'Reject Grace Hopper');
    await question.getByRole('button', { name: 'Reject' }).click();
    await page.getByText('No requests are waiting').waitFor();
  });
  expect(await app.services.admin.pending()).toEqual([]);
});

test('several are approved or turned away at once, as selected', async () => {
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
    await dialogOf(page, 'Turn one person away?').getByRole('button', { name: 'Cancel' }).click();
    expect(await statuses()).toMatchObject({ Barbara: 'pending' });
    await page.getByLabel('Select all').check();
    await press(page, 'Reject selected');
    const question = dialogOf(page, 'Turn 2 people away?');
    await question.getByRole('button', { name: 'Reject' }).click();
    await page.getByText('No requests are waiting').waitFor();
  });
  expect(await statuses()).not.toHaveProperty('Joan');
});

test('selected users that another administrator has decided about are listed', async () => {
  await using app = await createTestApp();
  const first = await addPerson(app, { name: 'Ada', status: 'pending' });
  await addPerson(app, { name: 'Grace', status: 'pending' });
  await visitPanel(app, { path: '/waiting' }, async (page) => {
    await page.getByLabel('Select all').check();
    await app.services.accounts.approve(first.id, null);
    await press(page, 'Approve selected');
    await page.getByText('One person can sign in now.').waitFor();
    await page.getByText('About one person it was decided before.').waitFor();
  });
});

test('a user that another administrator has decided about is shown as decided', async () => {
  await using app = await createTestApp();
  const person = { email: 'grace@example.com', name: 'Grace Hopper', status: 'pending' } as const;
  const row = await addPerson(app, person);
  await visitPanel(app, { path: '/waiting', expected: /status of 400/ }, async (page) => {
    await page.getByText('grace@example.com').waitFor();
    await app.services.accounts.approve(row.id, null);
    await press(page, 'Approve Grace Hopper');
    await page.getByText('Another administrator has decided about this person already.').waitFor();
  });
});

test('a user who is no administrator sees that, and finds the way back', async () => {
  await using app = await createTestApp();
  const person = await addSignedIn(app);
  const path = '/admin/users';
  await visitAs({ origin: app.listen(), path, person, width: 320 }, async (page) => {
    await page.getByText('This page is for administrators').waitFor();
    await checkPage(page);
    await page.getByRole('link', { name: 'Back to your account' }).click();
    await arriveAt(page, 'Your account');
  });
});

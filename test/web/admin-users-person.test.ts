// The page of one user in the panel.
import { expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { formatId } from '../../src/core/uuid.ts';
import type { UserRow } from '../../src/features/users/service.ts';
import { captureIfAsked, settle } from '../support/browser.ts';
import { addIdentity, addPerson, addSignedIn, password, startSession } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { dialogOf, visitPanel } from './admin-panel.ts';
import { arriveAt, checkLooks, checkPage, fill, press, until } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const lovelace = { email: 'ada@example.com', name: 'Ada Lovelace' } as const;

const pathOf = ({ id }: Pick<UserRow, 'id'>) => `/users/${formatId(id)}`;

const partOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('a user has a page of their own, which a reload keeps and Back leaves', async () => {
  await using app = await createTestApp();
  await addPerson(app, lovelace);
  await visitPanel(app, { path: '/users' }, async (page) => {
    await page.getByRole('link', { name: 'Ada Lovelace' }).click();
    await arriveAt(page, 'Ada Lovelace');
    await until(page, `document.title.startsWith('Ada Lovelace · ')`);
    expect(await page.evaluate<string>('document.activeElement.tagName')).toBe('H1');
    await page.reload();
    await arriveAt(page, 'Ada Lovelace');
    for (const part of ['Details', 'Sign-in methods', 'Sessions', 'Activity', 'Danger zone']) {
      await page.getByRole('heading', { level: 2, name: part }).waitFor();
    }
    const tab = page.getByRole('navigation', { name: 'Administration' }).getByText('Users');
    expect(await tab.locator('..').getAttribute('aria-current')).toBe('true');
    await page.goBack();
    await arriveAt(page, 'Users');
  });
});

test.each([375, 1280])(
  'the page at %d px is readable and operable in both schemes',
  async (width) => {
    await using app = await createTestApp();
    const ada = await addPerson(app, lovelace);
    await startSession(app, ada);
    await addIdentity(app, ada, 'github');
    await visitPanel(app, { path: pathOf(ada), width }, async (page) => {
      await arriveAt(page, 'Ada Lovelace');
      await page.getByText('Last used').first().waitFor();
      await settle(page);
      await checkLooks(page, 'admin-user', width);
    });
  },
);

test('name, address and role are changed, and an address that is taken is said at its field', async () => {
  await using app = await createTestApp();
  const ada = await addPerson(app, lovelace);
  await addPerson(app, { email: 'grace@example.com' });
  await visitPanel(app, { path: pathOf(ada), expected: /status of 409/ }, async (page) => {
    await arriveAt(page, 'Ada Lovelace');
    await fill(page, { Name: 'Ada King', 'E-mail': 'grace@example.com' });
    await press(page, 'Save');
    await page.getByText('Another account has this e-mail address already.').waitFor();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Ada King');
    await fill(page, { 'E-mail': 'countess@example.com' });
    await page.getByRole('switch', { name: 'Administrator' }).check();
    await press(page, 'Save');
    await page.getByText('The changes are saved.').waitFor();
    await arriveAt(page, 'Ada King');
  });
  const { users } = await app.services.admin.users({ search: 'countess' });
  expect(users).toMatchObject([{ name: 'Ada King', isAdmin: true, status: 'active' }]);
});

test('a new password is generated in one window, and ends what the old one gave', async () => {
  await using app = await createTestApp();
  const ada = await addSignedIn(app, lovelace);
  await visitPanel(app, { path: pathOf(ada.user) }, async (page) => {
    await partOf(page, 'Sessions').getByText('Last used').waitFor();
    await press(page, 'Reset password');
    const question = dialogOf(page, 'Reset the password of Ada Lovelace?');
    await question.getByRole('radio', { name: 'With a password that you hand over' }).check();
    expect(await question.getByRole('switch').count()).toBe(1);
    await question.getByRole('button', { name: 'Reset password' }).click();
    const answer = dialogOf(page, 'New password for Ada Lovelace');
    const shown = await answer.getByRole('group', { name: 'Password' }).innerText();
    expect(await page.getByRole('dialog').count()).toBe(1);
    expect(await answer.getByRole('button', { name: /^Copy/ }).count()).toBe(1);
    await press(page, 'Done');
    await page.getByText('Not signed in anywhere.').waitFor();
    expect((await signIn(app, password)).status).toBe(401);
    expect((await signIn(app, shown)).status).toBe(200);
  });
  expect((await app.get('/api/auth/me', ada.access_token)).status).toBe(401);
});

test('a reset unlinks the providers when asked to, and says what that means', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app, lovelace);
  await addIdentity(app, user, 'github');
  await visitPanel(app, { path: pathOf(user) }, async (page) => {
    await partOf(page, 'Sign-in methods').getByText('GitHub').waitFor();
    await press(page, 'Reset password');
    const question = dialogOf(page, 'Reset the password of Ada Lovelace?');
    await question.getByRole('radio', { name: 'With a password that you hand over' }).check();
    await question.getByText('a provider that has verified ada@example.com').waitFor();
    await question.getByRole('switch', { name: 'Also unlink all providers' }).check();
    await checkPage(page);
    await captureIfAsked(page, 'admin-reset-disconnects');
    await question.getByRole('button', { name: 'Reset password' }).click();
    await page.getByRole('group', { name: 'Password' }).waitFor();
    await press(page, 'Done');
    await partOf(page, 'Sign-in methods').getByText('GitHub').waitFor({ state: 'detached' });
  });
  expect((await app.snapshot())['identities']).toEqual([]);
});

test('signing a user out, disabling and deleting ask first', async () => {
  await using app = await createTestApp();
  const ada = await addSignedIn(app, lovelace);
  const statusOf = async () => (await app.get('/api/auth/me', ada.access_token)).status;
  await visitPanel(app, { path: '/users' }, async (page) => {
    await page.getByRole('link', { name: 'Ada Lovelace' }).click();
    await press(page, 'Disable');
    const disable = dialogOf(page, "Disable Ada Lovelace's account?");
    await disable.getByRole('button', { name: 'Cancel' }).click();
    expect(await statusOf()).toBe(200);
    await press(page, 'End all sessions');
    await page.getByRole('dialog').getByRole('button', { name: 'End all sessions' }).click();
    await page.getByText('Not signed in anywhere.').waitFor();
    expect(await statusOf()).toBe(401);
    await press(page, 'Disable');
    await disable.getByRole('button', { name: 'Disable' }).click();
    await page.getByText("Ada Lovelace's account is disabled.").waitFor();
    await press(page, 'Enable');
    await page.getByText("Ada Lovelace's account is enabled.").waitFor();
    await press(page, 'Delete');
    const remove = dialogOf(page, "Delete Ada Lovelace's account?");
    await remove.getByText("Deletes Ada Lovelace's account and everything in it.").waitFor();
    await remove.getByRole('button', { name: 'Delete' }).click();
    await page.getByText("Ada Lovelace's account was deleted.").waitFor();
    await arriveAt(page, 'Users');
    await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor({ state: 'detached' });
  });
  expect((await app.services.admin.users({})).total).toBe(1);
});

test('administrators see why they cannot remove their own role, and nothing that would lock them out', async () => {
  await using app = await createTestApp();
  await visitPanel(app, { path: '/users' }, async (page) => {
    await page.getByRole('link', { name: 'Margaret Hamilton' }).click();
    await page.getByText('You cannot remove your own administrator role.').waitFor();
    expect(await page.getByRole('switch', { name: 'Administrator' }).isDisabled()).toBe(true);
    await partOf(page, 'Sign-in methods').getByRole('link', { name: 'your account' }).waitFor();
    await settle(page);
    for (const name of ['Delete', 'Disable', 'Reset password', 'End all sessions']) {
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    }
  });
});

test('a user who waits is approved on their page', async () => {
  await using app = await createTestApp();
  const grace = await addPerson(app, { name: 'Grace Hopper', status: 'pending' });
  await visitPanel(app, { path: pathOf(grace) }, async (page) => {
    await press(page, 'Approve Grace Hopper');
    await page.getByText('Grace Hopper can sign in now.').waitFor();
    await page.getByRole('button', { name: 'Approve Grace Hopper' }).waitFor({ state: 'detached' });
  });
  const { users } = await app.services.admin.users({ search: 'grace' });
  expect(users).toMatchObject([{ status: 'active' }]);
});

test('the activity of a user leads to their entries in the audit log', async () => {
  await using app = await createTestApp();
  const ada = await addPerson(app, lovelace);
  await signIn(app, 'wrong password');
  await visitPanel(app, { path: pathOf(ada) }, async (page) => {
    await page.getByText('1 failed sign-in in the last 24 hours').waitFor();
    await partOf(page, 'Activity').getByRole('link', { name: 'audit log' }).click();
    await page.waitForURL(`**/admin/audit?user=${formatId(ada.id)}`);
  });
});

test('the page of a user who does not exist says so, and leads to the list', async () => {
  await using app = await createTestApp();
  const path = '/users/0190f3a4-7c1e-7d3b-9b52-3f1c2a6e8d10';
  await visitPanel(app, { path, expected: /status of 404/ }, async (page) => {
    await page.getByText('This account does not exist').waitFor();
    await checkPage(page);
    await page.getByRole('link', { name: 'Show all users' }).click();
    await arriveAt(page, 'Users');
  });
});

function signIn(app: TestApp, text: string) {
  return app.post('/api/auth/login', { email: 'ada@example.com', password: text });
}

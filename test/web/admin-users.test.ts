import { expect, setDefaultTimeout, test } from 'bun:test';
import { captureIfAsked, overflow, settle } from '../support/browser.ts';
import { addIdentity, addPerson, addSignedIn, password } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { dialogOf, populate, visitPanel } from './admin-panel.ts';
import { checkPage, fill, press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

test('a user is found by a part of the name and changed, and going back shows everybody again', async () => {
  await using app = await createTestApp();
  await populate(app);
  await visitPanel(app, { path: '', expected: /status of 409/ }, async (page) => {
    await page.getByRole('link', { name: 'All users' }).click();
    await page.getByText('Edsger Dijkstra').waitFor();
    await page.getByLabel('Status', { exact: true }).selectOption('disabled');
    await page.waitForURL(/status=disabled/);
    await page.getByText('Ada Lovelace').waitFor({ state: 'detached' });
    await page.goBack();
    await page.getByText('Edsger Dijkstra').waitFor();
    await page.getByLabel('Find by name or e-mail').fill('LOVE');
    await page.waitForURL(/search=LOVE/);
    await page.getByText('Edsger Dijkstra').waitFor({ state: 'detached' });
    await page.reload();
    await press(page, 'Ada Lovelace');
    await fill(page, { Name: 'Ada King', 'E-mail': 'grace@example.com' });
    await press(page, 'Save changes');
    await page.getByText('Another account has this e-mail address already.').waitFor();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Ada King');
    await fill(page, { 'E-mail': 'countess@example.com' });
    await page.getByRole('switch', { name: 'Administrator' }).check();
    await press(page, 'Save changes');
    await page.getByText('The changes are saved.').waitFor();
  });
  const { users } = await app.services.admin.users({ search: 'countess' });
  expect(users).toMatchObject([{ name: 'Ada King', isAdmin: true, status: 'active' }]);
});

test('an account without a password gets one that is shown once and works', async () => {
  await using app = await createTestApp({ ENABLE_PASSWORD_VALIDATION: 'true' });
  let shown = '';
  await visitPanel(app, { path: '/users', expected: /status of 400/, width: 320 }, async (page) => {
    await press(page, 'New user');
    await fill(page, { Name: 'Grace Hopper', 'E-mail': 'grace@example.com' });
    await fill(page, { Password: 'too weak' });
    await press(page, 'Create user');
    await page.getByText('at least 12 characters').waitFor();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Grace Hopper');
    await fill(page, { Password: '' });
    await press(page, 'Create user');
    await page.getByText('it is no longer shown after closing').waitFor();
    await checkPage(page);
    await captureIfAsked(page, 'admin-password-once');
    shown = await page.getByRole('group', { name: 'Password' }).innerText();
    await press(page, 'Done');
    await page.getByRole('button', { name: 'Grace Hopper' }).waitFor();
    expect(await page.content()).not.toContain(shown);
  });
  const login = { email: 'grace@example.com', password: shown };
  expect((await app.post('/api/auth/login', login)).status).toBe(200);
});

test('a new password is generated on request, and ends what the old one gave', async () => {
  await using app = await createTestApp();
  const ada = await addSignedIn(app, { email: 'ada@example.com', name: 'Ada Lovelace' });
  await visitPanel(app, { path: '/users' }, async (page) => {
    await press(page, 'Ada Lovelace');
    await page.getByText('Last used').waitFor();
    await press(page, 'Reset password');
    await dialogOf(page, 'Reset the password of Ada Lovelace?')
      .getByRole('button', { name: 'Reset password' })
      .click();
    const shown = await page.getByRole('group', { name: 'Password' }).innerText();
    await press(page, 'Done');
    await page.getByText('Not signed in anywhere.').waitFor();
    expect((await signIn(app, password)).status).toBe(401);
    expect((await signIn(app, shown)).status).toBe(200);
  });
  expect((await app.get('/api/auth/me', ada.access_token)).status).toBe(401);
});

test('a reset disconnects the identity providers when asked to, and says what that means', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app, { email: 'ada@example.com', name: 'Ada Lovelace' });
  await addPerson(app, { name: 'Alan Turing' });
  await addIdentity(app, user, 'github');
  await visitPanel(app, { path: '/users' }, async (page) => {
    await press(page, 'Alan Turing');
    await press(page, 'Reset password');
    const other = dialogOf(page, 'Reset the password of Alan Turing?');
    expect(await other.getByRole('switch').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await press(page, 'Ada Lovelace');
    await press(page, 'Reset password');
    const question = dialogOf(page, 'Reset the password of Ada Lovelace?');
    const label = 'Also disconnect the identity providers';
    await question.getByText('signs in with ada@example.com verified by a provider').waitFor();
    await question.getByRole('switch', { name: label }).check();
    await checkPage(page);
    await captureIfAsked(page, 'admin-reset-disconnects');
    await question.getByRole('button', { name: 'Reset password' }).click();
    await page.getByRole('group', { name: 'Password' }).waitFor();
    await press(page, 'Done');
  });
  expect((await app.snapshot())['identities']).toEqual([]);
});

test('signing a user out, disabling and deleting ask first', async () => {
  await using app = await createTestApp();
  const ada = await addSignedIn(app, { email: 'ada@example.com', name: 'Ada Lovelace' });
  const statusOf = async () => (await app.get('/api/auth/me', ada.access_token)).status;
  await visitPanel(app, { path: '/users' }, async (page) => {
    await press(page, 'Ada Lovelace');
    await press(page, 'Disable');
    await dialogOf(page, 'Disable Ada Lovelace?').getByRole('button', { name: 'Cancel' }).click();
    expect(await statusOf()).toBe(200);
    await press(page, 'End all');
    await press(page, 'End all sessions');
    await page.getByText('Not signed in anywhere.').waitFor();
    expect(await statusOf()).toBe(401);
    await press(page, 'Disable');
    await dialogOf(page, 'Disable Ada Lovelace?').getByRole('button', { name: 'Disable' }).click();
    await page.getByRole('button', { name: 'Enable' }).waitFor();
    await settle(page);
    await press(page, 'Delete');
    await dialogOf(page, 'Delete Ada Lovelace?').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Ada Lovelace is deleted.').waitFor();
    await page.getByRole('button', { name: 'Ada Lovelace' }).waitFor({ state: 'detached' });
  });
  expect((await app.services.admin.users({})).total).toBe(1);
});

test('administrators see why they cannot remove their own role', async () => {
  await using app = await createTestApp();
  await visitPanel(app, { path: '/users' }, async (page) => {
    await press(page, 'Margaret Hamilton');
    await page.getByText('You cannot take this role away from yourself.').waitFor();
    expect(await page.getByRole('switch', { name: 'Administrator' }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Delete' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});

test('the longest address takes no letter of the headings and no room beside the page', async () => {
  await using app = await createTestApp();
  const email = `${'a'.repeat(60)}@${`${'b'.repeat(60)}.`.repeat(2)}example.com`;
  await addSignedIn(app, { email, name: 'W'.repeat(100) });
  await visitPanel(app, { path: '/users', width: 820 }, async (page) => {
    await page.getByText(email).waitFor();
    expect(await page.evaluate<number[]>(headingLines)).toEqual([1, 1, 1, 1, 1]);
    expect(await overflow(page)).toBe(0);
  });
});

test('more people than fit on a page are paged through, and the address says where one is', async () => {
  await using app = await createTestApp();
  await Promise.all(
    Array.from({ length: 27 }, (_, index) => addSignedIn(app, { name: `Person ${index}` })),
  );
  await visitPanel(app, { path: '/users' }, async (page) => {
    await page.getByText('1–25 of 28').waitFor();
    await press(page, 'Next');
    await page.getByText('26–28 of 28').waitFor();
    expect(page.url()).toEndWith('/admin/users?page=2');
    expect(await page.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true);
    await page.goBack();
    await page.getByText('1–25 of 28').waitFor();
  });
});

function signIn(app: TestApp, text: string) {
  return app.post('/api/auth/login', { email: 'ada@example.com', password: text });
}

/** On how many lines each heading of the table stands. */
const headingLines = `Array.from(document.querySelectorAll('thead th'), (heading) => {
  const range = document.createRange();
  range.selectNodeContents(heading);
  return new Set(Array.from(range.getClientRects(), ({ top }) => top)).size;
})`;

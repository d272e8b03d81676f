import { expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { captureIfAsked, overflow, settle } from '../support/browser.ts';
import { addIdentity, addPerson, addSignedIn } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { populate, visitPanel } from './admin-panel.ts';
import { checkPage, fill, press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });

/** The names in the list, from top to bottom. */
const namesOf = (page: Page) => page.locator('.row-link').allInnerTexts();

test('filters and search are kept in the address, and going back shows everybody again', async () => {
  await using app = await createTestApp();
  await populate(app);
  await visitPanel(app, { path: '/users' }, async (page) => {
    await link(page, 'Edsger Dijkstra').waitFor();
    await page.getByLabel('Status', { exact: true }).selectOption('disabled');
    await page.waitForURL(/status=disabled/);
    await link(page, 'Ada Lovelace').waitFor({ state: 'detached' });
    await page.goBack();
    await link(page, 'Edsger Dijkstra').waitFor();
    await page.getByLabel('Role').selectOption('Administrators');
    await link(page, 'Ada Lovelace').waitFor({ state: 'detached' });
    expect(await namesOf(page)).toEqual(['Margaret Hamilton', 'Grace Hopper']);
    await page.getByLabel('Role').selectOption('All roles');
    await link(page, 'Ada Lovelace').waitFor();
    await page.getByLabel('Sign-in methods').selectOption('Pocket ID');
    await link(page, 'Ada Lovelace').waitFor({ state: 'detached' });
    expect(await namesOf(page)).toEqual(['Edsger Dijkstra']);
    await link(page, 'Clear filters').click();
    await link(page, 'Ada Lovelace').waitFor();
    await page.getByLabel('Search by name or e-mail').fill('LOVE');
    await page.waitForURL(/search=LOVE/);
    await link(page, 'Edsger Dijkstra').waitFor({ state: 'detached' });
    await page.reload();
    await link(page, 'Ada Lovelace').waitFor();
    expect(await namesOf(page)).toEqual(['Ada Lovelace']);
    await press(page, 'Clear the search');
    await link(page, 'Edsger Dijkstra').waitFor();
    expect(new URL(page.url()).search).toBe('');
  });
});

test('the list sorts by its columns, and says how', async () => {
  await using app = await createTestApp();
  for (const name of ['Barbara', 'Ada', 'Grace']) await addPerson(app, { name });
  await visitPanel(app, { path: '/users' }, async (page) => {
    const heading = (name: string) => page.getByRole('columnheader', { name });
    await link(page, 'Ada').waitFor();
    expect(await heading('Joined').getAttribute('aria-sort')).toBe('descending');
    await press(page, 'Name');
    await page.waitForURL(/sort=name/);
    await page.locator('.row-link').first().getByText('Ada').waitFor();
    expect(await namesOf(page)).toEqual(['Ada', 'Barbara', 'Grace', 'Margaret Hamilton']);
    expect(await heading('Name').getAttribute('aria-sort')).toBe('ascending');
    expect(await heading('Joined').getAttribute('aria-sort')).toBe('none');
    await press(page, 'Name');
    await page.locator('.row-link').first().getByText('Margaret').waitFor();
    expect(await heading('Name').getAttribute('aria-sort')).toBe('descending');
    await checkPage(page);
  });
});

test('small screens sort by a choice, because they show no headings', async () => {
  await using app = await createTestApp();
  for (const name of ['Barbara', 'Ada', 'Grace']) await addPerson(app, { name });
  await visitPanel(app, { path: '/users', width: 375 }, async (page) => {
    await page.getByLabel('Sort by').selectOption('Name: A to Z');
    await page.locator('.row-link').first().getByText('Ada').waitFor();
    expect(await page.getByRole('button', { name: 'Name' }).isVisible()).toBe(false);
  });
});

test('the list is saved as a file with its filters', async () => {
  await using app = await createTestApp();
  await populate(app);
  await visitPanel(app, { path: '/users?status=disabled' }, async (page) => {
    await link(page, 'Alan Turing').waitFor();
    const arriving = page.waitForEvent('download');
    await press(page, 'Download CSV');
    const file = await arriving;
    expect(file.suggestedFilename()).toMatch(/^users-\d{4}-\d\d-\d\d\.csv$/);
    const text = await Bun.file((await file.path()) ?? '').text();
    expect(text).toContain('alan@example.com');
    expect(text).not.toContain('ada@example.com');
  });
});

test('a new user without a typed password gets one that is shown once and works', async () => {
  await using app = await createTestApp({ ENABLE_PASSWORD_VALIDATION: 'true' });
  let shown = '';
  await visitPanel(app, { path: '/users', expected: /status of 400/, width: 320 }, async (page) => {
    await press(page, 'New user');
    await page.getByText('to generate a password').waitFor();
    await fill(page, { Name: 'Grace Hopper', 'E-mail': 'grace@example.com' });
    await fill(page, { Password: 'too weak' });
    await press(page, 'Create user');
    await page.getByText('at least 12 characters').waitFor();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Grace Hopper');
    await fill(page, { Password: '' });
    await press(page, 'Create user');
    await page.getByText('it is not shown again').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
    expect(await page.getByRole('button', { name: /^Copy/ }).count()).toBe(1);
    await checkPage(page);
    await captureIfAsked(page, 'admin-password-once');
    shown = await page.getByRole('group', { name: 'Password' }).innerText();
    await press(page, 'Done');
    await link(page, 'Grace Hopper').waitFor();
    expect(await page.content()).not.toContain(shown);
  });
  const login = { email: 'grace@example.com', password: shown };
  expect((await app.post('/api/auth/login', login)).status).toBe(200);
});

test('names and addresses of any length and script leave the headings and the page alone', async () => {
  await using app = await createTestApp();
  const email = `${'a'.repeat(60)}@${`${'b'.repeat(60)}.`.repeat(2)}example.com`;
  await addSignedIn(app, { email, name: 'W'.repeat(100) });
  await addPerson(app, { name: 'محمد بن عبد الله الخوارزمي', isAdmin: true });
  await addPerson(app, { name: '山田 太郎' });
  for (const width of [320, 820, 900, 1280]) {
    await visitPanelAgain(app, { width }, async (page) => {
      await page.getByText(email).waitFor();
      const lines = width < 900 ? 0 : 1;
      expect(await page.evaluate<number[]>(headingLines)).toEqual(Array(6).fill(lines));
      expect(await overflow(page)).toBe(0);
      expect(await page.locator('.row-link:dir(rtl)').count()).toBe(1);
    });
  }
});

test('more people than fit on a page are paged through, and the address says where one is', async () => {
  await using app = await createTestApp();
  await Promise.all(
    Array.from({ length: 27 }, (_, index) => addSignedIn(app, { name: `Person ${index}` })),
  );
  await visitPanel(app, { path: '/users' }, async (page) => {
    await page.getByText('1–25 of 28').waitFor();
    expect(await page.locator('.total').innerText()).toContain('28');
    await press(page, 'Next');
    await page.getByText('26–28 of 28').waitFor();
    expect(page.url()).toEndWith('/admin/users?page=2');
    expect(await page.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true);
    await page.goBack();
    await page.getByText('1–25 of 28').waitFor();
  });
});

test.each(['Back of the browser', 'the link back'])(
  'going back by %s shows the list as it was left',
  async (way) => {
    await using app = await createTestApp();
    const people = Array.from({ length: 60 }, (_, index) => `Person ${index + 10}`);
    for (const name of people) await addPerson(app, { name });
    await visitPanel(app, { path: '/users?role=user&sort=name' }, async (page) => {
      await page.getByText('1–25 of 60').waitFor();
      await press(page, 'Next');
      const person = link(page, 'Person 55');
      await person.scrollIntoViewIfNeeded();
      const top = await page.evaluate<number>('scrollY');
      expect(top).toBeGreaterThan(100);
      await person.click();
      await page.getByRole('heading', { level: 1, name: 'Person 55' }).waitFor();
      expect(await page.evaluate<number>('scrollY')).toBe(0);
      await settle(page);
      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'Person 55' }).waitFor();
      if (way === 'the link back') await link(page, 'Back to the list of users').click();
      else await page.goBack();
      await page.locator('a:focus', { hasText: 'Person 55' }).waitFor();
      expect(page.url()).toEndWith('/admin/users?role=user&sort=name&page=2');
      expect(await page.evaluate<number>('scrollY')).toBe(top);
    });
  },
);

test('sign-in methods have their configured names', async () => {
  await using app = await createTestApp({
    OIDC_ENABLED: 'true',
    OIDC_PROVIDER_NAME: 'Family ID',
    OIDC_ISSUER_URL: 'https://id.example.com',
    OIDC_CLIENT_ID: 'anchor',
    OIDC_CLIENT_SECRET: 'not-a-real-secret',
  });
  await addIdentity(app, await addPerson(app, { name: 'Ada' }), 'oidc');
  await visitPanel(app, { path: '/users' }, async (page) => {
    await page.getByRole('row', { name: 'Ada' }).getByText('Family ID').waitFor();
  });
});

let visits = 0;

/** As `visitPanel`, with another administrator each time. */
async function visitPanelAgain(
  app: TestApp,
  look: { readonly width: number },
  act: (page: Page) => Promise<void>,
): Promise<void> {
  visits += 1;
  await visitPanel(app, { path: '/users', email: `admin${visits}@example.com`, ...look }, act);
}

/** On how many lines each heading of the table stands. */
const headingLines = `Array.from(document.querySelectorAll('thead th:not(.cell-pick)'), (heading) => {
  const range = document.createRange();
  range.selectNodeContents(document.createTreeWalker(heading, NodeFilter.SHOW_TEXT).nextNode());
  return new Set(Array.from(range.getClientRects(), ({ top }) => top)).size;
})`;

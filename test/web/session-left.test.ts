// What remains of a session that ended while its page stayed open.
import { expect, setDefaultTimeout, test } from 'bun:test';
import { settle } from '../support/browser.ts';
import { addPerson, addSignedIn, password } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { dialogOf, visitPanel } from './admin-panel.ts';
import { arriveAt, fill, press, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const expected = /status of 401/;
const grace = { 'E-mail': 'grace@example.com', Password: password };
const accessToken = 'JSON.parse(sessionStorage["anchor-auth.access"]).token';

test('the queue asks only once when the session was away for a long time', async () => {
  await using app = await createTestApp();
  await visitPanel(app, { path: '/users', expected }, async (page) => {
    await page.getByRole('link', { name: 'Margaret Hamilton' }).waitFor();
    await page.clock.install();
    await page.getByRole('link', { name: 'Waiting', exact: true }).click();
    await page.getByText('No requests are waiting').waitFor();
    await app.post('/api/auth/logout', undefined, await page.evaluate<string>(accessToken));
    await page.clock.fastForward(16_000);
    const question = dialogOf(page, 'You were signed out');
    await question.getByLabel('Password', { exact: true }).fill(password);
    await page.clock.runFor(600_000);
    let asked = 0;
    page.on('request', (request) => (asked += request.url().endsWith('/users/pending') ? 1 : 0));
    const next = page.waitForResponse(/\/users\/pending$/);
    await question.getByRole('button', { name: 'Sign in', exact: true }).click();
    await next;
    await question.waitFor({ state: 'detached' });
    expect(asked).toBe(1);
  });
});

test('another person sees nothing of the first one while the next page loads', async () => {
  await using app = await createTestApp();
  await addPerson(app, { email: 'grace@example.com', name: 'Grace Hopper' });
  await visitPanel(app, { path: '/users', expected }, async (page) => {
    await page.getByRole('link', { name: 'Margaret Hamilton' }).waitFor();
    await settle(page);
    await app.post('/api/auth/logout', undefined, await page.evaluate<string>(accessToken));
    await page.getByRole('link', { name: 'Waiting', exact: true }).click();
    await page.getByRole('button', { name: 'Go to the sign-in page' }).click();
    await arriveAt(page, 'Sign in');
    // The account page was not open yet, so its code has to be loaded.
    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await arriveAt(page, 'Sign in');
    await page.evaluate(noteShown);
    await fill(page, grace);
    await press(page, 'Sign in');
    await page.locator('.page-header', { hasText: 'grace@example.com' }).waitFor();
    const shown = await page.evaluate<string>('shown');
    expect(shown).toContain('class="top-navigation"');
    expect(shown).not.toContain('href="/admin"');
  });
});

/** Collects everything that the page shows from now on, however short. */
const noteShown = `window.shown = '';
  new MutationObserver(() => { shown += document.body.innerHTML; })
    .observe(document.body, { subtree: true, childList: true })`;

test('removes what was typed in a tab when another person signs in in another one', async () => {
  await using app = await createTestApp();
  const origin = app.listen();
  const person = await addSignedIn(app);
  await addPerson(app, { email: 'grace@example.com', name: 'Grace Hopper' });
  await visitAs({ origin, path: '/account', person, expected }, async (page) => {
    await page.getByText('This device').waitFor();
    await settle(page);
    await app.post('/api/auth/logout', { refresh_token: person.refresh_token });
    await fill(page, { Name: 'Secret draft' });
    await press(page, 'Save');
    await page.getByRole('button', { name: 'Go to the sign-in page' }).click();
    await arriveAt(page, 'Sign in');
    const stored = () => page.evaluate<string>('JSON.stringify(sessionStorage)');
    expect(await stored()).toContain('draft');
    const other = await page.context().newPage();
    await other.goto(`${origin}/login`);
    await fill(other, grace);
    await press(other, 'Sign in');
    await page.locator('.page-header', { hasText: 'grace@example.com' }).waitFor();
    expect(await stored()).not.toContain('draft');
  });
});

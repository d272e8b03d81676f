// The step of the sign-in page in which people with a temporary password choose another one.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page, Route } from 'playwright-core';
import { settle, visit } from '../support/browser.ts';
import { addPerson, addSignedIn, password } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { arriveAt, checkLooks, fill, press, until, visitAs } from './people-at-pages.ts';
import {
  choose,
  chosen,
  email,
  name,
  restricted,
  signIn,
  statusOf,
  step,
} from './restricted-person.ts';

setDefaultTimeout(300_000);

/** Everything that the page keeps in the browser. */
const everythingStored = `JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state])`;

/** Lets the server act, and loses its answer on the way. */
async function lose(route: Route): Promise<void> {
  await route.fetch();
  await route.abort();
}

describe('the step after the sign-in', () => {
  test.each([320, 1280])('is readable and operable at %d px', async (width) => {
    await using app = await createTestApp();
    await addPerson(app, restricted);
    await visit({ origin: app.listen(), path: '/login', width }, async (page) => {
      await signIn(page);
      await arriveAt(page, step);
      await until(page, `document.title === 'Choose a new password · Anchor'`);
      expect(await page.evaluate<string>('document.activeElement.name')).toBe('newPassword');
      await settle(page);
      await checkLooks(page, 'choose-password', width);
      await page.reload();
      await page.getByLabel('Temporary password', { exact: true }).waitFor();
      await page.getByText(email).waitFor();
      await settle(page);
      await checkLooks(page, 'choose-password-again', width);
    });
  });

  test('leads to the page that was asked for', async () => {
    await using app = await createTestApp();
    await addPerson(app, { ...restricted, isAdmin: true });
    await visit({ origin: app.listen(), path: '/admin/users?search=grace' }, async (page) => {
      await arriveAt(page, 'Sign in');
      await signIn(page);
      await arriveAt(page, step);
      await choose(page);
      await arriveAt(page, 'Users');
      expect(page.url()).toEndWith('/admin/users?search=grace');
    });
  });

  test('asks for the temporary password after a reload, and helps when it is wrong', async () => {
    await using app = await createTestApp();
    await addPerson(app, restricted);
    const expected = /status of 40[03]/;
    await visit({ origin: app.listen(), path: '/login', expected }, async (page) => {
      await signIn(page);
      await arriveAt(page, step);
      expect(await page.evaluate<string>(everythingStored)).not.toContain(password);
      await page.reload();
      await arriveAt(page, step);
      await press(page, 'Save and continue');
      await page.getByText('Please enter the temporary password.').waitFor();
      await page.getByText('Please choose a password.').waitFor();
      await fill(page, { 'Temporary password': 'not it at all' });
      await choose(page);
      await page.getByRole('alert').getByText('The current password is wrong.').waitFor();
      expect(await page.evaluate<string>('document.activeElement.name')).toBe('currentPassword');
      await fill(page, { 'Temporary password': password });
      await choose(page, password);
      await page.getByText('The new password must differ from the current one.').waitFor();
      await choose(page);
      await arriveAt(page, 'Your account');
    });
    expect(await statusOf(app, chosen)).toBe(200);
  });

  test('begins again when its session was ended meanwhile', async () => {
    await using app = await createTestApp();
    const user = await addPerson(app, restricted);
    const expected = /status of 40[013]/;
    await visit({ origin: app.listen(), path: '/login', expected }, async (page) => {
      await signIn(page);
      await arriveAt(page, step);
      await settle(page);
      const reset = { password: 'given once more', disconnects: false, mustChange: true };
      await app.services.passwordResets.reset(user.id, reset, null);
      await choose(page);
      // The reset has ended the session.
      await arriveAt(page, 'Sign in');
      await page.getByText('You were signed out on another device.').waitFor();
      await signIn(page, 'given once more');
      await arriveAt(page, step);
      await choose(page);
      await arriveAt(page, 'Your account');
    });
  });

  test('can be left, which ends the session', async () => {
    await using app = await createTestApp();
    await addPerson(app, restricted);
    await visit({ origin: app.listen(), path: '/login' }, async (page) => {
      await signIn(page);
      await arriveAt(page, step);
      await press(page, 'Sign out');
      await arriveAt(page, 'Sign in');
      await settle(page);
      await page.reload();
      await arriveAt(page, 'Sign in');
    });
    const sessions = await app.database.read.selectFrom('sessions').select('ended_at').execute();
    expect(sessions).toEqual([{ ended_at: expect.any(Number) }]);
  });

  test('is over in another tab when it is done in one', async () => {
    await using app = await createTestApp();
    await addPerson(app, restricted);
    const origin = app.listen();
    // The change revokes the access token of the other tab, which takes a new one.
    await visit({ origin, path: '/login', expected: /status of 401/ }, async (page) => {
      await signIn(page);
      await arriveAt(page, step);
      const other = await page.context().newPage();
      await other.goto(`${origin}/account`);
      await arriveAt(other, step);
      await settle(page);
      await choose(page);
      await arriveAt(page, 'Your account');
      await arriveAt(other, 'Your account');
    });
  });

  test.each([
    ['a reload', (page: Page) => page.reload()],
    ['another attempt', (page: Page) => press(page, 'Save and continue')],
  ])('is over after %s when the password was chosen, but the answer was lost', async (_, go) => {
    await using app = await createTestApp();
    await addPerson(app, restricted);
    const expected = /ERR_FAILED|status of 40[13]/;
    await visit({ origin: app.listen(), path: '/login', expected }, async (page) => {
      await signIn(page);
      await arriveAt(page, step);
      await settle(page);
      await page.route('**/api/auth/change-password', lose, { times: 1 });
      await choose(page);
      await page.getByText('The server cannot be reached.').waitFor();
      await go(page);
      await arriveAt(page, 'Your account');
    });
    expect(await statusOf(app, chosen)).toBe(200);
  });
});

describe('a page that learns of it later', () => {
  test.each([
    ['/account', 'Your account'],
    ['/admin/groups', 'Groups'],
  ])('leads from %s to the step, and back', async (path, heading) => {
    await using app = await createTestApp();
    const person = await addSignedIn(app, { ...restricted, isAdmin: true });
    const visiting = { origin: app.listen(), path, person, expected: /status of 40[013]/ };
    await visitAs(visiting, async (page) => {
      await arriveAt(page, step);
      await fill(page, { 'Temporary password': password });
      await choose(page);
      await arriveAt(page, heading);
      expect(new URL(page.url()).pathname).toBe(path);
    });
  });

  test('is left for the step when its session ended and the next one is restricted', async () => {
    await using app = await createTestApp();
    const person = await addSignedIn(app, { email, name });
    const visiting = { origin: app.listen(), path: '/account', person, expected: /status of 40/ };
    await visitAs(visiting, async (page) => {
      await page.getByText('This device').waitFor();
      await settle(page);
      const reset = { password: 'given by the admin', disconnects: false, mustChange: true };
      await app.services.passwordResets.reset(person.user.id, reset, null);
      await fill(page, { Name: 'Grace Brewster Hopper' });
      await press(page, 'Save');
      const question = page.getByRole('dialog', { name: 'You were signed out' });
      await question.getByLabel('Password', { exact: true }).fill('given by the admin');
      await question.getByRole('button', { name: 'Sign in', exact: true }).click();
      await arriveAt(page, step);
      await fill(page, { 'Temporary password': 'given by the admin' });
      await choose(page);
      await arriveAt(page, 'Your account');
      // What was typed before is kept.
      await until(page, `document.querySelector('[name=name]')?.value === 'Grace Brewster Hopper'`);
    });
  });
});

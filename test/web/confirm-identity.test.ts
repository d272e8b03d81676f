// What asks for a recent sign-in, met by a person whose sign-in is a while ago.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { captureIfAsked, overflow, settle } from '../support/browser.ts';
import { addIdentity, addSignedIn, password } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { linkGitHub, openNamedSite } from './journeys.ts';
import { checkPage, fill, press, visitAs } from './people-at-pages.ts';

setDefaultTimeout(60_000);

const path = '/account';
const expected = /status of (?:403|400)/;
const title = 'Please confirm it is you';

/** A user whose sessions began eleven minutes ago. */
async function addEarlier(
  app: TestApp,
  options: Parameters<typeof addSignedIn>[1] = {},
): ReturnType<typeof addSignedIn> {
  const person = await addSignedIn(app, options);
  await app.database.write((trx) =>
    trx
      .updateTable('sessions')
      .set((eb) => ({ created_at: eb('created_at', '-', 11 * 60_000) }))
      .where('user_id', '=', person.user.id)
      .execute(),
  );
  return person;
}

function questionOf(page: Page) {
  return page.getByRole('dialog', { name: title });
}

async function confirm(page: Page, text = password): Promise<void> {
  const question = questionOf(page);
  await question.getByLabel('Password', { exact: true }).fill(text);
  await question.getByRole('button', { name: 'Continue' }).click();
}

async function waysOf(app: TestApp): Promise<unknown> {
  return (await app.database.read.selectFrom('identities').select('provider').execute()).map(
    ({ provider }) => provider,
  );
}

describe('a person with a password', () => {
  test('shows it, and what was begun goes on', async () => {
    await using site = await openNamedSite();
    const { app, at } = site;
    const person = await addEarlier(app, { email: 'grace@example.com' });
    await visitAs({ ...at, path, person, expected }, async (page) => {
      await press(page, 'Link GitHub');
      const question = questionOf(page);
      await question.waitFor();
      // The field has the keyboard.
      await page.keyboard.type('wrong password');
      await page.keyboard.press('Enter');
      await question.getByText('The current password is wrong.').waitFor();
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');
      await page.getByText('You can sign in with GitHub from now on.').waitFor();
      // The next act within ten minutes asks nothing, also after the page was loaded anew.
      await press(page, 'Link Google');
      await page.getByText('You can sign in with Google from now on.').waitFor();
      expect(await waysOf(app)).toEqual(['github', 'google']);
    });
  });

  test('may say no with Escape: nothing is changed, and nothing that was typed is lost', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addEarlier(app, { isAdmin: true });
    const facts = { Name: 'Alan Turing', 'E-mail': 'alan@example.com' };
    await visitAs({ origin, path: '/admin/users', person, expected }, async (page) => {
      await press(page, 'New user');
      await fill(page, { ...facts, Password: password });
      await page.getByRole('switch', { name: 'Administrator' }).check();
      await press(page, 'Create user');
      await questionOf(page).waitFor();
      await page.keyboard.press('Escape');
      await questionOf(page).waitFor({ state: 'detached' });
      const form = page.getByRole('dialog', { name: 'New user' });
      await form.getByText('Nothing was changed, because you did not confirm').waitFor();
      for (const [label, text] of Object.entries(facts)) {
        expect(await form.getByLabel(label, { exact: true }).inputValue()).toBe(text);
      }
      expect((await app.snapshot())['users']).toHaveLength(1);
      await press(page, 'Create user');
      await confirm(page);
      await page.getByText('Alan Turing can sign in now.').waitFor();
      expect(await page.getByRole('dialog').count()).toBe(0);
    });
  });

  test('is asked once for requests that come at once, and finds the keyboard where it was', async () => {
    await using site = await openNamedSite();
    const { app, at } = site;
    const person = await addEarlier(app);
    await visitAs({ ...at, path, person, expected }, async (page) => {
      await press(page, 'Link GitHub');
      await questionOf(page).waitFor();
      await page.evaluate(`document.querySelector('[aria-label="Link Google"]').click()`);
      // By then the second one waits for the answer to the same question.
      await settle(page);
      await questionOf(page).getByRole('button', { name: 'Cancel' }).click();
      await questionOf(page).waitFor({ state: 'detached' });
      await page.locator('[aria-label="Link GitHub"]:focus').waitFor();
      expect(await page.getByText('Nothing was changed').count()).toBeWithin(1, 3);
      expect(await waysOf(app)).toEqual([]);
    });
  });

  test.each([
    ['light', 1280],
    ['dark', 320],
  ] as const)('finds the question in order, %s and %d wide', async (scheme, width) => {
    await using site = await openNamedSite();
    const { app, at } = site;
    const person = await addEarlier(app);
    await addIdentity(app, person.user, 'github');
    await visitAs({ ...at, path, person, expected, scheme, width }, async (page) => {
      await press(page, 'Unlink GitHub');
      await page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).click();
      const question = questionOf(page);
      await question.getByRole('link', { name: 'Sign in again with GitHub' }).waitFor();
      await checkPage(page);
      expect(await overflow(page)).toBe(0);
      await captureIfAsked(page, `confirm-identity-${scheme}-${width}`);
      await confirm(page);
      await page.getByText('GitHub is unlinked.').waitFor();
      expect(await page.getByRole('dialog').count()).toBe(0);
    });
  });
});

describe('a person without a password', () => {
  test('signs in at the provider again: the session before ends, and the page is the same', async () => {
    await using site = await openNamedSite();
    const { app, at } = site;
    const person = await addEarlier(app, { email: 'grace@example.com', password: null });
    await linkGitHub(app, person.user.id);
    await visitAs({ ...at, path, person, expected }, async (page) => {
      await press(page, 'Link Google');
      const question = questionOf(page);
      expect(await question.getByLabel('Password').count()).toBe(0);
      const again = question.getByRole('link', { name: 'Sign in again with GitHub' });
      expect(await again.getAttribute('href')).toEndWith(
        'redirect=%2Faccount&errors=page&prompt=login',
      );
      await again.click();
      await page.getByText('Thank you, you are confirmed. You can go on').waitFor();
      expect(page.url()).toBe(at.origin + path);
      await press(page, 'Link Google');
      await page.getByText('You can sign in with Google from now on.').waitFor();
      expect(await waysOf(app)).toEqual(['github', 'google']);
    });
    expect(await endedOf(app)).toEqual([true, false]);
  });

  test('a user who returns as another user has confirmed nothing and stays signed in', async () => {
    await using site = await openNamedSite();
    const { app, at, standIn } = site;
    const person = await addEarlier(app, { email: 'grace@example.com', password: null });
    await linkGitHub(app, person.user.id);
    standIn.member = { ...standIn.member, id: 4712, email: 'eve@example.com' };
    await visitAs({ ...at, path, person, expected }, async (page) => {
      await press(page, 'Link Google');
      await questionOf(page).getByRole('link', { name: 'Sign in again with GitHub' }).click();
      await page.getByText('with the account of another person').waitFor();
      await press(page, 'Continue');
      await page.getByText('grace@example.com').first().waitFor();
      await press(page, 'Link Google');
      await questionOf(page).waitFor();
    });
    expect(await endedOf(app)).toEqual([false, true]);
  });

  test('who changes their mind there is still signed in', async () => {
    await using site = await openNamedSite();
    const { app, at, standIn } = site;
    const person = await addEarlier(app, { email: 'grace@example.com', password: null });
    await linkGitHub(app, person.user.id);
    standIn.refusal = 'access_denied';
    await visitAs({ ...at, path, person, expected }, async (page) => {
      await press(page, 'Link Google');
      await questionOf(page).getByRole('link', { name: 'Sign in again with GitHub' }).click();
      await page.getByText('You cancelled the sign-in').waitFor();
      await press(page, 'Go back');
      await page.getByRole('button', { name: 'Link Google' }).waitFor();
      expect(page.url()).toBe(at.origin + path);
    });
    expect(await endedOf(app)).toEqual([false]);
  });
});

test('a session that ends elsewhere takes the question away and asks for a sign-in', async () => {
  await using site = await openNamedSite();
  const { app, at } = site;
  const person = await addEarlier(app);
  await visitAs({ ...at, path, person, expected: /status of 40[13]/ }, async (page) => {
    await press(page, 'Link GitHub');
    await questionOf(page).waitFor();
    // What is still asked for would be refused, and ask for a sign-in by itself.
    await settle(page);
    await app.post('/api/auth/logout', { refresh_token: person.refresh_token });
    await confirm(page);
    await page.getByRole('dialog', { name: 'You were signed out' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
  });
});

/** Which sessions are over, in the order in which they began. */
async function endedOf(app: TestApp): Promise<readonly boolean[]> {
  const rows = await app.database.read
    .selectFrom('sessions')
    .select('ended_at')
    .orderBy('created_at')
    .execute();
  return rows.map((row) => row.ended_at !== null);
}

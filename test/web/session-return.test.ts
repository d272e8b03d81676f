// A session that ends while a page is open: on another device, in another tab, or by an administrator.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { captureIfAsked, settle } from '../support/browser.ts';
import { addPerson, addSignedIn, password } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { linkGitHub, openNamedSite } from './journeys.ts';
import { arriveAt, checkPage, fill, press, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const path = '/account';
const expected = /status of 40[013]/;
const email = 'ada@example.com';

type Person = Awaited<ReturnType<typeof addSignedIn>>;

function questionOf(page: Page) {
  return page.getByRole('dialog', { name: 'You were signed out' });
}

/** Ends the session as from another device, when nothing is requested any more. */
async function endElsewhere(app: TestApp, page: Page, person: Person): Promise<void> {
  await page.getByText('This device').waitFor();
  await settle(page);
  await app.post('/api/auth/logout', { refresh_token: person.refresh_token });
}

async function signInAgain(page: Page, text = password): Promise<void> {
  await questionOf(page).getByLabel('Password', { exact: true }).fill(text);
  await questionOf(page).getByRole('button', { name: 'Sign in', exact: true }).click();
}

describe('a session that ended on another device', () => {
  test('hides the page, and what was begun goes on after the sign-in', async () => {
    await using app = await createTestApp();
    const person = await addSignedIn(app, { email });
    await visitAs({ origin: app.listen(), path, person, expected }, async (page) => {
      await endElsewhere(app, page, person);
      await fill(page, { Name: 'Ada King' });
      await press(page, 'Save');
      const question = questionOf(page);
      await question.getByText(email).waitFor();
      expect(await page.locator('.page-header').isVisible()).toBe(false);
      await checkPage(page);
      await captureIfAsked(page, 'signed-out');
      await question.locator('[name=password]:focus').waitFor();
      await signInAgain(page, 'wrong password');
      await question.getByText('The e-mail address or the password is wrong.').waitFor();
      await signInAgain(page);
      await page.getByText('Your name is saved.').waitFor();
      expect(await page.getByLabel('Name').inputValue()).toBe('Ada King');
      expect(await page.getByRole('dialog').count()).toBe(0);
      expect(new URL(page.url()).pathname).toBe(path);
    });
  });

  test('cannot be dismissed with Escape', async () => {
    await using app = await createTestApp();
    const person = await addSignedIn(app, { email });
    await visitAs({ origin: app.listen(), path, person, expected }, async (page) => {
      await endElsewhere(app, page, person);
      await press(page, 'Save');
      await questionOf(page).waitFor();
      for (const _ of [1, 2, 3]) await page.keyboard.press('Escape');
      await signInAgain(page);
      await page.getByText('Your name is saved.').waitFor();
    });
  });

  test('asks in every tab, and a sign-in in one of them goes on in all', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app, { email });
    await visitAs({ origin, path, person, expected }, async (page) => {
      const other = await page.context().newPage();
      await other.goto(origin + path);
      await other.getByText('This device').waitFor();
      await fill(other, { Name: 'Ada King' });
      await endElsewhere(app, page, person);
      await press(page, 'Save');
      await questionOf(other).waitFor();
      await signInAgain(page);
      await questionOf(other).waitFor({ state: 'detached' });
      expect(await other.getByLabel('Name').inputValue()).toBe('Ada King');
      await press(other, 'Save');
      await other.getByText('Your name is saved.').waitFor();
    });
  });

  test('shows nothing of the first person to another one who signs in, also not what was typed', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app, { email });
    await addPerson(app, { email: 'grace@example.com', name: 'Grace Hopper' });
    await visitAs({ origin, path, person, expected }, async (page) => {
      await endElsewhere(app, page, person);
      await fill(page, { Name: 'Secret draft' });
      await press(page, 'Save');
      await questionOf(page).getByRole('button', { name: 'Go to the sign-in page' }).click();
      await arriveAt(page, 'Sign in');
      await fill(page, { 'E-mail': 'grace@example.com', Password: password });
      await press(page, 'Sign in');
      await page.locator('.page-header', { hasText: 'grace@example.com' }).waitFor();
      expect(await page.getByLabel('Name').inputValue()).toBe('Grace Hopper');
      expect(await page.evaluate<string>('JSON.stringify(sessionStorage)')).not.toContain('draft');
    });
  });

  test('loads the page again in a waiting tab when another person signs in', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app, { email });
    await addPerson(app, { email: 'grace@example.com', name: 'Grace Hopper' });
    await visitAs({ origin, path, person, expected }, async (page) => {
      await endElsewhere(app, page, person);
      await fill(page, { Name: 'Secret draft' });
      await press(page, 'Save');
      await questionOf(page).waitFor();
      const other = await page.context().newPage();
      await other.goto(`${origin}/login`);
      await fill(other, { 'E-mail': 'grace@example.com', Password: password });
      await press(other, 'Sign in');
      await page.locator('.page-header', { hasText: 'grace@example.com' }).waitFor();
      expect(await page.getByLabel('Name').inputValue()).toBe('Grace Hopper');
    });
  });

  test('gives back what was typed, but no password, after a sign-in on the sign-in page', async () => {
    await using app = await createTestApp();
    const person = await addSignedIn(app, { email });
    await visitAs({ origin: app.listen(), path, person, expected }, async (page) => {
      await endElsewhere(app, page, person);
      await fill(page, { Name: 'Ada King', 'Current password': 'typed secret' });
      await press(page, 'Save');
      await questionOf(page).getByRole('button', { name: 'Go to the sign-in page' }).click();
      await arriveAt(page, 'Sign in');
      expect(await page.evaluate<string>('JSON.stringify(sessionStorage)')).not.toContain('secret');
      await fill(page, { 'E-mail': email, Password: password });
      await press(page, 'Sign in');
      await page.getByText('What you typed before is here again.').waitFor();
      expect(await page.getByLabel('Name').inputValue()).toBe('Ada King');
      await press(page, 'Save');
      await page.getByText('Your name is saved.').waitFor();
      expect(await page.evaluate<string>('JSON.stringify(sessionStorage)')).not.toContain('King');
    });
  });
});

test('a person without a password signs in at the provider and finds what was typed', async () => {
  await using site = await openNamedSite();
  const { app, at } = site;
  // The provider's name, which a sign-in there would set otherwise.
  const name = 'Grace at the provider';
  const person = await addSignedIn(app, { email: 'grace@example.com', password: null, name });
  await linkGitHub(app, person.user.id);
  await visitAs({ ...at, path, person, expected }, async (page) => {
    await endElsewhere(app, page, person);
    await fill(page, { Name: 'Rear Admiral' });
    await press(page, 'Save');
    const question = questionOf(page);
    expect(await question.getByLabel('Password').count()).toBe(0);
    await question.getByRole('link', { name: 'Sign in again with GitHub' }).click();
    await page.getByText('What you typed before is here again.').waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('Rear Admiral');
  });
});

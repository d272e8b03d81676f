// The page of an invitation.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { InvitationTable } from '../../src/db/message-tables.ts';
import { addInvitation, usesOf } from '../support/invitations.ts';
import { visit } from '../support/browser.ts';
import { addPerson, addSignedIn, password } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { openOidcSite, signInThere } from './journeys.ts';
import { arriveAt, checkLooks, fill, press, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const heading = 'You are invited to Anchor';

async function invite(app: TestApp, change: Partial<InvitationTable> = {}) {
  const maker = await addPerson(app, { name: 'Ada Lovelace', isAdmin: true });
  const invitation = await addInvitation(app, { made_by: maker.id, ...change });
  return { ...invitation, path: `/link#${invitation.token}` };
}

/** Everything that the page has left in the browser, beside the addresses of its buttons. */
const kept = `JSON.stringify([location.href, history.state, { ...localStorage },
  { ...sessionStorage }, document.cookie])`;

test('an invitation makes an account while registration is closed, and signs it in', async () => {
  await using app = await createTestApp({ USER_SIGNUP: 'disabled' });
  const invitation = await invite(app, { email: 'grace@example.com', name: 'Grace Hopper' });
  const visiting = { origin: app.listen(), path: invitation.path, expected: /status of 400/ };
  await visit(visiting, async (page) => {
    await arriveAt(page, heading);
    await page.getByText('Ada Lovelace invites you to create an account.').waitFor();
    await page.getByText('This invitation is for g***@example.com.').waitFor();
    expect(await page.evaluate<string>(kept)).not.toContain(invitation.token);
    expect(await page.getByLabel('Name').inputValue()).toBe('Grace Hopper');
    await fill(page, { 'E-mail': 'eve@example.com', Password: password });
    await press(page, 'Create account');
    await page.getByText('This invitation is for g***@example.com. Please enter').waitFor();
    await fill(page, { 'E-mail': 'grace@example.com' });
    await press(page, 'Create account');
    await arriveAt(page, 'Your account');
    expect(await page.evaluate<string>(kept)).not.toContain(invitation.token);
  });
  expect(await usesOf(app, invitation)).toBe(1);
});

test('an invitation that ends while the form is filled in says so in its place', async () => {
  await using app = await createTestApp();
  const { path, id } = await invite(app);
  const visiting = { origin: app.listen(), path, expected: /status of 404/ };
  await visit(visiting, async (page) => {
    await arriveAt(page, heading);
    await fill(page, { Name: 'Grace', 'E-mail': 'grace@example.com', Password: password });
    await app.database.write((trx) => trx.deleteFrom('invitations').where('id', '=', id).execute());
    await press(page, 'Create account');
    await arriveAt(page, 'This link no longer works');
  });
});

test('a provider takes the invitation along and brings the person back signed in', async () => {
  await using site = await openOidcSite({ USER_SIGNUP: 'disabled', OIDC_AUTO_CREATE: 'false' });
  const invitation = await invite(site.app, { is_admin: 1 });
  await visit({ ...site.at, path: invitation.path }, async (page) => {
    await arriveAt(page, heading);
    await page.getByText('Your account will be an administrator.').waitFor();
    await page.getByRole('link', { name: 'Continue with Pocket ID' }).click();
    await signInThere(page);
    await arriveAt(page, 'Your account');
    await page.getByRole('link', { name: 'Administration' }).first().waitFor();
  });
  expect(await usesOf(site.app, invitation)).toBe(1);
});

describe('a person who', () => {
  test('is signed in already hears how to make another account', async () => {
    await using app = await createTestApp();
    const { path } = await invite(app);
    const person = await addSignedIn(app);
    await visitAs({ origin: app.listen(), path, person }, async (page) => {
      await page.getByText('You are signed in already.').waitFor();
      await page.getByRole('link', { name: 'Go to your account' }).click();
      await arriveAt(page, 'Your account');
    });
  });

  test('waits for approval hears which password to use', async () => {
    await using app = await createTestApp({ USER_SIGNUP: 'review' });
    const { path } = await invite(app);
    const form = { email: 'grace@example.com', password, name: 'Grace' };
    expect((await app.post('/api/auth/register', form)).status).toBe(201);
    const visiting = { origin: app.listen(), path, expected: /status of 409/ };
    await visit(visiting, async (page) => {
      await fill(page, { Name: 'Grace', 'E-mail': form.email, Password: 'staple battery horse' });
      await press(page, 'Create account');
      await page.getByText('Please use the password that you chose then').waitFor();
      await fill(page, { Password: password });
      await press(page, 'Create account');
      await arriveAt(page, 'Your account');
    });
  });
});

describe.each([375, 1280])('at %d pixels', (width) => {
  test.each(['en', 'de', 'fr', 'es'])('the page looks right in %s', async (locale) => {
    await using app = await createTestApp({
      GITHUB_CLIENT_ID: 'our-client',
      GITHUB_CLIENT_SECRET: 'our-secret',
    });
    const { path } = await invite(app, { email: 'grace@example.com', is_admin: 1 });
    await visit({ origin: app.listen(), path, width, locale }, async (page) => {
      await page.getByRole('textbox').first().waitFor();
      await checkLooks(page, `invitation-${locale}`, width);
    });
  });
});

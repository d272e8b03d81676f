// What people do with the links that the server mails them: from the page that asks to the page of the link.
import { expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { tokenIn } from '../links/links.ts';
import { visit } from '../support/browser.ts';
import { addPerson, addSignedIn, password } from '../support/people.ts';
import type { ReceivedMail } from '../support/smtp/received-mail.ts';
import { type MailServerOfTest, mailServer } from '../support/smtp/server.ts';
import { createTestApp, type Env } from '../support/test-app.ts';
import { checkLooks, fill, press, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const email = 'grace@example.com';

/** A server that sends mail. */
async function openSite(env: Env = {}) {
  const mail = await mailServer();
  const app = await createTestApp({ ...mail.env, ...env });
  return {
    app,
    mail,
    origin: app.listen(),
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await mail[Symbol.asyncDispose]();
    },
  };
}

/** Waits for the next mail to an address, whatever goes to others. */
async function nextTo(mail: MailServerOfTest, address: string): Promise<ReceivedMail> {
  for (;;) {
    const letter = await mail.next();
    if (letter.envelope.to.includes(address)) return letter;
  }
}

async function openLink(page: Page, origin: string, letter: ReceivedMail): Promise<void> {
  await page.goto(`${origin}/link#${tokenIn(letter)}`);
}

test.concurrent(
  'a forgotten password is replaced by a mailed link, and the address is typed once',
  async () => {
    await using site = await openSite();
    const { app, mail, origin } = site;
    await addPerson(app, { email });
    await visit({ origin, path: '/login' }, async (page) => {
      await fill(page, { 'E-mail': email });
      await page.getByRole('link', { name: 'Forgot your password?' }).click();
      await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
      await checkLooks(page, 'forgot-password', 375);
      await press(page, 'Send the link');
      await page.getByText(`If there is an account with the address ${email}`).waitFor();
      await checkLooks(page, 'forgot-password-sent', 375);
      await openLink(page, origin, await mail.next());
      await fill(page, { 'New password': 'staple battery horse' });
      await press(page, 'Save the new password');
      await page.getByText('You can sign in with it now.').waitFor();
      await fill(page, { 'E-mail': email, Password: 'staple battery horse' });
      await press(page, 'Sign in');
      await page.getByRole('heading', { name: 'Your account' }).waitFor();
    });
  },
);

test.concurrent('without mail the page says who helps', async () => {
  await using app = await createTestApp();
  await addPerson(app, { email });
  const origin = app.listen();
  await visit({ origin, path: '/login' }, async (page) => {
    await page.getByText('Forgot your password?').waitFor();
    expect(await page.getByRole('link', { name: 'Forgot your password?' }).count()).toBe(0);
    await page.goto(`${origin}/forgot-password`);
    await page.getByText('This server sends no mail.').waitFor();
  });
});

test.concurrent(
  'a new account confirms its address before the first sign-in, where that is required',
  async () => {
    await using site = await openSite({ REQUIRE_VERIFIED_EMAIL: 'true' });
    const { app, mail, origin } = site;
    await addPerson(app, { isAdmin: true });
    await visit({ origin, path: '/register', expected: /status of 403/ }, async (page) => {
      await fill(page, { Name: 'Grace Hopper', 'E-mail': email, Password: password });
      await press(page, 'Create account');
      await page.getByText(`We have sent a link to ${email}`).waitFor();
      await checkLooks(page, 'confirm-first', 375);
      await press(page, 'Back to the sign-in page');
      await fill(page, { 'E-mail': email, Password: password });
      await press(page, 'Sign in');
      await page.getByText(`We have sent a link to ${email}`).waitFor();
      await openLink(page, origin, await nextTo(mail, email));
      await fill(page, { Password: password });
      await checkLooks(page, 'link-verify', 375);
      await press(page, 'Confirm the address');
      await page.getByText('Your e-mail address is confirmed.').waitFor();
      await fill(page, { 'E-mail': email, Password: password });
      await press(page, 'Sign in');
      await page.getByRole('heading', { name: 'Your account' }).waitFor();
    });
  },
);

test.concurrent(
  'a person confirms the address and takes another one on the account page',
  async () => {
    await using site = await openSite();
    const { app, mail, origin } = site;
    const person = await addSignedIn(app, { email });
    await visitAs({ origin, path: '/account', person }, async (page) => {
      await page.getByText('Not confirmed').waitFor();
      await checkLooks(page, 'account-email', 375);
      await press(page, 'Send a link to confirm it');
      await openLink(page, origin, await nextTo(mail, email));
      await press(page, 'Confirm the address');
      await page.getByText('Your e-mail address is confirmed.').waitFor();
      await page.getByText('Confirmed', { exact: true }).waitFor();
      const other = 'hopper@example.com';
      await fill(page, { 'New e-mail address': other });
      await press(page, 'Change address');
      await page.getByText(`We have sent a link to ${other}`).waitFor();
      await openLink(page, origin, await nextTo(mail, other));
      await press(page, 'Use this address');
      await page.getByText('Your new e-mail address is confirmed.').waitFor();
      await page.getByText(other).first().waitFor();
    });
  },
);

test.concurrent(
  'a link in the browser of another person asks for the password of its own account',
  async () => {
    await using site = await openSite();
    const { app, mail, origin } = site;
    const person = await addSignedIn(app, { email });
    await app.post('/api/auth/verification', undefined, person.access_token);
    const letter = await nextTo(mail, email);
    const other = await addSignedIn(app, { email: 'alan@example.com' });
    const expected = /status of 403/;
    await visitAs({ origin, path: '/account', person: other, expected }, async (page) => {
      await page.getByText('Not confirmed').waitFor();
      await openLink(page, origin, letter);
      await press(page, 'Confirm the address');
      await fill(page, { Password: 'wrong battery horse' });
      await press(page, 'Confirm the address');
      await page.getByText('The current password is wrong').waitFor();
      await fill(page, { Password: password });
      await press(page, 'Confirm the address');
      await page.getByText('Your e-mail address is confirmed.').waitFor();
    });
  },
);

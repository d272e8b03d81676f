// Every page in every look: readable, operable, nothing cut off; the pictures are for people.
import { describe, setDefaultTimeout, test } from 'bun:test';
import { visit } from '../support/browser.ts';
import { addPerson, addSignedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { arriveAt, checkLooks, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

/** What changes with the width is laid out anew, the colours alone with the scheme; 640 is 1280 at 200 %. */
const widths = [320, 640, 1280];

const providers = {
  OIDC_ENABLED: 'true',
  OIDC_PROVIDER_NAME: 'Pocket ID',
  OIDC_ISSUER_URL: 'https://id.example.com',
  OIDC_CLIENT_ID: 'anchor',
  OIDC_CLIENT_SECRET: 'secret',
  GITHUB_CLIENT_ID: 'anchor',
  GITHUB_CLIENT_SECRET: 'secret',
  GOOGLE_CLIENT_ID: 'anchor',
  GOOGLE_CLIENT_SECRET: 'secret',
};

describe.each(widths)('at %d px', (width) => {
  test('the sign-in page', async () => {
    await using app = await createTestApp(providers);
    await addPerson(app);
    const path = '/login?error_code=account_pending&error=x';
    await visit({ origin: app.listen(), path, width }, async (page) => {
      await page.getByRole('link', { name: 'Continue with Pocket ID' }).waitFor();
      await page.getByRole('button', { name: 'Sign in' }).click();
      await checkLooks(page, 'login', width);
    });
  });

  test('the registration page', async () => {
    await using app = await createTestApp({ USER_SIGNUP: 'review' });
    await addPerson(app);
    await visit({ origin: app.listen(), path: '/register', width }, async (page) => {
      await page.getByLabel('Password', { exact: true }).fill('long enough');
      await checkLooks(page, 'register', width);
    });
  });

  test('the account page and its question', async () => {
    await using app = await createTestApp(providers);
    const origin = app.listen();
    const person = await addSignedIn(app, { isAdmin: true });
    await app.post('/api/auth/api-token/regenerate', undefined, person.access_token);
    await visitAs({ origin, path: '/account', person, width }, async (page) => {
      await arriveAt(page, 'Your account');
      await page.getByText('This device').waitFor();
      await page.getByText('Show API tokens').click();
      await page.getByRole('button', { name: 'Show', exact: true }).click();
      await page.getByText('Keep it secret, like a password.').waitFor();
      await checkLooks(page, 'account', width);
      await page.getByRole('button', { name: 'Revoke' }).click();
      await page.getByRole('dialog').waitFor();
      await checkLooks(page, 'question', width);
    });
  });
});

// Every page in every look: readable, operable, nothing cut off; the pictures are for people.
import { describe, setDefaultTimeout, test } from 'bun:test';
import { captureIfAsked, visit } from '../support/browser.ts';
import { addPerson, addSignedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { arriveAt, checkPage, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const looks = (['light', 'dark'] as const).flatMap((scheme) =>
  [320, 1280].map((width) => ({ scheme, width })),
);

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

describe.each(looks)('at $width px in the $scheme scheme', (look) => {
  const name = `${look.scheme}-${look.width}`;

  test('the sign-in page', async () => {
    await using app = await createTestApp(providers);
    await addPerson(app);
    const path = '/login?error_code=account_pending&error=x';
    await visit({ origin: app.listen(), path, ...look }, async (page) => {
      await page.getByRole('link', { name: 'Continue with Pocket ID' }).waitFor();
      await page.getByRole('button', { name: 'Sign in' }).click();
      await checkPage(page);
      await captureIfAsked(page, `login-${name}`);
    });
  });

  test('the registration page', async () => {
    await using app = await createTestApp({ USER_SIGNUP: 'review' });
    await addPerson(app);
    await visit({ origin: app.listen(), path: '/register', ...look }, async (page) => {
      await page.getByLabel('Password', { exact: true }).fill('long enough');
      await checkPage(page);
      await captureIfAsked(page, `register-${name}`);
    });
  });

  test('the account page and its question', async () => {
    await using app = await createTestApp(providers);
    const origin = app.listen();
    const person = await addSignedIn(app, { isAdmin: true });
    await app.post('/api/auth/api-token/regenerate', undefined, person.access_token);
    await visitAs({ origin, path: '/account', person, ...look }, async (page) => {
      await arriveAt(page, 'Your account');
      await page.getByText('This device').waitFor();
      await page.getByText('Keep it like a password.').waitFor();
      await checkPage(page);
      await captureIfAsked(page, `account-${name}`);
      await page.getByRole('button', { name: 'Revoke' }).click();
      await page.getByRole('dialog').waitFor();
      await checkPage(page);
    });
  });
});

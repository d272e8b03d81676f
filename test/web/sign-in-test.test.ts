// Groups at the OpenID provider in the browser: a test sign-in in the panel, and the refusal on the sign-in page.
import { expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { visit } from '../support/browser.ts';
import { addGroups } from '../support/claimed-groups.ts';
import { oidcEnv, openScene } from '../support/oidc-scene.ts';
import { addSignedIn } from '../support/people.ts';
import { startProvider } from '../support/provider/provider.ts';
import { createTestApp, type Env } from '../support/test-app.ts';
import { findPlace } from './journeys.ts';
import { checkLooks, checkPage, press, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const ada = { sub: 'person-1', email: 'ada@example.com', email_verified: true, name: 'Ada' };

interface Testing {
  readonly env: Env;
  readonly claims: object;
  readonly width?: number;
}

/** Tests a sign-in in the panel as an administrator; the provider asks nothing and sends the browser back. */
async function testSignIn(
  { env, claims, width = 1280 }: Testing,
  look: (page: Page) => Promise<void>,
) {
  const { port, origin } = findPlace();
  await using provider = await startProvider();
  provider.person({ ...ada, ...claims });
  const site = { APP_URL: origin, OIDC_PROVIDER_NAME: 'Home ID', ...oidcEnv(provider), ...env };
  await using app = await createTestApp(site);
  app.listen(port);
  const person = await addSignedIn(app, { email: 'root@example.com', isAdmin: true });
  await addGroups(app, 'kitchen');
  const at = { origin, path: '/admin/providers', alsoAt: [provider.issuer], width };
  await visitAs({ ...at, person }, async (page) => {
    await press(page, 'Test a sign-in');
    await page.getByRole('heading', { name: 'What a sign-in would do' }).waitFor();
    expect(page.url()).toBe(`${origin}/admin/providers`);
    await look(page);
  });
  const { users = [], sessions = [], identities = [] } = await app.snapshot();
  expect([users.length, sessions.length, identities.length]).toEqual([1, 1, 0]);
}

test('an administrator sees what a sign-in would do, and nothing comes of it', async () => {
  const env = { OIDC_ADMIN_GROUPS: 'owners' };
  const claims = { groups: ['/kitchen', 'owners'], department: 'Engines' };
  await testSignIn({ env, claims }, async (page) => {
    await page.getByText('A new account would be created: ada@example.com.').waitFor();
    await page.getByText('kitchen and owners (ID token)').waitFor();
    await page.getByText('Yes, through the group “owners”').waitFor();
    await page.getByText('What the ID token says').click();
    await page.getByText('"Engines"').first().waitFor();
    await checkLooks(page, 'sign-in-test', 1280);
  });
});

test('a refusal says why, and what to set at the provider', async () => {
  await testSignIn(
    { env: { OIDC_ALLOWED_GROUPS: 'family' }, claims: {}, width: 375 },
    async (page) => {
      await page.getByText('The sign-in would be refused.').waitFor();
      await page.getByText('Not in a group that may sign in here').waitFor();
      await page.getByText('The provider sent no groups in groups.').waitFor();
      await page.getByText('Set the claim with the groups (OIDC_GROUPS_CLAIM)').waitFor();
      await checkLooks(page, 'sign-in-test-refused', 375);
    },
  );
});

test('a result is shown once, and a way back without one asks to start again', async () => {
  await using app = await createTestApp({
    OIDC_ENABLED: 'true',
    OIDC_ISSUER_URL: 'https://id.example.com',
    OIDC_CLIENT_ID: 'anchor',
  });
  const origin = app.listen();
  const person = await addSignedIn(app, { isAdmin: true });
  const path = '/admin/providers?tested=1&error_code=invalid_state';
  await visitAs({ origin, path, person }, async (page) => {
    await page.getByText('The test was not finished. Please start it again.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Test a sign-in' }).waitFor();
    expect(await page.getByText('The test was not finished').count()).toBe(0);
  });
});

test('who is in no group that may sign in reads the name of the provider', async () => {
  const env = { OIDC_ALLOWED_GROUPS: 'family', OIDC_PROVIDER_NAME: 'Home ID' };
  await using scene = await openScene({ env });
  await addSignedIn(scene.app, { isAdmin: true });
  const { url } = await scene.browser.signIn();
  const origin = scene.app.listen();
  await visit({ origin, path: url.pathname + url.search }, async (page) => {
    const alert = page.getByRole('alert');
    await alert
      .getByText('Your account at Home ID is not in a group that may sign in here')
      .waitFor();
    await checkPage(page);
  });
});

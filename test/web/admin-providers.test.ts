import { expect, setDefaultTimeout, test } from 'bun:test';
import { captureIfAsked } from '../support/browser.ts';
import { oidcOptionList } from '../../src/core/oidc-options.ts';
import { setSetting } from '../support/people.ts';
import { startProvider } from '../support/provider/provider.ts';
import { createTestApp } from '../support/test-app.ts';
import { dialogOf, visitPanel } from './admin-panel.ts';
import { checkPage, fill, press, tabTo } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const secret = 'never to be seen again';

test('an OpenID provider is set up, and its secret is never shown again', async () => {
  await using app = await createTestApp();
  await visitPanel(app, { path: '/providers', expected: /status of 400/ }, async (page) => {
    await fill(page, { 'Issuer URL': 'http://id.example.com', Name: 'Pocket ID' });
    await fill(page, { 'Client ID': 'anchor', 'Client secret': secret });
    const form = page.getByRole('form', { name: 'OpenID Connect' });
    await form.getByRole('switch', { name: 'Show on the sign-in page' }).check();
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Please enter an address that begins with https://').waitFor();
    expect(await page.getByLabel('Client secret', { exact: true }).inputValue()).toBe(secret);
    await fill(page, { 'Issuer URL': 'https://id.example.com' });
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('A secret is stored').waitFor();
    expect(await page.content()).not.toContain(secret);
    await page.reload();
    await page.getByText('A secret is stored').waitFor();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Pocket ID');
    await press(page, 'Remove');
    await dialogOf(page, 'Remove the client secret of Pocket ID?')
      .getByRole('button', { name: 'Remove' })
      .click();
    await page.locator('input[name=clientSecret]').waitFor();
  });
  const { clientSecret, ...oidc } = await app.services.connections.oidc();
  expect(oidc).toMatchObject({ enabled: true, issuerUrl: 'https://id.example.com' });
  expect(clientSecret).toBeNull();
});

test('a stored secret stays when something else is saved, and is replaced when one is typed', async () => {
  await using app = await createTestApp();
  const stored = async () => (await app.services.connections.oidc()).clientSecret;
  await visitPanel(app, { path: '/providers' }, async (page) => {
    const save = page
      .getByRole('form', { name: 'OpenID Connect' })
      .getByRole('button', { name: 'Save' });
    await fill(page, { 'Client secret': secret });
    await save.click();
    await page.getByText('A secret is stored').waitFor();
    await fill(page, { 'Client ID': 'another' });
    await save.click();
    await page.getByText('OpenID Connect is saved.').nth(1).waitFor();
    expect(await stored()).toBe(secret);
    await press(page, 'Replace');
    await page.locator('[name=clientSecret]:focus').fill('the next one');
    await save.click();
    await page.getByText('A secret is stored').waitFor();
    expect(await stored()).toBe('the next one');
  });
});

test('the connection is tried with what is typed, before anything is saved', async () => {
  await using app = await createTestApp({ OIDC_ALLOW_HTTP: 'true' });
  await visitPanel(app, { path: '/providers', expected: /status of 400/ }, async (page) => {
    await press(page, 'Test connection');
    await page.getByText('please enter the issuer URL').waitFor();
    await fill(page, { 'Issuer URL': 'http://127.0.0.1:1', 'Client ID': 'anchor' });
    await press(page, 'Test connection');
    await page.getByText('Sign-in would not work yet.').waitFor();
    await page.getByText('Is the provider running').waitFor();
    await checkPage(page);
    await captureIfAsked(page, 'admin-provider-test');
  });
  expect((await app.services.connections.oidc()).issuerUrl).toBeNull();
});

test('settings of the environment are shown with the name of what locks them', async () => {
  await using app = await createTestApp({
    OIDC_ENABLED: 'true',
    OIDC_ISSUER_URL: 'https://id.example.com',
    OIDC_CLIENT_ID: 'anchor',
    GITHUB_CLIENT_ID: 'anchor',
    GITHUB_CLIENT_SECRET: secret,
    DISABLE_INTERNAL_AUTH: 'true',
  });
  await visitPanel(app, { path: '/providers' }, async (page) => {
    await page.getByText('Set in the environment by OIDC_ENABLED').waitFor();
    await page.getByText('Set in the environment by DISABLE_INTERNAL_AUTH').waitFor();
    expect(await page.getByLabel('Issuer URL').count()).toBe(0);
    await press(page, 'Details of GitHub');
    await page
      .getByText('set in the environment by GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET')
      .waitFor();
    await page.getByRole('switch', { name: 'New people can sign up' }).uncheck();
    await press(page, 'Save GitHub');
    await page.getByText('GitHub is saved.').waitFor();
    await checkPage(page);
    await captureIfAsked(page, 'admin-providers-locked');
  });
  expect((await app.services.connections.named('github')).allowSignup.value).toBe(false);
});

test('Google is set up', async () => {
  await using app = await createTestApp();
  await visitPanel(app, { path: '/providers' }, async (page) => {
    await press(page, 'Set up Google');
    const form = page.getByRole('form', { name: 'Google' });
    await form.getByLabel('Client ID').fill('anchor.apps.googleusercontent.com');
    await form.getByLabel('Client secret', { exact: true }).fill(secret);
    await form.getByRole('switch', { name: 'Link by e-mail address' }).uncheck();
    await press(page, 'Save Google');
    await page.getByText('Shown on the sign-in page', { exact: true }).waitFor();
    await form.getByText('A secret is stored').waitFor();
    expect(await page.content()).not.toContain(secret);
  });
  const google = await app.services.connections.named('google');
  expect(google.clientSecret.value).toBe(secret);
  expect(google.autoLink.value).toBe(false);
});

test('what would lock every administrator out is refused, with what to do', async () => {
  await using app = await createTestApp({ GITHUB_CLIENT_ID: 'a', GITHUB_CLIENT_SECRET: secret });
  await visitPanel(app, { path: '/providers', expected: /status of 409/ }, async (page) => {
    await press(page, 'Switch passwords off');
    const question = dialogOf(page, 'Switch passwords off?');
    await question.getByText('When the provider is down, you cannot sign in either').waitFor();
    await question.getByRole('button', { name: 'Switch passwords off' }).click();
    await question.getByText('Link a provider to your own account').waitFor();
    await checkPage(page);
    await question.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('People can sign in with e-mail and password.').waitFor();
  });
});

test('a complete provider that is switched off is said to be off, and is switched on from there', async () => {
  await using app = await createTestApp();
  const isOn = async () => (await app.services.connections.oidc()).enabled;
  await visitPanel(app, { path: '/providers' }, async (page) => {
    const form = page.getByRole('form', { name: 'OpenID Connect' });
    const shown = form.getByRole('switch', { name: 'Show on the sign-in page' });
    await fill(page, { 'Issuer URL': 'https://id.example.com', 'Client ID': 'anchor' });
    expect(await shown.isChecked()).toBe(true);
    await shown.uncheck();
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('OpenID Connect is saved, but not shown on the sign-in page.').waitFor();
    expect(await isOn()).toBe(false);
    await press(page, 'Switch on');
    await page.getByText('OpenID Connect is saved.').waitFor();
    expect(await isOn()).toBe(true);
    expect(await shown.isChecked()).toBe(true);
  });
});

test('the redirect addresses stand before the fields that need them', async () => {
  await using app = await createTestApp();
  await visitPanel(app, { path: '/providers' }, async (page) => {
    const address = page.getByRole('group', { name: 'For browsers' });
    await address.waitFor();
    const top = async (part: typeof address) => (await part.boundingBox())?.y ?? 0;
    expect(await top(address)).toBeLessThan(await top(page.getByLabel('Issuer URL')));
    expect(await address.textContent()).toContain('/api/auth/oidc/callback');
  });
});

test('providers are set up and tested with the keyboard alone', async () => {
  await using provider = await startProvider({ clientSecret: secret });
  await using app = await createTestApp();
  await visitPanel(app, { path: '/' }, async (page) => {
    const type = async (field: string, text: string) => {
      await tabTo(page, field);
      await page.keyboard.type(text);
    };
    const hit = async (control: string) => {
      await tabTo(page, control);
      await page.keyboard.press('Enter');
    };
    await hit('Providers');
    await page.getByLabel('Issuer URL').waitFor();
    await type('Issuer URL', provider.issuer);
    await type('Client ID', provider.clientId);
    await type('Client secret', secret);
    await page.keyboard.press('Enter');
    await page.getByText('OpenID Connect is saved.').waitFor();
    await hit('Test connection');
    await page.getByText('Sign-in should work.').waitFor();
    await hit('Set up Google');
    await page.getByRole('form', { name: 'Google' }).waitFor();
    await type('Client ID', 'anchor.apps.googleusercontent.com');
    await type('Client secret', secret);
    await hit('Save Google');
    await page.getByText('Google is saved.').waitFor();
  });
  expect((await app.services.connections.oidc()).enabled).toBe(true);
  expect((await app.services.connections.named('google')).clientSecret.value).toBe(secret);
});

test('the further settings are changed, asked about before they are lost, and shown in the audit log', async () => {
  await using app = await createTestApp({ OIDC_AUTO_REDIRECT: 'false' });
  await setSetting(app, 'oidc.issuer_url', 'https://id.example.com');
  await visitPanel(app, { path: '/providers' }, async (page) => {
    const form = page.getByRole('form', { name: 'More settings' });
    await form.getByText('set in the environment by OIDC_AUTO_REDIRECT').waitFor();
    expect(await form.getByRole('switch', { name: 'Go to the provider at once' }).isEnabled()).toBe(
      false,
    );
    await form
      .getByLabel('What the provider asks at every sign-in')
      .selectOption({ label: 'Which account to use' });
    await page.getByRole('link', { name: 'Users' }).click();
    await dialogOf(page, 'Leave this page?').getByRole('button', { name: 'Keep editing' }).click();
    await checkPage(page);
    await captureIfAsked(page, 'admin-provider-options');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The settings are saved.').waitFor();
    await page.reload();
    const choice = form.getByLabel('What the provider asks at every sign-in');
    expect(await choice.inputValue()).toBe('select_account');
    await page.getByRole('link', { name: 'Audit log' }).click();
    await page
      .getByText('What the provider asks at every sign-in: Which account to use')
      .first()
      .waitFor();
  });
  expect((await app.services.connections.oidc()).options.prompt).toBe('select_account');
});

test('while the environment sets all further settings there is nothing to save', async () => {
  const variables = Object.fromEntries(
    oidcOptionList.map(([, { variable, fallback }]) => [variable, String(fallback) || 'family']),
  );
  await using app = await createTestApp({
    OIDC_ISSUER_URL: 'https://id.example.com',
    ...variables,
  });
  await visitPanel(app, { path: '/providers' }, async (page) => {
    await page.getByText('Nothing, if you are signed in there').waitFor();
    expect(await page.getByRole('form', { name: 'More settings' }).count()).toBe(0);
    await checkPage(page);
  });
});

// Where a password manager sends a person who changes a password (W3C, change-password URL).
import { expect, setDefaultTimeout, test } from 'bun:test';
import { visit } from '../support/browser.ts';
import { addPerson, password } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { arriveAt, fill, press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

test('a password manager leads a signed-out person through the sign-in to the form', async () => {
  await using app = await createTestApp();
  const { email } = await addPerson(app);
  const path = '/.well-known/change-password';
  await visit({ origin: app.listen(), path }, async (page) => {
    await arriveAt(page, 'Sign in');
    await fill(page, { 'E-mail': email, Password: password });
    await press(page, 'Sign in');
    await arriveAt(page, 'Your account');
    await page.getByLabel('New password', { exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/account');
  });
});

// The page of a link to a new password.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { chosen, countLinks, inspect, makeLink, resetBy, tokenOf } from '../links/links.ts';
import { visit } from '../support/browser.ts';
import { addPerson, addSignedIn } from '../support/people.ts';
import { mailServer } from '../support/smtp/server.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { arriveAt, checkLooks, fill, press, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const email = 'grace@example.com';
const heading = 'Choose a new password';

async function linkFor(app: TestApp, user?: Parameters<typeof makeLink>[1]) {
  const link = await makeLink(app, user ?? (await addPerson(app, { email })));
  const token = tokenOf(link);
  return { token, path: `/link#${token}` };
}

/** Everything that the page has left in the browser. */
const kept = `JSON.stringify([location.href, history.state, { ...localStorage },
  { ...sessionStorage }, document.cookie, document.documentElement.outerHTML])`;

async function choose(page: Page, secret: string): Promise<void> {
  await fill(page, { 'New password': secret });
  await press(page, 'Save the new password');
}

describe('a link to a new password', () => {
  test('sets it, and leads to the sign-in page, where it works', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const { token, path } = await linkFor(app);
    await visit({ origin, path }, async (page) => {
      await arriveAt(page, heading);
      await page.getByText('For the account g***@example.com').waitFor();
      expect(new URL(page.url()).href).toBe(`${origin}/link`);
      expect(await page.evaluate<string>(kept)).not.toContain(token);
      await choose(page, chosen);
      await arriveAt(page, 'Sign in');
      await page.getByText('The new password for g***@example.com is saved.').waitFor();
      expect(await page.evaluate<string>(kept)).not.toContain(token);
      await fill(page, { 'E-mail': email, Password: chosen });
      await press(page, 'Sign in');
      await arriveAt(page, 'Your account');
    });
    expect((await inspect(app, token)).status).toBe(404);
  });

  test('is not used up by opening the page, nor by a password that is refused', async () => {
    await using app = await createTestApp({ ENABLE_PASSWORD_VALIDATION: 'true' });
    const { path } = await linkFor(app);
    const visiting = { origin: app.listen(), path, expected: /status of 400/ };
    await visit(visiting, async (page) => {
      await arriveAt(page, heading);
    });
    await visit(visiting, async (page) => {
      await press(page, 'Save the new password');
      await page.getByText('Please choose a password.').waitFor();
      await choose(page, 'weak enough');
      await page.locator('.field-problem').waitFor();
      expect(await page.evaluate<string>('document.activeElement.name')).toBe('newPassword');
      expect(await countLinks(app)).toBe(1);
      await choose(page, 'Staple!Battery9');
      await arriveAt(page, 'Sign in');
    });
  });

  test('that was used meanwhile says so in place of the form', async () => {
    await using app = await createTestApp({ SUPPORT_CONTACT: 'help@example.com' });
    const { token, path } = await linkFor(app);
    await visit({ origin: app.listen(), path, expected: /status of 404/ }, async (page) => {
      await arriveAt(page, heading);
      await resetBy(app, token);
      await choose(page, chosen);
      await arriveAt(page, 'This link no longer works');
      await page.getByRole('link', { name: 'help@example.com' }).waitFor();
    });
  });

  test('leaves the session of another person in this browser alone', async () => {
    await using app = await createTestApp();
    const other = await addSignedIn(app, { email: 'other@example.com' });
    const { path } = await linkFor(app);
    await visitAs({ origin: app.listen(), path, person: other }, async (page) => {
      await choose(page, chosen);
      await page.getByText('The new password for g***@example.com is saved.').waitFor();
    });
    expect((await app.get('/api/auth/me', other.access_token)).status).toBe(200);
  });
});

describe('the page of a link', () => {
  test.each([`/link#${'A'.repeat(43)}`, '/link#x'])(
    '%s that is none says what to do',
    async (path) => {
      await using app = await createTestApp();
      await addPerson(app);
      await visit({ origin: app.listen(), path, expected: /status of 404/ }, async (page) => {
        await arriveAt(page, 'This link no longer works');
        const said = page.getByRole('alert');
        await said
          .getByText('This link is not valid any more. Please ask for a new one.')
          .waitFor();
        await page.getByText('Please ask your administrator.').waitFor();
        await page.getByRole('link', { name: 'Go to the sign-in page' }).click();
        await arriveAt(page, 'Sign in');
      });
    },
  );

  test('leads to another one where the server sends mail', async () => {
    await using mail = await mailServer();
    await using app = await createTestApp(mail.env);
    await addPerson(app);
    const visiting = { origin: app.listen(), path: '/link#x', expected: /status of 404/ };
    await visit(visiting, async (page) => {
      await page.getByRole('link', { name: 'Forgot your password?' }).click();
      await page.waitForURL('**/forgot-password');
    });
  });

  test('after a reload asks to open the link again', async () => {
    await using app = await createTestApp();
    const { path } = await linkFor(app);
    const origin = app.listen();
    await visit({ origin, path }, async (page) => {
      await arriveAt(page, heading);
      await page.reload();
      await arriveAt(page, 'Please open the link again');
      // The same link in the same tab loads no new page.
      await page.evaluate(`location.href = ${JSON.stringify(origin + path)}`);
      await arriveAt(page, heading);
      expect(page.url()).toBe(`${origin}/link`);
    });
  });

  test('drops what a mail program added to the address', async () => {
    await using app = await createTestApp();
    const { path } = await linkFor(app);
    await visit({ origin: app.listen(), path: `${path}.?utm_source=x` }, async (page) => {
      await arriveAt(page, heading);
    });
  });

  test('says when the server cannot be reached, and tries again', async () => {
    await using app = await createTestApp();
    const { path } = await linkFor(app);
    const origin = app.listen();
    const expected = /ERR_FAILED/;
    await visit({ origin, path: '/link', expected }, async (page) => {
      await arriveAt(page, 'Please open the link again');
      await page.route('**/links/inspect', (route) => route.abort());
      await page.evaluate(`location.href = ${JSON.stringify(origin + path)}`);
      await page.getByRole('alert').waitFor();
      await page.unroute('**/links/inspect');
      await press(page, 'Try again');
      await arriveAt(page, heading);
    });
  });

  test('shows another link that is opened in its tab', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const [one, other] = [
      await linkFor(app),
      await linkFor(app, await addPerson(app, { email: 'hopper@example.com' })),
    ];
    await visit({ origin, path: one.path }, async (page) => {
      await page.getByText('For the account g***@example.com').waitFor();
      await page.evaluate(`location.href = ${JSON.stringify(origin + other.path)}`);
      await page.getByText('For the account h***@example.com').waitFor();
      await choose(page, chosen);
      await arriveAt(page, 'Sign in');
    });
    expect((await inspect(app, one.token)).status).toBe(200);
  });

  test.each([
    ['de', 'Neues Passwort wählen'],
    ['fr', 'Choisir un nouveau mot de passe'],
    ['es', 'Elige una contraseña nueva'],
  ])('speaks %s', async (locale, title) => {
    await using app = await createTestApp();
    const { path } = await linkFor(app);
    await visit({ origin: app.listen(), path, locale, width: 320 }, async (page) => {
      await arriveAt(page, title);
      await checkLooks(page, `link-${locale}`, 320);
    });
  });

  test.each([375, 1280])('looks right at %d pixels', async (width) => {
    await using app = await createTestApp({ SUPPORT_CONTACT: 'help@example.com' });
    const { path, token } = await linkFor(app);
    const origin = app.listen();
    await visit({ origin, path, width, expected: /status of 404/ }, async (page) => {
      await arriveAt(page, heading);
      await checkLooks(page, 'link', width);
      await page.reload();
      await arriveAt(page, 'Please open the link again');
      await checkLooks(page, 'link-again', width);
      await resetBy(app, token);
      await page.evaluate(`location.href = ${JSON.stringify(origin + path)}`);
      await arriveAt(page, 'This link no longer works');
      await checkLooks(page, 'link-dead', width);
    });
  });
});

test('the pages and the server tell no other site where a link came from', async () => {
  await using app = await createTestApp();
  const { token } = await linkFor(app);
  const asked = new Set<string>();
  const origin = app.listen();
  await visit({ origin, path: '/' }, async (page) => {
    page.on('request', (request) => {
      asked.add(JSON.stringify([request.url().split('#')[0], request.headers()['referer'] ?? '']));
    });
    await page.goto(`${origin}/link#${token}`);
    await arriveAt(page, heading);
    expect(await page.evaluate<string>('document.referrer')).toBe('');
  });
  for (const line of asked) expect(line).not.toContain(token);
  const answer = await app.send({ path: '/link', headers: { accept: 'text/html' } });
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(app.lines.join('\n')).not.toContain(token);
});

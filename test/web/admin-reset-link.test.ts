// Links to a new password in the panel, as text and as a code to scan.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Locator, Page } from 'playwright-core';
import { encode } from 'uqr';
import { formatId } from '../../src/core/uuid.ts';
import { inspect, resetBy, tokenIn, tokenOf } from '../links/links.ts';
import { captureIfAsked } from '../support/browser.ts';
import { addPerson } from '../support/people.ts';
import { mailServer } from '../support/smtp/server.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { dialogOf, visitPanel } from './admin-panel.ts';
import { arriveAt, checkLooks, checkPage, press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const lovelace = { email: 'ada@example.com', name: 'Ada Lovelace' };
const asks = 'Reset the password of Ada Lovelace?';
const shows = 'New password for Ada Lovelace';

const pathOf = (user: Awaited<ReturnType<typeof addPerson>>) => `/users/${formatId(user.id)}`;

async function makeLink(page: Page): Promise<Locator> {
  await arriveAt(page, 'Ada Lovelace');
  await press(page, 'Reset password');
  await dialogOf(page, asks).getByRole('button', { name: 'Make a link' }).click();
  return dialogOf(page, shows);
}

const urlIn = (dialog: Locator) => dialog.getByRole('group', { name: 'Link' }).innerText();

/** The dark modules of the code, as "x y". */
async function modulesIn(dialog: Locator): Promise<readonly string[]> {
  const code = dialog.getByRole('img', { name: /^A code to scan/ });
  const path = (await code.locator('path').getAttribute('d')) ?? '';
  return [...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`);
}

describe('a link to a new password', () => {
  test('is the first choice, shown with one copy button and a code that holds it', async () => {
    await using app = await createTestApp();
    const user = await addPerson(app, lovelace);
    await visitPanel(app, { path: pathOf(user) }, async (page) => {
      const dialog = await makeLink(page);
      const url = await urlIn(dialog);
      expect((await inspect(app, tokenOf({ url }))).status).toBe(200);
      expect(await dialog.getByRole('button', { name: /^Copy/ }).count()).toBe(1);
      await dialog.getByText(/^It works once, until .+\.$/).waitFor();
      await dialog.getByRole('img').waitFor();
      const { data } = encode(url, { ecc: 'M', border: 4 });
      const expected = data.flatMap((row, y) =>
        row.flatMap((isDark, x) => (isDark ? [`${x} ${y}`] : [])),
      );
      expect(await modulesIn(dialog)).toEqual(expected);
      await checkPage(page);
      await press(page, 'Done');
      expect(await page.getByRole('dialog').count()).toBe(0);
      expect((await resetBy(app, tokenOf({ url }))).status).toBe(200);
    });
  });

  test('is mailed on request where the server sends mail', async () => {
    await using mail = await mailServer();
    await using app = await createTestApp(mail.env);
    const user = await addPerson(app, lovelace);
    await visitPanel(app, { path: pathOf(user) }, async (page) => {
      await arriveAt(page, 'Ada Lovelace');
      await press(page, 'Reset password');
      const question = dialogOf(page, asks);
      await question.getByRole('switch', { name: 'Also send it by mail' }).check();
      await checkPage(page);
      await captureIfAsked(page, 'admin-reset-ways');
      await question.getByRole('button', { name: 'Make a link' }).click();
      const dialog = dialogOf(page, shows);
      await dialog.getByText('The link is on its way to ada@example.com.').waitFor();
      expect(tokenIn(await mail.next())).toBe(tokenOf({ url: await urlIn(dialog) }));
    });
  });

  test('is not offered by mail where the server sends none', async () => {
    await using app = await createTestApp();
    const user = await addPerson(app, lovelace);
    await visitPanel(app, { path: pathOf(user) }, async (page) => {
      const dialog = await makeLink(page);
      await urlIn(dialog);
      expect(await page.getByRole('switch', { name: 'Also send it by mail' }).count()).toBe(0);
      expect(await page.getByText('on its way').count()).toBe(0);
    });
  });

  test('is no choice for a disabled account', async () => {
    await using app = await createTestApp();
    const user = await addPerson(app, { ...lovelace, status: 'disabled' });
    await visitPanel(app, { path: pathOf(user) }, async (page) => {
      await arriveAt(page, 'Ada Lovelace');
      await press(page, 'Reset password');
      const question = dialogOf(page, asks);
      const [link, other] = ['With a link', 'With a password that you hand over'].map((name) =>
        question.getByRole('radio', { name }),
      );
      expect(await link?.isDisabled()).toBe(true);
      expect(await other?.isChecked()).toBe(true);
    });
  });

  test('that cannot be made says why, and leaves the other way open', async () => {
    await using app = await createTestApp({
      OIDC_ENABLED: 'true',
      OIDC_ISSUER_URL: 'https://id.example.com',
      OIDC_CLIENT_ID: 'anchor',
      DISABLE_INTERNAL_AUTH: 'true',
    });
    const user = await addPerson(app, { ...lovelace, password: null });
    await visitPanel(app, { path: pathOf(user), expected: /status of 400/ }, async (page) => {
      await arriveAt(page, 'Ada Lovelace');
      await press(page, 'Reset password');
      const question = dialogOf(page, asks);
      await question.getByRole('button', { name: 'Make a link' }).click();
      await question.getByText('signing in with a password is switched off').waitFor();
      await question.getByRole('radio', { name: 'With a password' }).check();
      await question.getByRole('button', { name: 'Reset password' }).waitFor();
    });
  });

  test.each([320, 1280])('looks right at %d pixels', async (width) => {
    await using app = await createTestApp();
    const user = await addPerson(app, lovelace);
    await visitPanel(app, { path: pathOf(user), width }, async (page) => {
      const dialog = await makeLink(page);
      await dialog.getByRole('img').waitFor();
      await checkLooks(page, 'admin-reset-link', width);
    });
  });
});

test('what the panel showed of a link is gone with the dialog', async () => {
  await using app: TestApp = await createTestApp();
  const user = await addPerson(app, lovelace);
  await visitPanel(app, { path: pathOf(user) }, async (page) => {
    const dialog = await makeLink(page);
    const token = tokenOf({ url: await urlIn(dialog) });
    await press(page, 'Done');
    await dialog.waitFor({ state: 'detached' });
    const kept = await page.evaluate<string>(
      `JSON.stringify([document.documentElement.outerHTML, { ...localStorage }, { ...sessionStorage }])`,
    );
    expect(kept).not.toContain(token);
  });
});

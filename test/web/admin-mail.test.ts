// The settings of mail, in the panel.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { languages } from '../../src/core/languages.ts';
import { mailServer } from '../support/smtp/server.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { dialogOf, visitPanel } from './admin-panel.ts';
import { arriveAt, checkLooks, fill, press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const path = '/mail';

const stateOf = async ({ services, database }: TestApp) =>
  (await services.mailSettings.state(database.read)).settings;

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

async function save(page: Page, name: string): Promise<void> {
  await region(page, name).getByRole('button', { name: 'Save' }).click();
}

describe('the page of mail', () => {
  test('sets up a mail server, and shows what arrives', async () => {
    const account = { user: 'auth@example.com', password: 'p4ss-word-of-smtp' };
    await using mail = await mailServer({ account });
    await using app = await createTestApp();
    await visitPanel(app, { path }, async (page) => {
      await page.getByText('This server sends no mail yet.').waitFor();
      await page.getByText('First save a mail server and a sender.').waitFor();
      await fill(page, {
        'Mail server': '127.0.0.1',
        Port: String(mail.port),
        'User name': account.user,
        Password: account.password,
        Sender: 'Anchor <auth@example.com>',
      });
      await page.getByLabel('Encryption').selectOption('none');
      await save(page, 'Sending');
      await page.getByText('A password is stored').waitFor();
      expect(await page.content()).not.toContain(account.password);
      expect(await page.getByLabel('To', { exact: true }).inputValue()).toBe(
        'margaret@example.com',
      );
      await press(page, 'Send a test mail');
      await page.getByText('127.0.0.1 took the mail. Look into the inbox').waitFor();
    });
    expect((await mail.next()).envelope.to).toEqual(['margaret@example.com']);
  });

  test('says in words why no mail was sent, and beside the field what cannot be', async () => {
    await using mail = await mailServer({
      refuse: (step) => (step === 'mail' ? '550 5.7.1 hunter2' : null),
    });
    await using app = await createTestApp(mail.env);
    await visitPanel(app, { path }, async (page) => {
      await press(page, 'Send a test mail');
      await page.getByText('127.0.0.1 takes no mail from this sender.').waitFor();
      await page.getByText('(550 5.7.1)').waitFor();
      expect(await page.content()).not.toContain('hunter2');
      await fill(page, { To: 'ada@example.com, grace@example.com' });
      await press(page, 'Send a test mail');
      await page.getByText('Enter an e-mail address').first().waitFor();
    });
  });

  test('shows what the environment sets, and changes the rest', async () => {
    await using app = await createTestApp({ SMTP_HOST: 'smtp.example.com', NOTIFY: 'security' });
    await visitPanel(app, { path }, async (page) => {
      await page.getByText('No mail is sent: enter the sender.').waitFor();
      await page.getByText('Some of this is set in the environment by SMTP_HOST').waitFor();
      expect(await page.getByLabel('Mail server').count()).toBe(0);
      expect(await page.getByRole('switch', { name: 'People who wait' }).isDisabled()).toBe(true);
      await fill(page, { Sender: 'auth@example.com' });
      await save(page, 'Sending');
      await page.getByText('Saved. Send a test mail').waitFor();
    });
    expect((await stateOf(app)).from.value).toEqual({ name: null, address: 'auth@example.com' });
  });

  test('keeps the password that is not touched, asks for it again, and removes it', async () => {
    await using app = await createTestApp();
    await visitPanel(app, { path }, async (page) => {
      await page.getByText('This server sends no mail yet.').waitFor();
      await fill(page, {
        'Mail server': 'smtp.example.com',
        'User name': 'ada',
        Password: 'p4ss-word-of-smtp',
        Sender: 'auth@example.com',
      });
      await save(page, 'Sending');
      await page.getByText('A password is stored').waitFor();
      await fill(page, { Port: '2525' });
      await save(page, 'Sending');
      await page.getByText('Saved. Send a test mail').first().waitFor();
      expect((await stateOf(app)).password.value).toBe('p4ss-word-of-smtp');
      await fill(page, { 'Mail server': 'mail.example.org' });
      await save(page, 'Sending');
      await page.getByText('enter the password for the user name').waitFor();
      expect((await stateOf(app)).password.value).toBeNull();
      await fill(page, { Password: 'another' });
      await save(page, 'Sending');
      await page.getByText('A password is stored').waitFor();
      await press(page, 'Remove');
      await dialogOf(page, 'Remove the password?').getByRole('button', { name: 'Remove' }).click();
      await page.getByText('enter the password for the user name').waitFor();
      expect((await stateOf(app)).password.value).toBeNull();
    });
  });

  test('puts what is wrong beside its field', async () => {
    await using app = await createTestApp();
    await visitPanel(app, { path, expected: /400 \(Bad Request\)/ }, async (page) => {
      await page.getByText('This server sends no mail yet.').waitFor();
      await fill(page, { 'Mail server': 'https://smtp.example.com', Port: 'smtp', Sender: 'me' });
      await save(page, 'Sending');
      await page.locator('.field-problem').nth(2).waitFor();
      const names = await page
        .locator('[aria-invalid=true]')
        .evaluateAll((fields) => fields.map((field) => field.getAttribute('name')));
      expect(names).toEqual(['host', 'port', 'from']);
    });
  });

  test('chooses what is told, also nothing', async () => {
    await using app = await createTestApp();
    await visitPanel(app, { path }, async (page) => {
      const wanted = page.getByRole('switch', { name: 'New devices' });
      await wanted.click();
      await save(page, 'Notices');
      await page.getByText('Saved.', { exact: true }).first().waitFor();
      expect((await stateOf(app)).notify.value).toEqual([
        'pending',
        'approved',
        'security',
        'sign-in',
      ]);
      const on = page.getByRole('switch', { checked: true });
      while ((await on.count()) > 0) await on.first().setChecked(false);
      await save(page, 'Notices');
      await page.getByText('Saved.', { exact: true }).nth(1).waitFor();
      expect((await stateOf(app)).notify.value).toEqual([]);
    });
  });
});

test('the audit log says in words what was changed and tested', async () => {
  await using mail = await mailServer();
  await using app = await createTestApp();
  await visitPanel(app, { path }, async (page) => {
    await page.getByText('This server sends no mail yet.').waitFor();
    await fill(page, {
      'Mail server': '127.0.0.1',
      Port: String(mail.port),
      'User name': 'ada',
      Password: 'p4ss-word-of-smtp',
      Sender: 'auth@example.com',
    });
    await page.getByLabel('Encryption').selectOption('none');
    await save(page, 'Sending');
    await page.getByText('A password is stored').waitFor();
    await press(page, 'Send a test mail');
    await page.getByText('refused the user name or the password').waitFor();
    await page.getByRole('link', { name: 'Audit log' }).click();
    await page.getByText('margaret@example.com changed the settings of mail').waitFor();
    await page.getByText('sent a test mail to margaret@example.com').waitFor();
    const notes = (await page.locator('.event-notes').allTextContents()).join();
    for (const note of [
      'Mail server: 127.0.0.1',
      'Encryption: none',
      'Sender: auth@example.com',
      'Password at the mail server changed',
      'The mail server did not take the mail',
    ]) {
      expect(notes).toContain(note);
    }
    expect(notes).not.toContain('p4ss-word');
  });
});

test.each([375, 1280])('the page of mail can be read at %d pixels', async (width) => {
  await using app = await createTestApp({ SMTP_TLS: 'none' });
  await visitPanel(app, { path, width }, async (page) => {
    await arriveAt(page, 'Mail');
    await page.getByText('This server sends no mail yet.').waitFor();
    await checkLooks(page, 'admin-mail-off', width);
    await fill(page, { 'Mail server': '127.0.0.1', Port: '9', Sender: 'auth@example.com' });
    await save(page, 'Sending');
    await press(page, 'Send a test mail');
    await page.getByText('127.0.0.1 takes no connections on port 9.').waitFor();
    await checkLooks(page, 'admin-mail', width);
  });
});

test.each(languages.filter((language) => language !== 'en'))(
  'the page of mail can be read in %s at 320 pixels',
  async (language) => {
    await using app = await createTestApp({ SMTP_HOST: '127.0.0.1', SMTP_PORT: '9' });
    const lang = `${path}?lang=${language}`;
    await visitPanel(app, { path: lang, width: 320 }, async (page) => {
      await page.locator('.alert.warning').waitFor();
      await checkLooks(page, `admin-mail-${language}`, 320);
    });
  },
);

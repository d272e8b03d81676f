// Administrators make passwords temporary in the panel, and their people choose others.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { captureIfAsked, settle, visit } from '../support/browser.ts';
import { addPerson, password } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { dialogOf, visitPanel } from './admin-panel.ts';
import { arriveAt, checkPage, fill, press } from './people-at-pages.ts';
import {
  choose,
  chosen,
  email,
  name,
  restricted,
  signIn,
  statusOf,
  step,
} from './restricted-person.ts';

setDefaultTimeout(300_000);

describe('an administrator', () => {
  test('makes an account in the panel, and its person chooses a password on a phone', async () => {
    await using app = await createTestApp();
    let shown = '';
    await visitPanel(app, { path: '/users' }, async (page) => {
      await press(page, 'New user');
      await fill(page, { Name: name, 'E-mail': email });
      const must = page.getByRole('switch', { name: 'Must choose a new password' });
      expect(await must.isChecked()).toBe(true);
      await checkPage(page);
      await captureIfAsked(page, 'admin-new-user');
      await press(page, 'Create user');
      await page.getByText('The next sign-in asks for a new one.').waitFor();
      shown = await page.getByRole('group', { name: 'Password' }).innerText();
      await press(page, 'Done');
      await page.getByRole('link', { name }).click();
      await page.getByText('The next sign-in asks for a new password.').waitFor();
      await page.getByText('Temporary', { exact: true }).waitFor();
      await captureIfAsked(page, 'admin-user-temporary');
    });
    const origin = app.listen();
    await visit({ origin, path: '/', isPhone: true }, async (page) => {
      await arriveAt(page, 'Sign in');
      await signIn(page, shown);
      await arriveAt(page, step);
      expect(await page.evaluate<string>('document.activeElement.tagName')).toBe('H1');
      await captureIfAsked(page, 'choose-password-phone');
      expect(await page.getByLabel('Temporary password').count()).toBe(0);
      await choose(page);
      await arriveAt(page, 'Your account');
      await page.getByText('Your password is changed.').waitFor();
      await page.getByText('This device').waitFor();
      await page.reload();
      await page.getByText(email).first().waitFor();
    });
    expect([await statusOf(app, shown), await statusOf(app, chosen)]).toEqual([401, 200]);
  });

  test('makes a password that stays, when the switch is off', async () => {
    await using app = await createTestApp();
    await visitPanel(app, { path: '/users' }, async (page) => {
      await press(page, 'New user');
      await fill(page, { Name: name, 'E-mail': email, Password: password });
      await page.getByRole('switch', { name: 'Must choose a new password' }).uncheck();
      await press(page, 'Create user');
      await page.getByText('Grace Hopper can sign in now.').waitFor();
    });
    await visit({ origin: app.listen(), path: '/login' }, async (page) => {
      await signIn(page);
      await arriveAt(page, 'Your account');
    });
  });

  test.each([
    ['on', true, 'The next sign-in asks for a new one.'],
    ['off', false, 'ask them to change it after the first sign-in'],
  ] as const)('resets a password with the switch %s', async (_, isOn, sentence) => {
    await using app = await createTestApp();
    const user = await addPerson(app, { email, name });
    await visitPanel(app, { path: `/users/${formatId(user.id)}` }, async (page) => {
      await press(page, 'Reset password');
      const question = dialogOf(page, 'Reset the password of Grace Hopper?');
      await question.getByRole('radio', { name: 'With a password that you hand over' }).check();
      const must = question.getByRole('switch', { name: 'Must choose a new password' });
      expect(await must.isChecked()).toBe(true);
      if (!isOn) await must.uncheck();
      await question.getByRole('button', { name: 'Reset password' }).click();
      await page.getByText(sentence).waitFor();
      const shown = await page.getByRole('group', { name: 'Password' }).innerText();
      await press(page, 'Done');
      const answer = await app.post('/api/auth/login', { email, password: shown });
      expect(answer.body).toMatchObject({ user: { mustChangePassword: isOn } });
      await settle(page);
      expect(await page.getByText('Temporary', { exact: true }).count()).toBe(isOn ? 1 : 0);
    });
  });
});

test('the API reference leaves the choice of a password to the sign-in page', async () => {
  await using app = await createTestApp();
  await addPerson(app, restricted);
  await visit({ origin: app.listen(), path: '/docs' }, async (page) => {
    await page.getByRole('button', { name: 'Authorize', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail').fill(email);
    await dialog.getByLabel('Password', { exact: true }).fill(password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.getByText('another step').waitFor();
    await settle(page);
  });
  const sessions = await app.database.read.selectFrom('sessions').select('ended_at').execute();
  expect(sessions).toEqual([{ ended_at: expect.any(Number) }]);
});

import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { addSignedIn, changePerson } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { arriveAt, press, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const path = '/account';

describe('several tabs', () => {
  // Browsers give Web Locks to secure addresses only: not to http on the local network.
  test.each([
    ['with Web Locks', ''],
    ['without Web Locks', 'delete Navigator.prototype.locks'],
  ])(
    'share one session %s, also when all refresh at once and repeating is theft',
    async (_, script) => {
      await using app = await createTestApp({ REFRESH_GRACE_SECONDS: '0' });
      const origin = app.listen();
      const person = await addSignedIn(app);
      await visitAs({ origin, path, person }, async (page) => {
        await page.getByText('This device').waitFor();
        await page.context().addInitScript(script);
        const tabs = await Promise.all([1, 2, 3].map(() => page.context().newPage()));
        await Promise.all(tabs.map((tab) => tab.goto(origin + path)));
        for (const tab of tabs) await tab.getByText('This device').waitFor();
        for (const tab of [page, ...tabs]) {
          await tab.reload();
          await tab.getByText('This device').waitFor();
        }
        const sessions = (await app.snapshot())['sessions'] ?? [];
        expect(sessions).toHaveLength(1);
      });
    },
  );

  test('ask for no new token when they are reloaded', async () => {
    await using app = await createTestApp({ REFRESH_GRACE_SECONDS: '0' });
    const person = await addSignedIn(app);
    await visitAs({ origin: app.listen(), path, person }, async (page) => {
      await page.getByText('This device').waitFor();
      const asked: string[] = [];
      page.on('request', (request) => void asked.push(new URL(request.url()).pathname));
      await page.reload();
      await page.getByText('This device').waitFor();
      expect(asked).toContain('/api/auth/me');
      expect(asked).not.toContain('/api/auth/refresh');
    });
  });

  test('are all signed out when one is', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app);
    await visitAs({ origin, path, person }, async (page) => {
      const other = await page.context().newPage();
      await other.goto(origin + path);
      await other.getByText('This device').waitFor();
      await press(page, 'Sign out');
      await arriveAt(page, 'Sign in');
      await page.getByText('You are signed out.').waitFor();
      await arriveAt(other, 'Sign in');
      expect(await other.evaluate<number>('localStorage.length')).toBe(0);
    });
  });
});

describe('an access token that was revoked early', () => {
  test('is replaced without a word', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app);
    await visitAs({ origin, path, person, expected: /status of 401/ }, async (page) => {
      await page.getByText('This device').waitFor();
      await changePerson(app, person.user, { token_version: person.user.token_version + 1 });
      await page.getByLabel('Name').fill('Ada King');
      await press(page, 'Save');
      await page.getByText('Your name is saved.').waitFor();
    });
  });

  test('leads to the sign-in page when its session is over before the page shows anything', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app);
    await app.post('/api/auth/logout', undefined, person.access_token);
    await visitAs({ origin, path, person, expected: /status of 401/ }, async (page) => {
      await arriveAt(page, 'Sign in');
      expect(await page.getByRole('dialog').count()).toBe(0);
    });
  });
});

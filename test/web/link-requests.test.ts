// A sign-in that is not linked to the account with its address: what the person can do, and what administrators see.
import { expect, setDefaultTimeout, test } from 'bun:test';
import { visit } from '../support/browser.ts';
import { addRequest, linksIn, requestsIn } from '../support/link-requests.ts';
import { addIdentity, addPerson, addSignedIn, password } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { dialogOf, visitPanel } from './admin-panel.ts';
import { continueWith, openNamedSite } from './journeys.ts';
import { arriveAt, checkLooks, fill, press, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const person = { email: 'grace@example.com', name: 'Grace Hopper' } as const;
const ask = 'Ask your administrator';

/** A server with an account, and a provider that has not verified its address. */
async function openLinkSite(env: Parameters<typeof openNamedSite>[0] = {}) {
  const site = await openNamedSite(env);
  site.standIn.member = { ...site.standIn.member, emailVerified: false };
  await addPerson(site.app, { email: 'first@example.com', isAdmin: true });
  return { ...site, user: await addPerson(site.app, person) };
}

test.concurrent(
  'the password of the account links the sign-in and opens the page that was wanted',
  async () => {
    await using site = await openLinkSite();
    const { app, at } = site;
    await visit({ ...at, path: '/admin', expected: /status of 401/ }, async (page) => {
      await continueWith(page, 'GitHub');
      await arriveAt(page, 'Is this your account?');
      expect(page.url()).toBe(`${at.origin}/login?redirect=%2Fadmin`);
      await fill(page, { Password: 'wrong password' });
      await press(page, 'Link and sign in');
      await page.getByRole('alert').getByText('password is wrong').waitFor();
      await fill(page, { Password: password });
      await press(page, 'Link and sign in');
      await page.getByText('This page is for administrators').waitFor();
      await page.goto(`${at.origin}/account`);
      await press(page, 'Sign out');
      await continueWith(page, 'GitHub');
      await arriveAt(page, 'Your account');
    });
    expect(await linksIn(app)).toEqual(['grace@example.com: 4711']);
  },
);

test.concurrent(
  'the person asks, an administrator compares and links, and the person signs in as usual',
  async () => {
    await using site = await openLinkSite();
    const { app, at } = site;
    const admin = await addSignedIn(app, { email: 'root@example.com', isAdmin: true });
    await visit({ ...at, path: '/login' }, async (page) => {
      await continueWith(page, 'GitHub');
      await press(page, ask);
      await arriveAt(page, 'Your request was sent');
      await press(page, 'Back to the sign-in page');
      await arriveAt(page, 'Sign in');
      const { origin } = at;
      await visitAs({ origin, path: '/admin/waiting', person: admin }, async (panel) => {
        const sides = panel.locator('.link-side');
        await sides.first().getByText('Signed in with GitHub').waitFor();
        await sides.first().getByText('Not verified').waitFor();
        await sides.nth(1).getByRole('link', { name: person.name }).waitFor();
        await sides.nth(1).getByText('Signs in with Password').waitFor();
        expect(await panel.locator('.tab .count').textContent()).toContain('1');
        await press(panel, 'Link the sign-in of grace@example.com with GitHub');
        const question = panel.getByRole('dialog');
        await question.getByRole('button', { name: 'Link', exact: true }).click();
        await panel.getByText('can sign in with').waitFor();
        await panel.getByText('No requests are waiting').waitFor();
        expect(await panel.locator('.link-request').count()).toBe(0);
      });
      await continueWith(page, 'GitHub');
      await arriveAt(page, 'Your account');
    });
  },
);

test.concurrent(
  'without sign-in by password the administrator alone is offered, and a refusal is told',
  async () => {
    await using site = await openLinkSite({ DISABLE_INTERNAL_AUTH: 'true' });
    const { app, at } = site;
    await visit({ ...at, path: '/login' }, async (page) => {
      await continueWith(page, 'GitHub');
      await arriveAt(page, 'Is this your account?');
      await page.getByRole('button', { name: ask }).waitFor();
      expect(await page.getByLabel('Password').count()).toBe(0);
      await press(page, ask);
      await arriveAt(page, 'Your request was sent');
      await app.database.write((trx) =>
        trx.updateTable('link_requests').set({ refused_at: 1 }).execute(),
      );
      await press(page, 'Back to the sign-in page');
      await continueWith(page, 'GitHub');
      await press(page, ask);
      await arriveAt(page, 'Your request was not granted');
    });
  },
);

test.concurrent('the page of a ticket that another browser got links nothing', async () => {
  await using site = await openLinkSite();
  const { app, at } = site;
  let address = '';
  await visit({ ...at, path: '/login' }, async (page) => {
    page.on('request', (request) => {
      if (request.url().includes('link_ticket')) address = request.url();
    });
    await continueWith(page, 'GitHub');
    await arriveAt(page, 'Is this your account?');
  });
  const { pathname, search } = new URL(address);
  await visit({ ...at, path: pathname + search, expected: /status of 400/ }, async (page) => {
    await fill(page, { Password: password });
    await press(page, 'Link and sign in');
    await page.getByRole('alert').getByText('sign in at your provider again').waitFor();
  });
  expect(await linksIn(app)).toEqual([]);
});

test('an administrator refuses, and links after all', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app, person);
  await addRequest(app, user);
  await visitPanel(app, { path: '/waiting' }, async (page) => {
    await page.getByRole('button', { name: /^Refuse to link/ }).click();
    const question = dialogOf(page, 'Refuse this request?');
    await question.getByRole('button', { name: 'Refuse' }).click();
    await page.getByText('The request was refused.').waitFor();
    await page.getByText('Refused', { exact: true }).waitFor();
    expect((await requestsIn(app))[0]?.refused_at).toBeNumber();
    expect(await page.locator('.tab .count').count()).toBe(0);
    await page.getByRole('button', { name: /^Link the sign-in/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Link', exact: true }).click();
    await page.getByText('can sign in with').waitFor();
  });
  expect(await linksIn(app)).toEqual(['grace@example.com: newcomer']);
});

test('the overview names the requests and leads to them', async () => {
  await using app = await createTestApp();
  await addRequest(app, await addPerson(app, person));
  await visitPanel(app, { path: '' }, async (page) => {
    await page.getByText('1 person wants a sign-in linked to an account').waitFor();
    await page.getByRole('link', { name: 'Review requests' }).click();
    await page.getByRole('heading', { name: 'Sign-ins to link' }).waitFor();
  });
});

test.each([320, 1280])('both pages are in order at %d pixels', async (width) => {
  await using site = await openLinkSite();
  const { app, at, user } = site;
  await visit({ ...at, path: '/login', width }, async (page) => {
    await continueWith(page, 'GitHub');
    await arriveAt(page, 'Is this your account?');
    await checkLooks(page, 'link-offer', width);
    await press(page, ask);
    await arriveAt(page, 'Your request was sent');
    await checkLooks(page, 'link-asked', width);
  });
  await app.database.write((trx) => trx.deleteFrom('link_requests').execute());
  const issuer = 'https://id.example.com';
  const long = 'a.rather.long.address.of.somebody@department.example.com';
  await addIdentity(app, user, 'oidc', { issuer, subject: 'old' });
  await addRequest(app, user, { issuer, subject: crypto.randomUUID(), email_verified: 1 });
  const other = await addPerson(app, { email: long, status: 'disabled', password: null });
  await addRequest(app, other, { issuer, subject: 'x'.repeat(120), name: null });
  const refused = await addPerson(app, { isAdmin: true, email: 'ken@example.com' });
  await addRequest(app, refused, {
    provider: 'github',
    issuer: 'https://github.com',
    refused_at: 1,
  });
  const admin = await addSignedIn(app, { email: 'root@example.com', isAdmin: true });
  const own = await addRequest(app, admin.user, { issuer, subject: 'own' });
  expect(own.refused_at).toBeNull();
  const { origin } = at;
  await visitAs({ origin, path: '/admin/waiting', person: admin, width }, async (page) => {
    await page.getByRole('heading', { name: 'Sign-ins to link' }).waitFor();
    await checkLooks(page, 'admin-link-requests', width);
  });
});

// How many people wait for approval, on every page of an administrator.
import { expect, setDefaultTimeout, test } from 'bun:test';
import { settle } from '../support/browser.ts';
import { addPerson, addSignedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { arriveAt, checkPage, hide, show, until, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const pending = { email: 'grace@example.com', name: 'Grace Hopper', status: 'pending' } as const;

test('the count stands in the panel, the top bar and the title, and is asked for once a minute', async () => {
  await using app = await createTestApp();
  await addPerson(app, pending);
  const person = await addSignedIn(app, { isAdmin: true, name: 'Margaret Hamilton' });
  await visitAs({ origin: app.listen(), path: '/account', person }, async (page) => {
    const link = page.getByRole('link', { name: /^Administration/ });
    await link.getByText('1 request to review').waitFor({ state: 'attached' });
    await until(page, `document.title.startsWith('(1) ')`);
    await page.clock.install();
    await page.reload();
    await link.getByText('1 request to review').waitFor({ state: 'attached' });
    await settle(page);
    await addPerson(app, { name: 'Barbara', status: 'pending' });
    let asked = 0;
    page.on('request', (request) => {
      if (request.url().includes('/api/')) asked += 1;
    });
    await page.clock.runFor(50_000);
    expect(asked).toBe(0);
    await page.clock.runFor(11_000);
    await link.getByText('2 requests to review').waitFor({ state: 'attached' });
    expect(asked).toBe(1);
    await page.evaluate(hide);
    await page.clock.runFor(180_000);
    expect(asked).toBe(1);
    const next = page.waitForRequest(/pending\/count/);
    await page.evaluate(show);
    await next;
    await link.click();
    const tab = page.getByRole('navigation', { name: 'Administration' });
    await tab.getByText('2 requests to review').waitFor({ state: 'attached' });
    await until(page, `document.title.startsWith('(2) ')`);
  });
});

test('people without the role are asked about no requests', async () => {
  await using app = await createTestApp();
  const person = await addSignedIn(app);
  const asked: string[] = [];
  await visitAs({ origin: app.listen(), path: '/account', person }, async (page) => {
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.clock.install();
    await page.reload();
    await page.getByText('This device').waitFor();
    await page.clock.runFor(120_000);
  });
  expect(asked.filter((path) => path.startsWith('/api/admin'))).toEqual([]);
});

test('a user who is no administrator sees that, and finds the way back', async () => {
  await using app = await createTestApp();
  const person = await addSignedIn(app);
  const path = '/admin/users';
  const asked: string[] = [];
  await visitAs({ origin: app.listen(), path, person, width: 320 }, async (page) => {
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.getByText('This page is for administrators').waitFor();
    await checkPage(page);
    expect(await page.getByRole('navigation', { name: 'Administration' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Back to your account' }).click();
    await arriveAt(page, 'Your account');
  });
  expect(asked.filter((request) => request.startsWith('/api/admin'))).toEqual([]);
});

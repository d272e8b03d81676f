// T54: names, addresses and what browsers call themselves are shown as text, on every page that shows them.
import { expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { addPerson, addSignedIn, startSession } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { visitAs } from '../web/people-at-pages.ts';

const name = `<img src=x onerror="canary=1"></script><script>canary=1</script>{{7*7}}`;
const email = `"><svg/onload=canary=1>@example.com`;

const pages = [
  ['/account', name.slice(0, 20)],
  ['/admin/users', name],
  ['/admin/users', email],
  ['/admin/waiting', email],
  ['/admin/audit', email],
] as const;

/** Stands on the page as it was typed, and did nothing. */
async function isShown(page: Page, text: string): Promise<void> {
  const isThere = `[...document.querySelectorAll('input')].map((it) => it.value)
    .concat(document.body.innerText).some((text) => text.includes(${JSON.stringify(text)}))`;
  while (!(await page.evaluate<boolean>(isThere))) await Bun.sleep(20);
  expect(await page.evaluate<boolean>(`'canary' in window`)).toBe(false);
  expect(await page.locator('img[src="x"], svg[onload]').count()).toBe(0);
}

test('a name that is markup is shown as it was typed, and does nothing, on every page', async () => {
  await using app = await createTestApp();
  const { user } = await addSignedIn(app, { email: 'ada@example.com', name, isAdmin: true });
  await addPerson(app, { email, name, status: 'pending' });
  await app.post('/api/auth/login', { email, password: 'wrong password' });
  const origin = app.listen();
  for (const [path, text] of pages) {
    const person = { ...(await startSession(app, user)), user };
    await visitAs({ origin, path, person }, (page) => isShown(page, text));
  }
}, 300_000);

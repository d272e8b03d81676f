// Motion that people have switched off in their system.
import { expect, setDefaultTimeout, test } from 'bun:test';
import { visit } from '../support/browser.ts';
import { addPerson } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';

setDefaultTimeout(300_000);

/** What moves for longer than a thousandth of a second, by its tag and classes. */
const moving = `[...document.querySelectorAll('body *')]
  .filter((each) => ['', '::before', '::after'].some((part) => {
    const style = getComputedStyle(each, part);
    const durations = style.animationName === 'none' ? style.transitionDuration
      : style.transitionDuration + ',' + style.animationDuration;
    return durations.split(',').some((duration) => parseFloat(duration) > 0.001);
  }))
  .map((each) => each.tagName + '.' + each.className)`;

test.each([
  ['/login', 'Sign in'],
  ['/docs', 'API reference'],
  ['/docs/handbook/accounts', 'People and accounts'],
])('on %s nothing moves for people who have switched motion off', async (path, heading) => {
  await using app = await createTestApp();
  await addPerson(app);
  await visit({ origin: app.listen(), path }, async (page) => {
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    if (path === '/login') await page.getByLabel('E-mail').waitFor();
    if (path === '/docs') await page.locator('.opblock').first().waitFor();
    expect(await page.evaluate<string[]>(moving)).toEqual([]);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    if (path === '/login') expect(await page.evaluate<string[]>(moving)).not.toEqual([]);
  });
});

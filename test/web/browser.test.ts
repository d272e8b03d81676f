import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { closeBrowser, visit } from '../support/browser.ts';
import { createTestApp } from '../support/test-app.ts';

setDefaultTimeout(60_000);
afterAll(closeBrowser);

test.each([
  ['writes an error to the console', `console.error('broken')`, 'broken'],
  ['throws', `setTimeout(() => { throw new Error('thrown') })`, 'thrown'],
  [
    'runs inline script',
    `document.body.append(Object.assign(document.createElement('script'), { text: 'run()' }))`,
    'script-src-elem',
  ],
  ['styles inline', `document.body.setAttribute('style', 'color: red')`, 'style-src-attr'],
  ['asks another origin', `fetch('http://elsewhere.test/').catch(() => null)`, 'elsewhere.test'],
])('a visit fails when the page %s', async (_, misdeed, complaint) => {
  await using app = await createTestApp();
  const visiting = visit({ origin: app.listen(), path: '/docs' }, async (page) => {
    await page.waitForSelector('.opblock');
    await page.evaluate(misdeed);
    await page.waitForTimeout(50);
  });
  expect(await visiting.catch(String)).toContain(complaint);
});

test('a visit may be sent to a provider, but its pages must not ask there, in any tab', async () => {
  await using app = await createTestApp();
  await using elsewhere = await createTestApp();
  const [origin, provider] = [app.listen(), elsewhere.listen()];
  const visiting = visit({ origin, path: '/docs', alsoAt: [provider] }, async (page) => {
    await page.goto(`${provider}/docs`);
    await page.goto(`${origin}/docs`);
    const tab = await page.context().newPage();
    await tab.goto(`${origin}/docs`);
    await tab.evaluate(`fetch('${provider}/api/health').catch(() => null)`);
  });
  const complaint = await visiting.catch(String);
  expect(complaint).toContain(`${provider}/api/health`);
  expect(complaint).not.toContain(`${provider}/docs`);
});

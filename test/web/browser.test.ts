import { expect, setDefaultTimeout, test } from 'bun:test';
import { visit } from '../support/browser.ts';
import { createTestApp } from '../support/test-app.ts';

setDefaultTimeout(300_000);

/** Counted by the page itself, so that its earlier calls are reported first. */
const aWhile = 'new Promise((done) => setTimeout(done, 50))';

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
    await page.evaluate(aWhile);
  });
  expect(await visiting.catch(String)).toContain(complaint);
});

const disorderly = `<!doctype html><title>Provider</title><img src="/missing.png">
  <script>console.error('noise'); throw new Error('noise');</script>`;

/** A page that complains, and lacks its icon and a picture. */
function disorderlyPage(request: Request): Response {
  const headers = { 'content-type': 'text/html', 'content-security-policy': "style-src 'none'" };
  if (new URL(request.url).pathname !== '/') return new Response(null, { status: 404 });
  return new Response(`${disorderly}<p style="color: red">Sign in</p>`, { headers });
}

test('what the pages of a provider write and lack is not counted', async () => {
  await using app = await createTestApp();
  const origin = app.listen();
  using server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: disorderlyPage });
  const provider = server.url.origin;
  await visit({ origin, path: '/docs', alsoAt: [provider] }, async (page) => {
    await page.goto(provider);
    await page.evaluate(aWhile);
    await page.goto(`${origin}/login`);
  });
  const atHome = visit({ origin: provider, path: '/' }, (page) => page.evaluate(aWhile));
  const complaint = await atHome.catch(String);
  for (const each of ['noise', 'Error: noise', 'status of 404', 'style-src-attr']) {
    expect(complaint).toContain(each);
  }
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

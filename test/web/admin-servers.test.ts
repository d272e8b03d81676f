// Which server processes the overview shows: those in the table of instances.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { captureIfAsked } from '../support/browser.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { populate, visitPanel } from './admin-panel.ts';
import { checkPage } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const hourMs = 3_600_000;

async function addServers(app: TestApp, versions: readonly string[]): Promise<void> {
  const now = Date.now();
  const rows = versions.map((version, index) => ({
    id: String(index),
    host: `auth-${index + 1}.a-rather-long-name.internal.example.com`,
    version,
    started_at: now - (index + 1) * 26 * hourMs,
    seen_at: now - index * 61_000,
  }));
  await app.database.write(async (trx) => {
    await trx.deleteFrom('instances').execute();
    if (rows.length > 0) await trx.insertInto('instances').values(rows).execute();
  });
}

const region = 'Servers';
const sentence = 'The servers run different versions';

describe.each([375, 1280])('the overview at %d px', (width) => {
  test('shows every server, and says that they run different versions', async () => {
    await using app = await createTestApp();
    await populate(app);
    await addServers(app, ['0.2.0', '0.1.0', '0.2.0']);
    await visitPanel(app, { path: '', width }, async (page) => {
      const servers = page.getByRole('region', { name: region });
      await servers.getByText('auth-3.a-rather-long-name').waitFor();
      expect(await servers.getByRole('listitem').allTextContents()).toEqual([
        'auth-3.a-rather-long-name.internal.example.comVersion 0.2.0Started 3 days ago, last seen 2 minutes ago',
        'auth-2.a-rather-long-name.internal.example.comVersion 0.1.0Started 2 days ago, last seen 1 minute ago',
        'auth-1.a-rather-long-name.internal.example.comVersion 0.2.0Started yesterday, last seen now',
      ]);
      await page.getByText(sentence).waitFor();
      await page.getByText('They run 0.2.0 and 0.1.0.').waitFor();
      await checkPage(page);
      await captureIfAsked(page, `admin-servers-${width}`);
    });
  });
});

test.each([
  ['nothing of servers where there is none, as with a SQLite file', [], 0],
  ['one server without a word on versions', ['0.1.0'], 1],
] as const)('the overview shows %s', async (_, versions, shown) => {
  await using app = await createTestApp();
  await addServers(app, versions);
  await visitPanel(app, { path: '' }, async (page) => {
    await page.getByRole('heading', { name: 'First steps' }).waitFor();
    expect(await page.getByRole('region', { name: region }).count()).toBe(shown);
    expect(await page.getByText(sentence).count()).toBe(0);
  });
});

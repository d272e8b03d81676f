// The change of the provider, in the panel.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import {
  addMover,
  arriveAnew,
  identitiesIn,
  newIssuer,
  oldIssuer,
  sameIssuer,
  startMove,
} from '../identity/movers.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { dialogOf, visitPanel } from './admin-panel.ts';
import { checkLooks, press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const path = '/providers';
const oidc = (issuer: string) => ({
  OIDC_ENABLED: 'true',
  OIDC_ISSUER_URL: issuer,
  OIDC_CLIENT_ID: 'anchor',
});

const section = (page: Page) =>
  page.getByRole('region', { name: 'Change the provider', exact: true });

/** People of every kind at the old provider. */
async function addPeople(app: TestApp, issuer: string): Promise<void> {
  await addMover(app, {}, { issuer });
  const alan = { email: 'alan@example.com', status: 'disabled' } as const;
  await addMover(app, alan, { issuer, subject: 'alan' });
  const ada = { email: 'ada@example.com', isAdmin: true };
  await addMover(app, ada, { issuer, subject: 'ada' });
  const barbara = { email: 'barbara@example.com' };
  await addMover(app, barbara, { issuer, subject: 'barbara', email_verified: 0 });
}

describe('the change of the provider', () => {
  test('shows what a move would do, starts it, reports it and undoes it', async () => {
    await using app = await createTestApp(oidc(newIssuer));
    await addPeople(app, oldIssuer);
    await visitPanel(app, { path }, async (page) => {
      const part = section(page);
      await part.getByText(`In use here: ${oldIssuer} (4 people)`).waitFor();
      expect(await part.getByLabel('Old issuer URL').inputValue()).toBe(oldIssuer);
      expect(await part.getByLabel('New issuer URL').inputValue()).toBe(newIssuer);
      await press(page, 'Show what happens');
      await part.getByText('0 taken over · 2 at their next sign-in · 2 not taken over').waitFor();
      await part.getByText('The account is disabled.').waitFor();
      await part.getByText('The old provider has verified no address.').waitFor();
      await press(page, 'Start the move');
      const start = dialogOf(page, 'Start the provider move?');
      await start.getByText('For 14 days').waitFor();
      expect(await start.getByText('Administrators are not taken over').count()).toBe(0);
      await start.getByRole('button', { name: 'Start the move' }).click();
      await part.getByText('Runs until').waitFor();
      expect(await part.getByRole('button', { name: 'Show what happens' }).count()).toBe(0);
    });
    await arriveAnew(app);
    const email = 'second@example.com';
    await visitPanel(app, { path, email }, async (page) => {
      const part = section(page);
      await part.getByText('1 taken over · 1 at their next sign-in · 2 not taken over').waitFor();
      await press(page, 'Undo the move');
      const undo = dialogOf(page, 'Undo the provider move?');
      await undo.getByText('They lose what was made since').waitFor();
      await undo.getByRole('button', { name: 'Undo the move' }).click();
      await part.getByText('Undone on').waitFor();
      await part.getByText('As before').waitFor();
      await part.getByRole('button', { name: 'Show what happens' }).waitFor();
      await page.getByRole('link', { name: 'Audit log' }).click();
      await page.getByText('second@example.com undid the provider move').waitFor();
      await page.getByText('margaret@example.com started a provider move').waitFor();
    });
    expect(await identitiesIn(app)).toContain(`grace@example.com: old at ${oldIssuer}`);
  });

  test('within one issuer says who is left out, and names the people whom two identities claim', async () => {
    await using app = await createTestApp(oidc(sameIssuer));
    await addPeople(app, sameIssuer);
    await visitPanel(app, { path }, async (page) => {
      const part = section(page);
      await press(page, 'Show what happens');
      await part.getByText(`New accounts at ${sameIssuer}`).waitFor();
      await part.getByText('Administrators are not taken over when').waitFor();
      await press(page, 'Start the move');
      const start = dialogOf(page, 'Start the provider move?');
      await start.getByText('Administrators are not taken over').waitFor();
      await start.getByRole('button', { name: 'Start the move' }).click();
      await part.getByText('Runs until').waitFor();
    });
    await arriveAnew(app, { issuer: sameIssuer });
    await arriveAnew(app, { issuer: sameIssuer, subject: 'old' });
    const email = 'second@example.com';
    await visitPanel(app, { path, email }, async (page) => {
      const part = section(page);
      await part.getByText('Two identities at the provider claim 1 account').waitFor();
      await part.getByText('Contested', { exact: true }).waitFor();
      await page.getByRole('link', { name: 'Audit log' }).click();
      await page
        .getByText('Two identities at the provider claim grace@example.com')
        .first()
        .waitFor();
    });
  });

  test('shows a mistake beside its field', async () => {
    await using app = await createTestApp(oidc(newIssuer));
    await addPeople(app, oldIssuer);
    await visitPanel(app, { path, expected: /status of 400/ }, async (page) => {
      const part = section(page);
      const from = part.getByLabel('Old issuer URL');
      await from.fill('old.example.com');
      await press(page, 'Show what happens');
      await part.locator('.field-problem').waitFor();
      await from.fill('https://nowhere.example.com');
      await press(page, 'Show what happens');
      await part.getByText('No account here has signed in at this issuer.').waitFor();
    });
  });

  test('says when people cannot sign in at the new issuer yet', async () => {
    await using app = await createTestApp(oidc(oldIssuer));
    await addPeople(app, oldIssuer);
    await startMove(app, oldIssuer, newIssuer);
    await visitPanel(app, { path }, async (page) => {
      await section(page).getByText(`No one can sign in at ${newIssuer} yet`).waitFor();
    });
  });

  test('is not there while no account has an identity at an OpenID provider', async () => {
    await using app = await createTestApp(oidc(newIssuer));
    await visitPanel(app, { path }, async (page) => {
      const loaded = page.waitForResponse(/provider-move/);
      await page.reload();
      await loaded;
      await page.getByRole('button', { name: 'Test connection' }).waitFor();
      expect(await section(page).count()).toBe(0);
    });
  });
});

test.each([320, 375, 1280])(
  'the change of the provider can be read at %d pixels',
  async (width) => {
    await using app = await createTestApp(oidc(sameIssuer));
    await addPeople(app, sameIssuer);
    const person = { email: 'a.rather.long.address.of.somebody@department.example.com' };
    await addMover(app, person, { issuer: sameIssuer, subject: 'x' });
    await visitPanel(app, { path, width }, async (page) => {
      const part = section(page);
      await press(page, 'Show what happens');
      await part.getByText(`New accounts at ${sameIssuer}`).waitFor();
      await checkLooks(page, 'admin-provider-move-plan', width);
      await press(page, 'Start the move');
      await dialogOf(page, 'Start the provider move?').waitFor();
      await checkLooks(page, 'admin-provider-move-start', width);
      await dialogOf(page, 'Start the provider move?')
        .getByRole('button', { name: 'Start the move' })
        .click();
      await part.getByText('Runs until').waitFor();
      await checkLooks(page, 'admin-provider-move', width);
    });
  },
);

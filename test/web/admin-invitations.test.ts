// Invitations in the panel.
import { expect, setDefaultTimeout, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { addGroup } from '../support/groups.ts';
import { addInvitation } from '../support/invitations.ts';
import { addPerson, changePerson } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { dialogOf, visitPanel } from './admin-panel.ts';
import { arriveAt, checkLooks, press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const stored = (app: TestApp) =>
  app.database.read.selectFrom('invitations').selectAll().orderBy('id', 'desc').execute();

test('an administrator makes an invitation, whose link is shown once, and revokes it', async () => {
  await using app = await createTestApp();
  const family = await addGroup(app, 'family');
  await visitPanel(app, { path: '/users' }, async (page) => {
    await page.getByRole('link', { name: 'Invitations', exact: true }).click();
    await arriveAt(page, 'Invitations');
    await page.getByText('No invitations yet').waitFor();
    expect(await page.locator('.tab[aria-current]').textContent()).toContain('Users');
    await press(page, 'New invitation');
    const dialog = dialogOf(page, 'New invitation');
    await dialog.getByLabel('For how many people').selectOption('25 people');
    await dialog.getByLabel('Works until').selectOption({ index: 2 });
    await dialog.getByLabel('family').check();
    await press(page, 'Create invitation');
    const made = dialogOf(page, 'The invitation is ready');
    const url = await made.getByRole('group', { name: 'The link of the invitation' }).textContent();
    expect(url).toMatch(/\/link#[\w-]{43}$/);
    await made.getByRole('img', { name: 'The link as a QR code' }).locator('path').waitFor();
    await press(page, 'I have handed it out');
    const [row] = await stored(app);
    expect(row).toMatchObject({ email: null, max_uses: 25, is_admin: 0 });
    expect(JSON.parse(row?.group_ids ?? '')).toEqual([formatId(family)]);
    expect(Math.round(((row?.expires_at ?? 0) - (row?.created_at ?? 0)) / 86_400_000)).toBe(30);
    const line = page.getByRole('listitem').filter({ hasText: 'Anyone who has the link' });
    await line.getByText('used 0 of 25 times').waitFor();
    await line.getByText('Groups: family').waitFor();
    await line.getByText(/by .?Margaret Hamilton/).waitFor();
    await page.getByRole('button', { name: 'Revoke the invitation for Anyone' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('No invitations yet').waitFor();
    expect(await stored(app)).toEqual([]);
  });
});

test('an invitation for one address is for one person, and a taken address is told at its field', async () => {
  await using app = await createTestApp();
  await addPerson(app, { email: 'ada@example.com' });
  await visitPanel(app, { path: '/invitations', expected: /status of 409/ }, async (page) => {
    await press(page, 'New invitation');
    const dialog = dialogOf(page, 'New invitation');
    await dialog.getByLabel('E-mail address (optional)').fill('Ada@example.com');
    await dialog.getByLabel('For how many people').waitFor({ state: 'detached' });
    await dialog.getByLabel('Name (optional)').fill('Grace');
    await press(page, 'Create invitation');
    await dialog.getByText('There is an account with this e-mail address already.').waitFor();
    await dialog.getByLabel('E-mail address (optional)').fill('grace@example.com');
    await press(page, 'Create invitation');
    await dialogOf(page, 'The invitation is ready').waitFor();
    await press(page, 'I have handed it out');
    const line = page.getByRole('listitem').filter({ hasText: 'grace@example.com' });
    await line.getByText('used 0 of 1 time').waitFor();
    const [row] = await stored(app);
    expect(row).toMatchObject({ email: 'grace@example.com', name: 'Grace', max_uses: 1 });
  });
});

test.each([375, 1280])('the list tells every state and looks right at %d pixels', async (width) => {
  await using app = await createTestApp();
  const maker = await addPerson(app, { name: 'Grace Hopper', isAdmin: true });
  const family = formatId(await addGroup(app, 'family'));
  await addInvitation(app, { made_by: maker.id, max_uses: 30, uses: 4 });
  await addInvitation(app, { email: 'late@example.com', expires_at: Date.now() - 86_400_000 });
  await addInvitation(app, {
    email: 'a.rather.long.address.of.somebody@department.example.com',
    uses: 1,
  });
  await addInvitation(app, {
    email: 'alan@example.com',
    name: 'Alan Turing',
    is_admin: 1,
    is_mailed: 1,
    group_ids: JSON.stringify([family]),
  });
  const demoted = await addPerson(app, { name: 'Barbara Liskov' });
  await addInvitation(app, { made_by: demoted.id });
  await changePerson(app, maker, { is_admin: 1 });
  await visitPanel(app, { path: '/invitations', width }, async (page) => {
    for (const text of ['Expired', 'Used up', 'Stopped', 'no longer an administrator.']) {
      await page.getByText(text).waitFor();
    }
    expect(await page.locator('.total').textContent()).toBe('2');
    await checkLooks(page, 'admin-invitations', width);
    await press(page, 'New invitation');
    await dialogOf(page, 'New invitation').getByLabel('family').waitFor();
    await checkLooks(page, 'admin-invitations-new', width);
    await press(page, 'Create invitation');
    await page.getByRole('img', { name: 'The link as a QR code' }).locator('path').waitFor();
    await checkLooks(page, 'admin-invitations-made', width);
  });
});

test('the checklist leads to the invitations', async () => {
  await using app = await createTestApp();
  await visitPanel(app, { path: '' }, async (page) => {
    await page.getByText('Add a second administrator').click();
    await page.getByRole('link', { name: 'Invite people' }).click();
    await arriveAt(page, 'Invitations');
  });
});

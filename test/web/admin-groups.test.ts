// Groups in the panel, on the page of a person and on their own account page.
import { expect, setDefaultTimeout, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { settle } from '../support/browser.ts';
import { addGroup, addMembers } from '../support/groups.ts';
import { addPerson, addSignedIn, changePerson } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { dialogOf, visitPanel } from './admin-panel.ts';
import { arriveAt, checkLooks, fill, press, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const namesIn = async (app: TestApp) => {
  const rows = await app.database.read.selectFrom('groups').selectAll().orderBy('name').execute();
  return rows.map(({ name, description }) => [name, description]);
};

test('an administrator makes, changes and deletes a group', async () => {
  await using app = await createTestApp();
  await addGroup(app, 'media');
  await visitPanel(app, { path: '/groups', expected: /status of 40[09]/ }, async (page) => {
    await arriveAt(page, 'Groups');
    await press(page, 'New group');
    const dialog = dialogOf(page, 'New group');
    await dialog.getByLabel('Name').fill('MEDIA');
    await dialog.getByRole('button', { name: 'Create group' }).click();
    await dialog.getByText('There is a group of this name already.').waitFor();
    await dialog.getByLabel('Name').fill('friends, family');
    await dialog.getByRole('button', { name: 'Create group' }).click();
    await dialog.getByText('Please remove the comma.').waitFor();
    await dialog.getByLabel('Name').fill('family');
    await dialog.getByLabel('Description').fill('All of us');
    await dialog.getByRole('button', { name: 'Create group' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'All of us' });
    await row.getByText('0 members').waitFor();
    await page.getByRole('button', { name: 'Edit family' }).click();
    const change = dialogOf(page, 'Edit group');
    await change.getByLabel('Name').fill('household');
    await change.getByLabel('Description').fill('');
    await change.getByRole('button', { name: 'Save' }).click();
    await page.getByText('household', { exact: true }).waitFor();
    expect(await namesIn(app)).toEqual([
      ['household', null],
      ['media', null],
    ]);
    await page.getByRole('button', { name: 'Delete media' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('media', { exact: true }).waitFor({ state: 'detached' });
    expect(await namesIn(app)).toEqual([['household', null]]);
  });
});

test('a group of the provider keeps its name, and its members are one press away', async () => {
  await using app = await createTestApp({ OIDC_PROVIDER_NAME: 'Pocket ID' });
  const group = await addGroup(app, 'house & home', 'oidc');
  await addMembers(app, group, [await addPerson(app, { name: 'Grace Hopper' })], 'oidc');
  await addPerson(app, { name: 'Ada Lovelace' });
  await visitPanel(app, { path: '/groups' }, async (page) => {
    const row = page.getByRole('listitem').filter({ hasText: 'house & home' });
    await row.getByText('Pocket ID').waitFor();
    await page.getByRole('button', { name: 'Edit house & home' }).click();
    const dialog = dialogOf(page, 'Edit group');
    await dialog.getByText('This group comes from your provider').waitFor();
    expect(await dialog.getByLabel('Name').count()).toBe(0);
    await dialog.getByLabel('Description').fill('Cleaning');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Cleaning').waitFor();
    await row.getByRole('link', { name: '1 member' }).click();
    await arriveAt(page, 'Users');
    await page.getByRole('link', { name: 'Grace Hopper' }).waitFor();
    expect(await page.getByRole('link', { name: 'Ada Lovelace' }).count()).toBe(0);
    await page.getByLabel('Group', { exact: true }).selectOption('All groups');
    await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
  });
});

test('groups are given and taken on the page of a person, except those of the provider', async () => {
  await using app = await createTestApp({ OIDC_PROVIDER_NAME: 'Pocket ID' });
  const user = await addPerson(app, { name: 'Grace Hopper' });
  await addGroup(app, 'family');
  const media = await addGroup(app, 'media');
  await addMembers(app, media, [user], 'oidc');
  await visitPanel(app, { path: `/users/${formatId(user.id)}` }, async (page) => {
    const part = page.getByRole('region', { name: 'Groups', exact: true });
    await part.getByText('from Pocket ID').waitFor();
    expect(await part.getByRole('button').count()).toBe(0);
    await part.getByLabel('Add a group').selectOption('family');
    await part.getByRole('button', { name: 'Add' }).click();
    await part.getByRole('button', { name: 'Take out of family' }).waitFor();
    await part.getByLabel('Add a group').selectOption('media');
    await part.getByRole('button', { name: 'Add' }).click();
    await part.getByText('This person is in every group.').waitFor();
    expect(await part.getByRole('listitem').filter({ hasText: 'media' }).count()).toBe(2);
    await part.getByRole('button', { name: 'Take out of family' }).click();
    await part.getByRole('button', { name: 'Take out of family' }).waitFor({ state: 'detached' });
    const rows = await app.database.read.selectFrom('group_members').select('source').execute();
    expect(rows.map(({ source }) => source).toSorted()).toEqual(['local', 'oidc']);
  });
});

test('the role that a group gives is shown, and is not sent with the other fields', async () => {
  await using app = await createTestApp({ OIDC_PROVIDER_NAME: 'Pocket ID' });
  const user = await addPerson(app, { name: 'Grace Hopper' });
  const admin_group_until = Date.now() + 3_600_000;
  await changePerson(app, user, { admin_group: 'captains', admin_group_until });
  await visitPanel(app, { path: `/users/${formatId(user.id)}` }, async (page) => {
    await page.getByText('through the group “captains” at Pocket ID').waitFor();
    const toggle = page.getByRole('switch', { name: 'Administrator' });
    expect([await toggle.isChecked(), await toggle.isDisabled()]).toEqual([true, true]);
    await fill(page, { Name: 'Grace' });
    await press(page, 'Save');
    await arriveAt(page, 'Grace');
    const { is_admin } = (await app.services.users.findById(app.database.read, user.id)) ?? {};
    expect(is_admin).toBe(0);
  });
});

test('people see their groups on their account page, and cannot change them', async () => {
  await using app = await createTestApp();
  const person = await addSignedIn(app, { name: 'Grace Hopper' });
  await addMembers(app, await addGroup(app, 'family'), [person.user]);
  await visitAs({ origin: app.listen(), path: '/account', person }, async (page) => {
    const part = page.getByRole('region', { name: 'Groups', exact: true });
    await part.getByText('family').waitFor();
    expect(await part.getByRole('button').count()).toBe(0);
  });
  const other = await addSignedIn(app);
  await visitAs({ origin: app.listen(), path: '/account', person: other }, async (page) => {
    await page.getByRole('region', { name: 'Profile' }).waitFor();
    expect(await page.getByRole('region', { name: 'Groups', exact: true }).count()).toBe(0);
  });
});

test.each([375, 1280])('the groups at %d px are readable and operable', async (width) => {
  await using app = await createTestApp();
  await addMembers(app, await addGroup(app, 'family'), [await addPerson(app)]);
  await addGroup(
    app,
    'a name that is as long as a name may be, so that it has to be broken somewhere',
    'oidc',
  );
  await visitPanel(app, { path: '/groups', width }, async (page) => {
    await page.getByText('1 member').waitFor();
    await settle(page);
    await checkLooks(page, 'admin-groups', width);
  });
});

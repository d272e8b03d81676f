// An identity that its owner unlinked by hand comes back by hand alone, never by a verified address.
import { expect, test } from 'bun:test';
import { addSignedIn, changePerson } from '../support/people.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { comeBack, goToLink, goToProvider, landingOf } from '../support/stand-in/visitor.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const email = 'ada@example.com';

async function unlinkedSubjects(app: TestApp): Promise<number> {
  const rows = await app.database.read.selectFrom('unlinked_subjects').selectAll().execute();
  return rows.length;
}

/** Ada, who linked GitHub, where her address is verified, and unlinked it again. */
async function unlinked(app: TestApp, standIn: ReturnType<typeof createStandIn>) {
  standIn.member = { ...standIn.member, email };
  const ada = await addSignedIn(app, { email });
  await changePerson(app, ada.user, { is_proven: 1 });
  const bearer = ada.access_token;
  const link = async () => landingOf(await comeBack(app, await goToLink(app, 'github', bearer)));
  const unlink = () => app.send({ method: 'DELETE', path: '/api/auth/identities/github', bearer });
  await link();
  await unlink();
  return { ...ada, link, unlink };
}

const signIn = async (app: TestApp) =>
  landingOf(await comeBack(app, await goToProvider(app, 'github')));

test('a subject that was unlinked by hand is not linked by its address again', async () => {
  using standIn = createStandIn();
  await using app = await createTestApp(standIn.env);
  await unlinked(app, standIn);
  expect(await unlinkedSubjects(app)).toBe(1);
  expect(await signIn(app)).toMatchObject({ page: '/login', error_code: 'account_exists' });
  expect((await app.snapshot())['identities']).toEqual([]);
});

test('another subject with the verified address is linked as before', async () => {
  using standIn = createStandIn();
  await using app = await createTestApp(standIn.env);
  await unlinked(app, standIn);
  standIn.member = { ...standIn.member, id: 4712 };
  expect(await signIn(app)).toHaveProperty('code');
});

test('linked by hand again it signs in again, and may be unlinked any number of times', async () => {
  using standIn = createStandIn();
  await using app = await createTestApp(standIn.env);
  const { link, unlink } = await unlinked(app, standIn);
  expect(await link()).toMatchObject({ linked: 'github' });
  expect(await unlinkedSubjects(app)).toBe(0);
  expect(await signIn(app)).toHaveProperty('code');
  expect((await unlink()).status).toBe(200);
  expect(await signIn(app)).toMatchObject({ error_code: 'account_exists' });
});

test('where no account has its address it creates an ordinary account', async () => {
  using standIn = createStandIn();
  await using app = await createTestApp(standIn.env);
  await unlinked(app, standIn);
  standIn.member = { ...standIn.member, email: 'another@example.com' };
  expect(await signIn(app)).toHaveProperty('code');
});

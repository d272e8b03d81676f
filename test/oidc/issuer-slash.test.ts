// The slash at the end of the issuer: the provider's spelling is used, people stay who they are, nothing else passes.
import { describe, expect, test } from 'bun:test';
import type { Exchanged } from '../../src/features/federation/login-codes/schema.ts';
import { arrive, profile } from '../identity/people-from-providers.ts';
import { addIdentity, addPerson, addSignedIn, changePerson } from '../support/people.ts';
import { exchange, oidcPath, openScene, type Scene } from '../support/oidc-scene.ts';
import { createTestApp } from '../support/test-app.ts';

/** A provider that spells its issuer in one way, set up here in the other. */
async function openSlashScene(isSlashAtProvider: boolean): Promise<Scene & { named: string }> {
  const scene = await openScene(isSlashAtProvider ? {} : { provider: { issuerPath: '/op/' } });
  const named = otherSpelling(scene.provider.issuer);
  scene.provider.announce({ issuer: named });
  scene.provider.script({ idToken: { claims: { iss: named } } });
  return { ...scene, named };
}

async function identitiesOf({ app }: Scene) {
  return app.database.read.selectFrom('identities').select(['issuer', 'subject']).execute();
}

describe.each([
  ['with a slash at the provider alone', true],
  ['with a slash in the settings alone', false],
])('an issuer %s', (_, isSlashAtProvider) => {
  test('signs people in, under the spelling of the provider', async () => {
    await using scene = await openSlashScene(isSlashAtProvider);
    const { query } = await scene.browser.signIn();
    expect((await exchange(scene.app, query['code'])).status).toBe(200);
    expect(await identitiesOf(scene)).toEqual([{ issuer: scene.named, subject: 'person-1' }]);
  });

  test('is told once in the log', async () => {
    await using scene = await openSlashScene(isSlashAtProvider);
    await scene.browser.signIn();
    await scene.browser.signIn();
    const told = scene.app.lines.filter((line) => line.includes('spells its issuer'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(scene.named);
  });

  test('finds the people of before, and makes no second identity', async () => {
    await using scene = await openSlashScene(isSlashAtProvider);
    const grace = await addPerson(scene.app, { email: 'grace@example.com' });
    const before = scene.provider.issuer;
    await addIdentity(scene.app, grace, 'oidc', { issuer: before, subject: 'person-1' });
    const { query } = await scene.browser.signIn();
    const answer = await exchange(scene.app, query['code']);
    expect((answer.body as Exchanged).user.email).toBe('grace@example.com');
    expect(await identitiesOf(scene)).toEqual([{ issuer: before, subject: 'person-1' }]);
  });

  test('refuses an ID token with the spelling of the settings', async () => {
    await using scene = await openSlashScene(isSlashAtProvider);
    scene.provider.script({ idToken: { claims: { iss: otherSpelling(scene.named) } } });
    const { query } = await scene.browser.signIn();
    expect(query['error_code']).toBe('provider_answer_invalid');
    expect(await identitiesOf(scene)).toEqual([]);
  });

  test('compares the iss of the answer with the spelling of the provider', async () => {
    await using scene = await openSlashScene(isSlashAtProvider);
    scene.provider.script({ callback: { iss: otherSpelling(scene.named) } });
    expect((await scene.browser.signIn()).query['error_code']).toBe('foreign_issuer');
    scene.provider.script({ callback: { iss: scene.named } });
    expect((await scene.browser.signIn()).query).toHaveProperty('code');
  });

  test('begins for an iss in both spellings, and for no third', async () => {
    await using scene = await openSlashScene(isSlashAtProvider);
    const statuses = [scene.named, otherSpelling(scene.named), `${scene.named}//`].map(
      async (iss) => (await scene.app.get(`${oidcPath}/initiate?iss=${iss}`)).status,
    );
    expect(await Promise.all(statuses)).toEqual([302, 302, 400]);
  });

  test('proves the access token of an app by the spelling of the provider', async () => {
    await using scene = await openSlashScene(isSlashAtProvider);
    const token = await scene.provider.accessToken('anchor', { claims: { iss: scene.named } });
    const path = `${oidcPath}/exchange/mobile`;
    const answer = await scene.app.post(path, { access_token: token });
    expect(answer.status).toBe(200);
    expect(await identitiesOf(scene)).toEqual([{ issuer: scene.named, subject: 'person-1' }]);
  });

  test('counts as a way in, and cannot be unlinked as the last one', async () => {
    await using scene = await openSlashScene(isSlashAtProvider);
    const ada = await addSignedIn(scene.app, { email: 'ada@example.com' });
    await changePerson(scene.app, ada.user, { password_hash: null });
    await addIdentity(scene.app, ada.user, 'oidc', { issuer: scene.named, subject: 'person-1' });
    const path = '/api/auth/identities/oidc';
    const bearer = ada.access_token;
    const answer = await scene.app.send({ method: 'DELETE', path, bearer });
    expect(answer.body).toMatchObject({ code: 'last_way_in' });
  });
});

function otherSpelling(issuer: string): string {
  return issuer.endsWith('/') ? issuer.slice(0, -1) : `${issuer}/`;
}

describe('the two spellings of an issuer', () => {
  const grace = profile({ issuer: 'https://id.example.com' });
  const sameGrace = profile({ issuer: 'https://id.example.com/' });

  test('are one identity for a subject that arrives under both at once', async () => {
    await using app = await createTestApp();
    await addPerson(app, { isAdmin: true });
    const arrivals = [grace, sameGrace, grace, sameGrace].map((who) => arrive(app, who));
    const expected = { user: 'grace@example.com', notice: null };
    expect(await Promise.all(arrivals)).toEqual([expected, expected, expected, expected]);
    expect((await app.snapshot())['identities']).toHaveLength(1);
  });

  test('are one issuer for a subject that was unlinked by hand', async () => {
    await using app = await createTestApp();
    const user = await addPerson(app, { email: 'grace@example.com', isAdmin: true });
    const { subject, provider } = grace;
    const row = { provider, issuer: grace.issuer, subject, user_id: user.id, unlinked_at: 1 };
    await app.database.write((trx) => trx.insertInto('unlinked_subjects').values(row).execute());
    expect(await arrive(app, sameGrace)).toEqual({ refused: 'account_exists' });
  });

  test('are one issuer for another subject with the same address', async () => {
    await using app = await createTestApp();
    const user = await addPerson(app, { email: 'grace@example.com', isAdmin: true });
    await addIdentity(app, user, 'oidc', { issuer: grace.issuer, subject: 'another' });
    expect(await arrive(app, sameGrace)).toEqual({ refused: 'account_exists' });
  });

  test('stay two accounts where they were two before', async () => {
    await using app = await createTestApp();
    await addPerson(app, { isAdmin: true });
    for (const { issuer, subject } of [grace, sameGrace]) {
      const email = `grace${issuer.length}@example.com`;
      const user = await addPerson(app, { email });
      await addIdentity(app, user, 'oidc', { issuer, subject });
    }
    const emails = [await arrive(app, grace), await arrive(app, sameGrace)];
    expect(emails).toEqual([
      { user: `grace${grace.issuer.length}@example.com`, notice: null },
      { user: `grace${sameGrace.issuer.length}@example.com`, notice: null },
    ]);
  });
});

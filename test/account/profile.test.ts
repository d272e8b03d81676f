import { expect } from 'bun:test';
import { languages } from '../../src/core/languages.ts';
import { addSignedIn, changePerson } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import type { TestApp } from '../support/test-app.ts';

const request = 'PATCH /api/auth/profile';
const email = 'grace@example.com';

/** Long ago, so that a change of the row shows without waiting. */
const longAgo = 1_700_000_000_000;

const withGrace = async (app: TestApp) => {
  const { access_token: bearer, user } = await addSignedIn(app, { email, name: 'Grace Hopper' });
  await changePerson(app, user, { created_at: longAgo, updated_at: longAgo });
  return { bearer };
};

async function entries(app: TestApp) {
  const filter = { userId: null, event: 'profile.changed' };
  return (await app.services.audit.page(filter, { skip: 0, take: 50 })).entries;
}

function row(app: TestApp) {
  return app.database.read.selectFrom('users').selectAll().executeTakeFirstOrThrow();
}

const user = {
  id: expect.any(String),
  email,
  profileImage: null,
  language: null,
  groups: [],
  mustChangePassword: false,
  emailVerified: false,
  isAdmin: false,
  status: 'active',
  createdAt: '2023-11-14T22:13:20.000Z',
};

const names: readonly (readonly [what: string, typed: string, kept: string])[] = [
  ['of one character', 'G', 'G'],
  ['of a hundred characters', 'x'.repeat(100), 'x'.repeat(100)],
  ['of a hundred emoji', '🦄'.repeat(100), '🦄'.repeat(100)],
  ['with spaces around it, without them', '  Grace\u00A0King \n', 'Grace\u00A0King'],
  ['in any script', '山田 太郎', '山田 太郎'],
  ['with markup as it is', '<b>Grace</b> & "Co"', '<b>Grace</b> & "Co"'],
];

scenarios(
  'a profile takes a name',
  names.map(([what, typed, kept]): Scenario => ({
    name: what,
    request,
    arrange: withGrace,
    json: { name: typed },
    status: 200,
    answer: { ...user, name: kept, updatedAt: expect.not.stringContaining('2023-11-14') },
  })),
);

scenarios('a profile', [
  {
    name: 'of which the name was changed follows the identity provider no more, and the log says so',
    request,
    arrange: withGrace,
    json: { name: 'Grace King' },
    status: 200,
    after: async (app) => {
      expect(await row(app)).toMatchObject({
        name: 'Grace King',
        name_follows_provider: 0,
        image_follows_provider: 1,
        token_version: 1,
      });
      expect(await entries(app)).toMatchObject([
        { outcome: 'success', actor: { email }, target: { email }, details: { fields: 'name' } },
      ]);
    },
  },
  ...[{}, { name: null }, { title: 'Admiral' }].map((json): Scenario => ({
    name: `is left alone by ${JSON.stringify(json)}`,
    request,
    arrange: withGrace,
    json,
    status: 200,
    answer: { ...user, name: 'Grace Hopper', updatedAt: user.createdAt },
    after: async (app) => {
      expect(await row(app)).toMatchObject({ name_follows_provider: 1, updated_at: longAgo });
      expect(await entries(app)).toEqual([]);
    },
  })),
  {
    name: 'with the name that it has follows the provider no more, and the log stays silent',
    request,
    arrange: withGrace,
    json: { name: 'Grace Hopper' },
    status: 200,
    after: async (app) => {
      expect(await row(app)).toMatchObject({ name: 'Grace Hopper', name_follows_provider: 0 });
      expect(await entries(app)).toEqual([]);
      expect(app.lines.join()).not.toContain('profile.changed');
    },
  },
  {
    name: 'that was chosen here is left alone by the same name',
    request,
    arrange: async (app) => {
      const call = await withGrace(app);
      await changePerson(app, await row(app), { name_follows_provider: 0 });
      return call;
    },
    json: { name: ' Grace Hopper ' },
    status: 200,
    answer: { ...user, name: 'Grace Hopper', updatedAt: user.createdAt },
    after: async (app) => {
      expect(await row(app)).toMatchObject({ updated_at: longAgo });
      expect(await entries(app)).toEqual([]);
    },
  },
  {
    name: 'changes neither rights nor address nor id',
    request,
    arrange: withGrace,
    json: {
      name: 'Grace King',
      isAdmin: true,
      is_admin: 1,
      role: 'Admin',
      status: 'pending',
      email: 'root@example.com',
      id: crypto.randomUUID(),
      profileImage: '/uploads/x',
      createdAt: 0,
    },
    status: 200,
    answer: { ...user, name: 'Grace King', updatedAt: expect.any(String) },
  },
]);

const spoken = async (app: TestApp, language: string | null) => {
  const call = await withGrace(app);
  await changePerson(app, await row(app), { language });
  return call;
};

scenarios('the language of a profile', [
  ...languages.map((language): Scenario => ({
    name: `can be ${language}, and the name goes on following the provider`,
    request,
    arrange: withGrace,
    json: { language },
    status: 200,
    answer: {
      ...user,
      name: 'Grace Hopper',
      language,
      updatedAt: expect.not.stringContaining('2023-11-14'),
    },
    after: async (app) => {
      expect(await row(app)).toMatchObject({ language, name_follows_provider: 1 });
      const [entry] = await entries(app);
      expect(entry?.details).toEqual({ fields: 'language', language });
    },
  })),
  {
    name: 'changes together with the name',
    request,
    arrange: withGrace,
    json: { name: 'Grace King', language: 'fr' },
    status: 200,
    answer: { ...user, name: 'Grace King', language: 'fr', updatedAt: expect.any(String) },
    after: async (app) => {
      const [entry] = await entries(app);
      expect(entry?.details).toEqual({ fields: 'name,language', language: 'fr' });
    },
  },
  {
    name: 'goes back to that of the browser with null',
    request,
    arrange: (app) => spoken(app, 'es'),
    json: { language: null },
    status: 200,
    answer: { ...user, name: 'Grace Hopper', updatedAt: expect.any(String) },
    after: async (app) => {
      expect(await row(app)).toMatchObject({ language: null });
      const [entry] = await entries(app);
      expect(entry?.details).toEqual({ fields: 'language', language: '' });
    },
  },
  ...[{ language: 'es' }, { name: null }, {}].map((json): Scenario => ({
    name: `is left alone by ${JSON.stringify(json)} when it is Spanish`,
    request,
    arrange: (app) => spoken(app, 'es'),
    json,
    status: 200,
    answer: { ...user, name: 'Grace Hopper', language: 'es', updatedAt: user.createdAt },
    after: async (app) => expect(await entries(app)).toEqual([]),
  })),
  {
    name: 'is shown as that of the browser when a newer version stored it, and stays stored',
    request: 'GET /api/auth/me',
    arrange: (app) => spoken(app, 'tlh'),
    status: 200,
    answer: {
      ...user,
      name: 'Grace Hopper',
      updatedAt: user.createdAt,
      authIdentities: ['local'],
    },
    after: async (app) => expect(await row(app)).toMatchObject({ language: 'tlh' }),
  },
  ...['DE', 'de-AT', '', 'tlh', 7, ['de']].map((language): Scenario => ({
    name: `is not ${JSON.stringify(language)}`,
    request,
    arrange: withGrace,
    json: { language },
    status: 400,
    code: 'validation_failed',
    message: 'language must be en, de, fr or es',
  })),
]);

const refused: readonly (readonly [what: string, name: unknown, message: string])[] = [
  ['that is empty', '', 'name must not be blank'],
  ['of spaces', ' \t\u00A0\n', 'name must not be blank'],
  ['that is invisible', '\u200B\u2060', 'name must not be blank'],
  ['of 101 characters', 'x'.repeat(101), 'name must be at most 100 characters'],
  ['of 101 emoji', '🦄'.repeat(101), 'name must be at most 100 characters'],
  ['with a line break in it', 'Grace\nHopper', 'name must not contain control characters'],
  ['with a NUL in it', 'Grace\0Hopper', 'name must not contain control characters'],
  ['that turns the line around', 'Grace \u202Ereppoh', 'name must not contain control characters'],
  ...[42, true, ['Grace'], { first: 'Grace' }].map(
    (given) => [`like ${JSON.stringify(given)}`, given, 'name must be a string'] as const,
  ),
];

scenarios(
  'a profile refuses a name',
  refused.map(([what, name, message]): Scenario => ({
    name: what,
    request,
    arrange: withGrace,
    json: { name },
    status: 400,
    code: 'validation_failed',
    message,
  })),
);

// T79: what a thief of an API token, or one who wants more than a token gives, tries.
import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { documentation } from '../support/documentation.ts';
import {
  askForToken,
  expireToken,
  listTokens,
  makeToken,
  tokensPath,
} from '../support/api-tokens.ts';
import { addSignedIn, changePerson } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { untilWriteWaits } from '../support/waiting-writes.ts';

describe('the scopes of a token', () => {
  const widenings: readonly (readonly [string, object])[] = [
    ['scopes', { scopes: ['me', 'profile'] }],
    ['scopes beside a name', { name: 'Other', scopes: ['profile'] }],
    ['scopes as they are stored', { scopes: 'me profile' }],
    ['a hash', { token_hash: 'x', tokenHash: 'x' }],
    ['an owner', { userId: crypto.randomUUID(), user_id: 'x' }],
  ];

  test.each([...widenings])('are not widened by a change that sends %s', async (_, json) => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    const { id, token } = await makeToken(app, bearer);
    await app.send({ method: 'PATCH', path: `${tokensPath}/${id}`, bearer, json });
    expect(await listTokens(app, bearer)).toMatchObject([{ id, scopes: ['me'] }]);
    const call = { method: 'PATCH', path: '/api/auth/profile', bearer: token, json: { name: 'X' } };
    expect((await app.send(call)).body).toMatchObject({ code: 'insufficient_scope' });
  });

  test('that a later version stored open nothing here', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app, { isAdmin: true });
    const { token } = await makeToken(app, bearer);
    await app.database.write((trx) =>
      trx.updateTable('named_tokens').set({ scopes: 'admin:everything adminread' }).execute(),
    );
    for (const path of ['/api/auth/me', '/api/admin/users']) {
      expect((await app.get(path, token)).body).toMatchObject({ code: 'insufficient_scope' });
    }
    expect(await listTokens(app, bearer)).toMatchObject([{ scopes: [] }]);
  });

  test('do not make tokens, whichever there are', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app, { isAdmin: true });
    const scopes = ['me', 'profile', 'admin:read', 'admin:users'] as const;
    const { token } = await makeToken(app, bearer, { scopes });
    expect((await askForToken(app, token)).body).toMatchObject({ code: 'session_required' });
  });
});

type Act = readonly [method: string, path: string, json?: object];

/** What a token changes, asked for between the check of the token and the change. */
const acts: readonly Act[] = [
  ['PATCH', '/api/auth/profile', { name: 'Eve' }],
  ['DELETE', '/api/auth/profile/image'],
  ['POST', '/api/admin/users/{id}/approve'],
  ['PATCH', '/api/admin/users/{id}', { status: 'disabled' }],
  ['DELETE', '/api/admin/users/{id}/sessions'],
];

describe.each([...acts])('%s %s', (method, path, json) => {
  test.each(['revoked', 'expired', 'demoted', 'disabled', 'deleted'] as const)(
    'is not done with a token that is %s in that moment',
    async (how) => {
      await using app = await createTestApp();
      const own = await addSignedIn(app, { isAdmin: true });
      await addSignedIn(app, { isAdmin: true });
      const { user } = await addSignedIn(app, {
        status: path.endsWith('/approve') ? 'pending' : 'active',
      });
      const scopes = ['profile', 'admin:users'] as const;
      const made = await makeToken(app, own.access_token, { scopes });
      const written = Promise.withResolvers<void>();
      const asked = Promise.withResolvers<void>();
      const ending = app.database.write(async (trx) => {
        const tokens = trx.updateTable('named_tokens').where('prefix', '=', made.prefix);
        const owner = trx.updateTable('users').where('id', '=', own.user.id);
        if (how === 'revoked') await trx.deleteFrom('named_tokens').execute();
        if (how === 'expired') await tokens.set({ expires_at: 1 }).execute();
        if (how === 'demoted') await owner.set({ is_admin: 0 }).execute();
        if (how === 'disabled') await owner.set({ status: 'disabled' }).execute();
        if (how === 'deleted')
          await trx.deleteFrom('users').where('id', '=', own.user.id).execute();
        written.resolve();
        await asked.promise;
      });
      await written.promise;
      const answer = app.send({
        method,
        path: path.replace('{id}', formatId(user.id)),
        bearer: made.token,
        ...(json === undefined ? {} : { json }),
      });
      await untilWriteWaits(app.database, answer);
      asked.resolve();
      await ending;
      const isOwnChange = path.startsWith('/api/auth');
      if (how === 'demoted' && isOwnChange) {
        expect((await answer).status).toBe(200);
        return;
      }
      expect((await answer).body).toMatchObject({ code: 'invalid_token' });
      expect(await app.services.users.findById(app.database.read, user.id)).toEqual(user);
    },
  );
});

describe('what a refusal tells of a token', () => {
  test('is the same whether it never was, expired, or lost its owner', async () => {
    await using app = await createTestApp();
    const [own, lost] = [await addSignedIn(app), await addSignedIn(app)];
    const [live, expired, orphan] = [
      await makeToken(app, own.access_token),
      await makeToken(app, own.access_token),
      await makeToken(app, lost.access_token),
    ];
    await expireToken(app, expired);
    await changePerson(app, lost.user, { status: 'disabled' });
    const beginning = live.token.slice(0, 20);
    const shown = [
      `ak_${'A'.repeat(43)}`,
      expired.token,
      orphan.token,
      // The prefix is in lists: nothing may be learnt by trying what follows it.
      live.prefix + 'A'.repeat(37),
      beginning + 'A'.repeat(26),
      live.prefix,
      `${live.token}A`,
    ];
    const bodies = new Set<string>();
    for (const bearer of shown) {
      const { status, body } = await app.get('/api/auth/me', bearer);
      const { requestId: _, ...rest } = body as { readonly requestId: string };
      bodies.add(JSON.stringify({ status, ...rest }));
    }
    expect(bodies.size).toBe(1);
    expect([...bodies][0]).toContain('invalid_token');
  });

  test('is asked of the database by the whole token only', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    const { token } = await makeToken(app, bearer);
    const { rows } = await app.services.database.read.executeQuery(
      app.database.read.selectFrom('named_tokens').selectAll().compile(),
    );
    const hash = new Bun.CryptoHasher('sha256').update(token).digest();
    expect(rows).toMatchObject([{ prefix: token.slice(0, 9) }]);
    const stored = rows[0] as { readonly token_hash: Uint8Array };
    expect(Buffer.from(stored.token_hash).equals(hash)).toBe(true);
  });
});

test('no answer of any GET holds a token or its hash', async () => {
  await using app = await createTestApp();
  const own = await addSignedIn(app, { isAdmin: true });
  const { token } = await makeToken(app, own.access_token, { name: 'Canary' });
  const hash = new Bun.CryptoHasher('sha256').update(token).digest();
  const secrets = [token, token.slice(12), hash.toString('hex'), hash.toString('base64')];
  const { paths } = await documentation();
  for (const [path, methods] of Object.entries(paths)) {
    if (!('get' in methods)) continue;
    const asked = path.replace('{id}', formatId(own.user.id)).replace('{provider}', 'github');
    const { text } = await app.get(asked, own.access_token);
    expect({ path, leaks: secrets.filter((secret) => text.includes(secret)) }).toEqual({
      path,
      leaks: [],
    });
  }
});

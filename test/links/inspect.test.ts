// What a link tells before it is used, and that it tells nothing of one that does not work.
import { describe, expect, test } from 'bun:test';
import { addPerson } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin, userPath } from '../admin/administrator.ts';
import { countLinks, ends, inspect, makeLink, tokenOf, withProvider } from './links.ts';

const email = 'grace@example.com';
const dead = {
  status: 404,
  body: {
    code: 'link_invalid',
    message: 'This link is not valid any more. Please ask for a new one.',
  },
};
const unknown = 'A'.repeat(43);

describe('a link that works', () => {
  const rows = [
    ['reset_password', email, 'g***@example.com'],
    ['verify_email', email, 'g***@example.com'],
    ['change_email', 'Hopper@Example.com', 'H***@Example.com'],
  ] as const;
  test.each(rows)('to %s says so, and is not used up', async (kind, address, shown) => {
    await using app = await createTestApp();
    const user = await addPerson(app, { email });
    const link = await makeLink(app, user, { kind, email: address });
    const before = await app.snapshot();
    for (let round = 0; round < 3; round += 1) {
      const answer = await inspect(app, tokenOf(link));
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        kind,
        email: shown,
        expiresAt: new Date(link.expiresAt).toISOString(),
      });
    }
    expect(await app.snapshot()).toEqual(before);
  });

  test('of an account that waits for approval works too', async () => {
    await using app = await createTestApp();
    const user = await addPerson(app, { email, status: 'pending' });
    expect((await inspect(app, tokenOf(await makeLink(app, user)))).status).toBe(200);
  });
});

describe('a link', () => {
  test.each(ends)('that %s is not valid any more', async (_, end) => {
    await using app = await createTestApp(withProvider);
    const admin = await addAdmin(app);
    const user = await addPerson(app, { email });
    const token = tokenOf(await makeLink(app, user));
    expect((await inspect(app, token)).status).toBe(200);
    await end({ app, admin, user, token });
    expect(await inspect(app, token)).toMatchObject(dead);
  });

  test('of each kind ends with the address that it was made for', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const user = await addPerson(app, { email });
    const tokens: string[] = [];
    for (const kind of ['reset_password', 'verify_email', 'change_email'] as const) {
      tokens.push(tokenOf(await makeLink(app, user, { kind })));
    }
    await admin.ask('PATCH', userPath(user), { email: 'hopper@example.com' });
    expect(await countLinks(app)).toBe(0);
    for (const token of tokens) expect(await inspect(app, token)).toMatchObject(dead);
  });

  test('is another for each kind and each account', async () => {
    await using app = await createTestApp();
    const [one, other] = [await addPerson(app), await addPerson(app)];
    const links = [
      await makeLink(app, one),
      await makeLink(app, one, { kind: 'verify_email' }),
      await makeLink(app, other),
    ];
    for (const link of links) expect((await inspect(app, tokenOf(link))).status).toBe(200);
    expect(await countLinks(app)).toBe(3);
  });
});

describe('a token that is none', () => {
  test.each([unknown, '', 'x', `${unknown}A`, '😀'.repeat(43), `${'A'.repeat(42)}=`, '../login'])(
    'such as %j gets the same answer',
    async (token) => {
      await using app = await createTestApp();
      await makeLink(app, await addPerson(app));
      expect(await inspect(app, token)).toMatchObject(dead);
    },
  );

  test('of another type is no valid request', async () => {
    await using app = await createTestApp();
    for (const token of [null, 7, [unknown], { $ne: '' }]) {
      expect(await inspect(app, token)).toMatchObject({ body: { code: 'validation_failed' } });
    }
  });
});

const ask = (network: string) => ({
  method: 'POST',
  path: '/api/auth/links/inspect',
  headers: { 'x-forwarded-for': network },
});

describe('guesses', () => {
  test('from one network are refused after 20 in a minute, on both paths, and others may ask', async () => {
    await using app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1' });
    const token = tokenOf(await makeLink(app, await addPerson(app)));
    app.listen();
    const here = ask('203.0.113.7');
    // A link that works is not counted.
    for (let round = 0; round < 30; round += 1) {
      expect((await app.send({ ...here, json: { token } })).status).toBe(200);
    }
    const guesses = Array.from({ length: 30 }, (_, index) =>
      app.send({
        ...here,
        ...(index % 2 === 0
          ? { json: { token: unknown } }
          : {
              path: '/api/auth/reset-password',
              json: { token: unknown, newPassword: 'staple battery horse' },
            }),
      }),
    );
    const codes = (await Promise.all(guesses)).map(({ status }) => status);
    expect(codes.filter((status) => status === 404)).toHaveLength(20);
    expect(codes.filter((status) => status === 429)).toHaveLength(10);
    // Whether the next guess is right is not told either.
    const refused = await app.send({ ...here, json: { token } });
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(refused.headers.get('retry-after'))).toBeWithin(1, 61);
    const elsewhere = await app.send({ ...ask('198.51.100.9'), json: { token } });
    expect(elsewhere.status).toBe(200);
  });
});

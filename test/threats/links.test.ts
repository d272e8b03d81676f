// What is tried with one-time links: by programs that open everything, and by people who guess.
import { describe, expect, test } from 'bun:test';
import { addAdmin } from '../admin/administrator.ts';
import {
  countLinks,
  ends,
  inspect,
  makeLink,
  resetBy,
  tokenOf,
  withProvider,
} from '../links/links.ts';
import { addPerson, password } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';

const email = 'grace@example.com';

describe('a program that opens every link of a mail', () => {
  const ways = ['GET', 'HEAD', 'OPTIONS'].flatMap((method) =>
    [
      '/link',
      '/link/TOKEN',
      '/link?token=TOKEN',
      '/api/auth/links/inspect?token=TOKEN',
      '/api/auth/reset-password?token=TOKEN&newPassword=staple%20battery%20horse',
    ].map((path) => [method, path] as const),
  );
  test.each(ways)('uses nothing up with %s %s', async (method, path) => {
    await using app = await createTestApp();
    const token = tokenOf(await makeLink(app, await addPerson(app, { email })));
    await app.send({
      method,
      path: path.replace('TOKEN', token),
      headers: { accept: 'text/html' },
    });
    expect(await countLinks(app, token)).toBe(1);
    const login = await app.post('/api/auth/login', { email, password });
    expect(login.status).toBe(200);
    expect((await resetBy(app, token)).status).toBe(200);
  });
});

test('whether a link expired, was used or never was is not told, by any header or word', async () => {
  const answers = new Set<string>();
  for (const [, end] of ends) {
    await using app = await createTestApp(withProvider);
    const admin = await addAdmin(app);
    const user = await addPerson(app, { email });
    const token = tokenOf(await makeLink(app, user));
    await end({ app, admin, user, token });
    for (const shown of [token, 'A'.repeat(43)]) {
      for (const ask of [inspect, resetBy]) {
        const { status, text, headers } = await ask(app, shown);
        const kept = [...headers].filter(([name]) => !/^(?:date|x-request-id)$/.test(name));
        const plain = text.replace(/"requestId":"[^"]*"/, '');
        answers.add(JSON.stringify([status, plain, kept]));
      }
    }
  }
  expect([...answers]).toHaveLength(1);
});

test('a link hands out no credential, and opens nothing as a bearer', async () => {
  await using app = await createTestApp();
  const token = tokenOf(await makeLink(app, await addPerson(app, { email })));
  for (const bearer of [token, `ak_${token}`]) {
    expect((await app.get('/api/auth/me', bearer)).status).toBe(401);
  }
  const said = [await inspect(app, token), await resetBy(app, token)];
  for (const { text, headers } of said) {
    expect(text).not.toMatch(/access|refresh|bearer|eyJ/i);
    expect(headers.get('set-cookie')).toBeNull();
  }
});

import { expect, test } from 'bun:test';
import { scenarios } from '../support/scenario.ts';
import { createTestApp } from '../support/test-app.ts';

// That every answer has its security headers and a request id is checked for each answer of each test
// (support/answer-rules.ts); here stands what differs between servers.

const oneYear = 'max-age=31536000';

scenarios('strict transport security', [
  {
    name: 'is asked for when people open the server by https',
    request: 'GET /api/health',
    env: { APP_URL: 'https://anchor.example.com' },
    status: 200,
    expectHeaders: { 'strict-transport-security': oneYear },
  },
  {
    name: 'is asked for in refusals too',
    request: 'GET /nope',
    env: { APP_URL: 'https://anchor.example.com' },
    status: 404,
    code: 'not_found',
    expectHeaders: { 'strict-transport-security': oneYear },
  },
  {
    name: 'is not asked for when people open the server by http',
    request: 'GET /api/health',
    env: { APP_URL: 'http://anchor.example.com' },
    status: 200,
    expectHeaders: { 'strict-transport-security': null },
  },
]);

test('every answer has a request id of its own, whatever the client sends', async () => {
  await using app = await createTestApp();
  const given = '11111111-1111-4111-8111-111111111111';
  const ids = new Set<string | null>();
  for (const path of ['/api/health', '/api/health', '/nope', '/api/auth/me']) {
    const answer = await app.send({ path, headers: { 'x-request-id': given } });
    ids.add(answer.headers.get('x-request-id'));
  }
  expect(ids.size).toBe(4);
  expect(ids).not.toContain(given);
});

test('over a socket the answer names neither the server nor its parts', async () => {
  await using app = await createTestApp();
  app.listen();
  const names = new Set<string>();
  for (const path of ['/api/health', '/nope', '/api/auth/me', '/docs']) {
    const { headers } = await app.get(path);
    for (const name of headers.keys()) names.add(name);
  }
  expect([...names].toSorted()).toEqual([
    'cache-control',
    'content-length',
    'content-security-policy',
    'content-type',
    'cross-origin-opener-policy',
    'cross-origin-resource-policy',
    'date',
    'permissions-policy',
    'referrer-policy',
    'www-authenticate',
    'x-content-type-options',
    'x-request-id',
  ]);
});

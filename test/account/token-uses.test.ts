// When and from where an API token was last used, which must never slow a request.
import { describe, expect, test } from 'bun:test';
import type { Prepared } from '../../src/db/prepared.ts';
import { listTokens, makeToken } from '../support/api-tokens.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { createAppWithNetworks } from '../support/networks.ts';
import { addSignedIn, startSession } from '../support/people.ts';
import type { TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

type Values = Readonly<Record<string, unknown>>;
type Kind = 'named' | 'legacy';

async function arrange(kind: Kind) {
  const app = await createAppWithNetworks();
  stopClock();
  const { access_token: bearer, user } = await addSignedIn(app);
  const token =
    kind === 'named'
      ? (await makeToken(app, bearer)).token
      : (
          (await app.post('/api/auth/api-token/regenerate', undefined, bearer)).body as {
            apiToken: string;
          }
        ).apiToken;
  const use = async (address: string, path = '/api/auth/me') => {
    const headers = { 'x-forwarded-for': address };
    const { status } = await app.send({ path, bearer: token, headers });
    await app.services.tokenUses.settle();
    return status;
  };
  const last = async () => {
    const { access_token: later } = await startSession(app, user);
    const [listed] = await listTokens(app, later);
    return [listed?.lastUsedAt ?? null, listed?.lastUsedIp ?? null];
  };
  return { app, use, last };
}

const now = () => new Date().toISOString();

describe.each(['named', 'legacy'] as const)('of the kind %s', (kind) => {
  test('the last use is stored at most every ten minutes, also after a restart', async () => {
    const { app, use, last } = await arrange(kind);
    await using _: TestApp = app;
    expect(await last()).toEqual([null, null]);
    const first = now();
    expect(await use('198.51.100.7')).toBe(200);
    expect(await last()).toEqual([first, '198.51.100.7']);
    await app.restart();
    app.listen();
    advance(1, 'm');
    await use('198.51.100.8');
    advance(9, 'm');
    advance(-1, 'ms');
    await use('198.51.100.8');
    expect(await last()).toEqual([first, '198.51.100.7']);
    advance(1, 'ms');
    await use('198.51.100.8');
    expect(await last()).toEqual([now(), '198.51.100.8']);
  });

  test('a refused use is not stored', async () => {
    const { app, use, last } = await arrange(kind);
    await using _: TestApp = app;
    for (const path of ['/api/admin/users', '/api/auth/sessions']) {
      expect(await use('198.51.100.7', path)).toBe(403);
    }
    expect(await last()).toEqual([null, null]);
  });
});

test('uses at the same moment are one change of the database', async () => {
  const { app, use, last } = await arrange('named');
  await using _: TestApp = app;
  let changes = 0;
  const change = app.database.change.bind(app.database);
  app.database.change = <Row>(query: Prepared<Row>, values: Values) => {
    changes += 1;
    return change(query, values);
  };
  await Promise.all(Array.from({ length: 20 }, () => use('198.51.100.7')));
  expect(await last()).toEqual([now(), '198.51.100.7']);
  expect(changes).toBe(1);
});

test('a use that cannot be stored, or is stored late, delays and refuses no request', async () => {
  const { app, use } = await arrange('named');
  await using _: TestApp = app;
  const stuck = Promise.withResolvers<never[]>();
  app.database.change = () => stuck.promise;
  const answered = app.services.tokenUses.settle.bind(app.services.tokenUses);
  app.services.tokenUses.settle = () => Promise.resolve();
  expect([await use('198.51.100.7'), await use('198.51.100.7')]).toEqual([200, 200]);
  stuck.reject(new Error('the disk is full'));
  await answered();
  const warnings = app.lines.filter((line) => line.includes('could not be stored'));
  expect(warnings.length).toBe(1);
});

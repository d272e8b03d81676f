// How long the server keeps where a browser signs out at the provider, which holds the ID token of the user.
import { describe, expect, test } from 'bun:test';
import type { Updateable } from 'kysely';
import type { SessionTable } from '../../src/db/schema.ts';
import { exchange, openScene, type Scene } from '../support/oidc-scene.ts';

async function open(): Promise<Scene> {
  const scene = await openScene({ env: { OIDC_LOGOUT: 'true' } });
  scene.provider.announce({ end_session_endpoint: `${scene.provider.issuer}/logout` });
  return scene;
}

const minuteMs = 60_000;

describe('of a session', () => {
  const rows: readonly (readonly [string, Updateable<SessionTable>, boolean])[] = [
    ['that lives', {}, true],
    ['that has expired', { refresh_expires_at: Date.now() - minuteMs }, false],
    ['that an older version ended', { ended_at: Date.now() - minuteMs }, false],
  ];
  test.each([...rows])('%s', async (_, change, isKept) => {
    await using scene = await open();
    const { app, browser } = scene;
    await exchange(app, (await browser.signIn()).query['code']);
    // Its network keeps the session, also when it is over.
    await app.database.write((trx) =>
      trx
        .updateTable('sessions')
        .set({ ip: '203.0.113.7', ...change })
        .execute(),
    );
    await app.services.housekeeping.run();
    const kept = await app.database.read
      .selectFrom('sessions')
      .select('provider_sign_out')
      .execute();
    expect(kept).toEqual([{ provider_sign_out: isKept ? expect.any(Uint8Array) : null }]);
  });
});

describe('of a login code', () => {
  test('until it expires, when nobody uses it', async () => {
    await using scene = await open();
    const { app, browser } = scene;
    await browser.signIn();
    const count = async () => (await app.snapshot())['exchange_codes']?.length ?? 0;
    await app.services.housekeeping.run();
    expect(await count()).toBe(1);
    await app.database.write((trx) =>
      trx
        .updateTable('exchange_codes')
        .set({ expires_at: Date.now() - minuteMs })
        .execute(),
    );
    await app.services.housekeeping.run();
    expect(await count()).toBe(0);
  });

  test('until it is used, also by a person who is refused', async () => {
    await using scene = await open();
    const { app, browser } = scene;
    const { query } = await browser.signIn();
    await app.database.write((trx) =>
      trx.updateTable('users').set({ status: 'disabled' }).execute(),
    );
    expect((await exchange(app, query['code'])).status).toBe(403);
    const codes = await app.database.read
      .selectFrom('exchange_codes')
      .select(['used_at', 'provider_sign_out'])
      .execute();
    expect(codes).toEqual([{ used_at: expect.any(Number), provider_sign_out: null }]);
  });
});

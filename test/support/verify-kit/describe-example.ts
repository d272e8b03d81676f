import { describe, expect, test } from 'bun:test';
import { claimsOf, headerOf } from '../access-token.ts';
import { forgeEs256 } from '../es256-token.ts';
import { badHeaders, badTokens } from './bad-tokens.ts';
import type { Example } from './examples.ts';
import type { KitServer } from './kit-server.ts';
import { type RunningExample, startExample } from './running-example.ts';

const refused = { status: 401, challenge: expect.stringMatching(/^Bearer/) as string };

/** What every example must do, against a server that `serverOf` gives while the tests run. */
export function describeExample(example: Example, serverOf: () => KitServer): void {
  const start = (audience?: string): Promise<RunningExample> => {
    const issuer = serverOf().front.origin;
    return startExample(example, { issuer, ...(audience === undefined ? {} : { audience }) });
  };

  describe(`the example for ${example.name}`, () => {
    test('lets an access token in, and refuses all others', async () => {
      const server = serverOf();
      await using program = await start();
      const { access_token: token } = await server.signIn();
      const good = await program.ask(`Bearer ${token}`);
      expect(good).toMatchObject({ status: 200, challenge: null });
      expect(JSON.parse(good.text)).toEqual({ owner: claimsOf(token)['sub'], notes: [] });
      for (const header of badHeaders) expect(await program.ask(header)).toMatchObject(refused);
      const key = server.privateKey(token);
      for (const [what, forge] of Object.entries(badTokens)) {
        const answer = await program.ask(`Bearer ${forge(token, key)}`);
        expect({ what, ...answer }).toMatchObject({ what, ...refused });
      }
      const foreign = await server.appToken('reports', token);
      expect(await program.ask(`Bearer ${foreign}`)).toMatchObject(refused);
      const { access_token: restricted } = await server.signInRestricted(token);
      expect(claimsOf(restricted)).toMatchObject({ aud: 'anchor-restricted' });
      expect(await program.ask(`Bearer ${restricted}`)).toMatchObject(refused);
      expect(await program.ask(`bearer ${token}`)).toMatchObject({ status: 200 });
    });

    test('lets in who shows an app token of its audience, and nothing else', async () => {
      const server = serverOf();
      await using program = await start('notes');
      const { access_token: token } = await server.signIn();
      const status = async (bearer: string) => (await program.ask(`Bearer ${bearer}`)).status;
      expect(await status(await server.appToken('notes', token))).toBe(200);
      expect(await status(await server.appToken('reports', token))).toBe(401);
      expect(await status(token)).toBe(401);
    });

    test('learns a new key without a restart, and still knows the former one', async () => {
      const server = serverOf();
      await using program = await start();
      const { access_token: former } = await server.signIn();
      expect(await program.ask(`Bearer ${former}`)).toMatchObject({ status: 200 });
      await server.rotate({ revoke: false }, former);
      const { access_token: token } = await server.signIn();
      expect(headerOf(token)).not.toEqual(headerOf(former));
      await program.advance(6);
      await become(200, () => program.ask(`Bearer ${token}`));
      expect(await program.ask(`Bearer ${former}`)).toMatchObject({ status: 200 });
    });

    test('refuses a revoked key when the list of keys has become old', async () => {
      const server = serverOf();
      const { access_token: former } = await server.signIn();
      if (!example.hasClock) server.front.maxAgeSeconds = 5;
      await using program = await start();
      expect(await program.ask(`Bearer ${former}`)).toMatchObject({ status: 200 });
      await server.rotate({ revoke: true }, former);
      await program.advance(301);
      await become(401, () => program.ask(`Bearer ${former}`));
      const { access_token: token } = await server.signIn();
      expect(await program.ask(`Bearer ${token}`)).toMatchObject({ status: 200 });
      server.front.maxAgeSeconds = null;
    });

    test('does not let tokens with invented keys flood the server', async () => {
      const server = serverOf();
      await using program = await start();
      const { access_token: token } = await server.signIn();
      expect(await program.ask(`Bearer ${token}`)).toMatchObject({ status: 200 });
      const key = server.privateKey(token);
      const invented = (kid: string) =>
        forgeEs256(token, { key, header: { ...headerOf(token), kid } });
      const before = server.front.listReads();
      for (let index = 0; index < 60; index += 1) {
        const answer = await program.ask(`Bearer ${invented(`key${index}`)}`);
        expect(answer).toMatchObject(refused);
      }
      // One in five seconds; a slow machine may need some.
      expect(server.front.listReads() - before).toBeLessThan(20);
    });

    test('goes on with the keys that it knows while the server is gone', async () => {
      const server = serverOf();
      await using program = await start();
      const { access_token: token } = await server.signIn();
      expect(await program.ask(`Bearer ${token}`)).toMatchObject({ status: 200 });
      const key = server.privateKey(token);
      const unknown = forgeEs256(token, { key, header: { ...headerOf(token), kid: 'unknown' } });
      server.front.isCut = true;
      try {
        await program.advance(6);
        expect((await program.ask(`Bearer ${unknown}`)).status).toBeOneOf([401, 503]);
        expect(await program.ask(`Bearer ${token}`)).toMatchObject({ status: 200 });
        if (!example.hasClock) return;
        await program.advance(301);
        expect(await program.ask(`Bearer ${token}`)).toMatchObject({
          status: 503,
          challenge: null,
        });
      } finally {
        server.front.isCut = false;
      }
      await program.advance(310);
      expect(await program.ask(`Bearer ${token}`)).toMatchObject({ status: 200 });
    });

    test('says that it cannot tell when it never reached the server', async () => {
      const { access_token: token } = await serverOf().signIn();
      // Nothing listens there.
      await using program = await startExample(example, { issuer: 'http://127.0.0.1:9' });
      expect(await program.ask(`Bearer ${token}`)).toMatchObject({ status: 503, challenge: null });
      expect(await program.ask()).toMatchObject(refused);
    });
  });
}

/** Asks until the answer has that status. */
async function become(status: number, ask: () => Promise<{ readonly status: number }>) {
  while ((await ask()).status !== status) await Bun.sleep(100);
}

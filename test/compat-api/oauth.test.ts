// Signing in at a provider through the second API.
import { afterAll, describe, expect, test } from 'bun:test';
import { addPerson, setSetting } from '../support/people.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { comeBack, goAsProgram } from '../support/stand-in/visitor.ts';
import { oneOfEachKind } from '../support/stand-in/wires.ts';
import { createTestApp } from '../support/test-app.ts';

const standIn = createStandIn();
afterAll(() => standIn[Symbol.dispose]());

describe.each(oneOfEachKind)('%s', (provider) => {
  test('gives an address and a state, and the callback a token', async () => {
    await using app = await createTestApp(standIn.env);
    await addPerson(app, { email: 'ada@example.com', isAdmin: true });
    const begun = await app.get(`/auth/oauth/${provider}`);
    expect(begun.body).toEqual({
      authorization_url: expect.stringContaining('code_challenge_method=S256'),
      state: expect.stringMatching(/^[\w-]{44}$/),
    });
    const trip = await goAsProgram(app, provider, '/auth');
    expect(trip.callback).toStartWith(`/auth/oauth/${provider}/callback?`);
    const answer = await comeBack(app, trip);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      user_id: expect.any(String),
      email: expect.stringContaining('@'),
      role: 'Basic User',
    });
    const { access_token: token } = answer.body as { access_token: string };
    const me = await app.get('/auth/me', token);
    expect(me.body).toMatchObject({ auth_identities: [provider] });
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ auth_provider: provider, token_version: 1, role: 'Basic User' });
  });

  test('takes a state once, and one of its own mount', async () => {
    await using app = await createTestApp(standIn.env);
    const trip = await goAsProgram(app, provider, '/auth');
    await comeBack(app, trip);
    const again = await comeBack(app, trip);
    expect(again.status).toBe(400);
    expect(again.body).toEqual({ detail: 'Invalid or expired state' });
    const foreign = await goAsProgram(app, provider);
    const moved = { ...foreign, callback: foreign.callback.replace('/api/auth/', '/auth/') };
    expect((await comeBack(app, moved)).body).toEqual({ detail: 'Invalid or expired state' });
  });
});

const refusals: readonly (readonly [string, string, string, number, string])[] = [
  ['an unknown provider', 'facebook', '', 400, 'There is no such sign-in provider'],
  ['one that is not set up', 'github', 'bare', 400, 'This sign-in provider is not configured'],
  ['one that is switched off', 'github', 'off', 403, 'GitHub authentication is disabled'],
];

test.each(refusals)('%s is refused', async (_, provider, state, status, detail) => {
  await using app = await createTestApp(state === 'bare' ? {} : standIn.env);
  if (state === 'off') await setSetting(app, 'github.enabled', 'false');
  const answer = await app.get(`/auth/oauth/${provider}`);
  expect({ status: answer.status, body: answer.body }).toEqual({ status, body: { detail } });
});

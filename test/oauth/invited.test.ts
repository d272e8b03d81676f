// Sign-ins at GitHub, Google and Microsoft with an invitation.
import { describe, expect, test } from 'bun:test';
import { addInvitation, usesOf } from '../support/invitations.ts';
import { addPerson } from '../support/people.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { comeBack, goAsProgram, goToProvider, landingOf } from '../support/stand-in/visitor.ts';
import { oneOfEachKind } from '../support/stand-in/wires.ts';
import { createTestApp } from '../support/test-app.ts';

describe.each(oneOfEachKind)('at %s', (provider) => {
  test.each([{ USER_SIGNUP: 'disabled' }, { USER_SIGNUP: 'review' }])(
    'an invitation makes an active account with %j, for browsers and for programs',
    async (env) => {
      using standIn = createStandIn();
      await using app = await createTestApp({ ...standIn.env, ...env });
      await addPerson(app);
      const invitation = await addInvitation(app, { max_uses: 2 });
      const query = `?invitation=${invitation.token}`;
      const landing = landingOf(await comeBack(app, await goToProvider(app, provider, query)));
      expect(landing).toEqual({ page: '/login', code: expect.any(String) });
      expect(await usesOf(app, invitation)).toBe(1);

      standIn.member = { ...standIn.member, email: 'eve@example.com', id: 90210 };
      const program = await goAsProgram(app, provider, '/api/auth', query);
      expect(await comeBack(app, program)).toMatchObject({
        status: 200,
        body: { user: { email: 'eve@example.com', status: 'active' } },
      });
      expect(await usesOf(app, invitation)).toBe(2);
    },
  );

  test('a program hears why an invitation is refused', async () => {
    using standIn = createStandIn();
    await using app = await createTestApp(standIn.env);
    await addPerson(app);
    const used = await addInvitation(app, { uses: 1 });
    const foreign = await addInvitation(app, { email: 'eve@example.com' });
    for (const [{ token }, status, code] of [
      [used, 404, 'link_invalid'],
      [foreign, 403, 'invitation_for_other_address'],
    ] as const) {
      const trip = await goAsProgram(app, provider, '/api/auth', `?invitation=${token}`);
      expect(await comeBack(app, trip)).toMatchObject({ status, body: { code } });
    }
  });

  test('the compatibility API takes no invitation', async () => {
    using standIn = createStandIn();
    await using app = await createTestApp({ ...standIn.env, USER_SIGNUP: 'disabled' });
    await addPerson(app);
    const { token } = await addInvitation(app);
    const trip = await goAsProgram(app, provider, '/auth', `?invitation=${token}`);
    expect((await comeBack(app, trip)).status).toBe(403);
  });
});

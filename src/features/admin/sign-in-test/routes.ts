import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { FlowCookie } from '../../../http/flow-cookie.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { Oidc } from '../../federation/oidc/service.ts';
import {
  signInTestRequestSchema,
  signInTestSchema,
  signInTestStartSchema,
} from '../../federation/sign-in-test/schema.ts';
import type { SignInTests } from '../../federation/sign-in-test/service.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';

const tag = 'Administration';

interface SignInTestRoutesOptions extends RouteParts<SessionPerson, Person> {
  readonly oidc: Oidc;
  readonly signInTests: SignInTests;
  readonly flowCookie: FlowCookie;
}

export function signInTestRoutes({
  oidc,
  signInTests,
  flowCookie,
  guards,
  limits,
  readClient,
}: SignInTestRoutesOptions) {
  return new Elysia({ prefix: '/api/admin/settings/oidc' })
    .use(guards)
    .use(limits)
    .post(
      '/sign-in-test',
      async ({ body, person, request, server, set }) => {
        const origin = readClient({ request, server });
        const begun = await oidc.beginTest(person, body.prompt === 'login', origin);
        flowCookie.give(set, begun);
        return { url: begun.url };
      },
      {
        auth: 'administrator',
        limit: 'signInStart',
        body: signInTestRequestSchema,
        detail: documented({
          operation: 'startSignInTest',
          tag,
          summary: 'Test a sign-in at the OpenID provider',
          description:
            'Open the address in the browser that received the cookie of this answer. The provider sends it back to /admin/providers, and the result can be read for ten minutes. No user is signed in, and no account changes. Works before the provider is switched on.',
          success: { description: 'The address to open', schema: signInTestStartSchema },
          errors: [
            'oidc_not_enabled',
            'provider_unavailable',
            'provider_misconfigured',
            'rate_limited',
            'server_busy',
          ],
        }),
      },
    )
    .get('/sign-in-test', ({ person }) => signInTests.last(person), {
      auth: 'administrator',
      detail: documented({
        operation: 'getSignInTest',
        tag,
        summary: 'Read the result of a test sign-in',
        description:
          'What the provider said about the person, where the groups came from, and what a real sign-in would do.',
        success: {
          description: 'The last test that this session made',
          schema: signInTestSchema,
        },
      }),
    });
}

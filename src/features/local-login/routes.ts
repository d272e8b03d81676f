import { Elysia, t } from 'elysia';
import { documented } from '../../http/documented.ts';
import { uncount } from '../../http/rate-limit.ts';
import type { RouteParts } from '../../http/route-parts.ts';
import type { Person, SessionPerson } from '../sessions/service.ts';
import {
  type Appearance,
  loginRequestSchema,
  pendingSchema,
  registerRequestSchema,
  registrationModeSchema,
  signedInSchema,
  unconfirmedSchema,
} from './schema.ts';
import type { Local } from './service.ts';

const tag = 'Accounts';

interface LocalParts extends Pick<RouteParts<SessionPerson, Person>, 'limits' | 'readClient'> {
  readonly appearance: Appearance;
}

export function localRoutes(local: Local, { limits, readClient, appearance }: LocalParts) {
  return new Elysia({ prefix: '/api/auth' })
    .use(limits)
    .get(
      '/registration-mode',
      async () => ({ ...(await local.registrationMode()), ...appearance }),
      {
        detail: documented({
          operation: 'getRegistrationMode',
          tag,
          summary: 'Read the registration mode',
          success: {
            description: 'The current mode, and how the server presents itself',
            schema: registrationModeSchema,
          },
        }),
      },
    )
    .post(
      '/register',
      async ({ body, set, request, server }) => {
        const registered = await local.register(body, readClient({ request, server }));
        // Many invited people may share a network, such as a class; the invitation says how many.
        if (body.invitation) await uncount(request);
        set.status = 201;
        return registered;
      },
      {
        limit: 'registration',
        body: registerRequestSchema,
        detail: documented({
          operation: 'register',
          tag,
          summary: 'Register',
          description:
            'The first account of the server becomes the administrator in every mode. In review mode the answer has no tokens, because an administrator has to approve the account first. With an invitation the account is active in every mode; when the address waits for approval already, its password approves it.',
          success: {
            status: 201,
            description: 'Signed in, or pending approval, or the address has to be confirmed first',
            schema: t.Union([signedInSchema, pendingSchema, unconfirmedSchema]),
          },
          errors: [
            'registration_disabled',
            'local_auth_disabled',
            'setup_token_required',
            'link_invalid',
            'user_exists',
            'server_busy',
          ],
        }),
      },
    )
    .post(
      '/login',
      ({ body, request, server }) => local.login(body, readClient({ request, server })),
      {
        limit: 'login',
        body: loginRequestSchema,
        detail: documented({
          operation: 'login',
          tag,
          summary: 'Sign in',
          success: { description: 'Signed in', schema: signedInSchema },
          errors: [
            'invalid_credentials',
            'account_pending',
            'account_disabled',
            'email_not_verified',
            'local_auth_disabled',
            'server_busy',
          ],
        }),
      },
    );
}

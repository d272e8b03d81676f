import { Elysia } from 'elysia';
import { documented } from '../../http/documented.ts';
import type { RouteParts } from '../../http/route-parts.ts';
import type { Person, SessionPerson } from '../sessions/service.ts';
import { userSchema } from '../users/schema.ts';
import {
  changePasswordRequestSchema,
  passwordChangedSchema,
  profileRequestSchema,
} from './schema.ts';
import type { Account } from './service.ts';

const tag = 'My account';

export function accountRoutes(
  account: Account,
  { guards, readClient }: RouteParts<SessionPerson, Person>,
) {
  return new Elysia({ prefix: '/api/auth' })
    .use(guards)
    .post(
      '/change-password',
      async ({ person, body, request, server }) => ({
        message: 'Password changed successfully',
        ...(await account.changePassword(person, body, readClient({ request, server }))),
      }),
      {
        auth: ['session', 'password_change'],
        ownChange: true,
        body: changePasswordRequestSchema,
        detail: documented({
          operation: 'changePassword',
          tag,
          summary: 'Change my password',
          description:
            'Ends all other sessions. The refresh token of this session stays valid; its access token is replaced by the one in the answer.',
          success: { description: 'Changed', schema: passwordChangedSchema },
          errors: [
            'no_local_password',
            'password_unchanged',
            'wrong_current_password',
            'local_auth_disabled',
            'rate_limited',
            'server_busy',
          ],
        }),
      },
    )
    .patch(
      '/profile',
      ({ person, body, request, server }) =>
        account.changeProfile(person, body, readClient({ request, server })),
      {
        scope: 'profile',
        ownChange: true,
        body: profileRequestSchema,
        detail: documented({
          operation: 'updateProfile',
          tag,
          summary: 'Change my name or language',
          success: { description: 'The updated account', schema: userSchema },
        }),
      },
    );
}

import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { resetByLinkRequestSchema, resetByLinkSchema } from './schema.ts';
import type { PasswordResetLinks } from './service.ts';

export function passwordResetLinkRoutes(
  resets: PasswordResetLinks,
  { readClient }: Pick<RouteParts<SessionPerson, Person>, 'readClient'>,
) {
  return new Elysia({ prefix: '/api/auth' }).post(
    '/reset-password',
    async ({ body, request, server }) => {
      await resets.reset(body, readClient({ request, server }));
      return { message: 'Password changed successfully' };
    },
    {
      body: resetByLinkRequestSchema,
      detail: documented({
        operation: 'resetPassword',
        tag: 'Accounts',
        summary: 'Choose a new password with a link',
        description:
          'Uses the link up, ends all sessions of the account and revokes its API tokens. It starts no session: the person signs in with the new password. A password that is refused does not use the link up.',
        success: { description: 'Changed', schema: resetByLinkSchema },
        errors: ['link_invalid', 'rate_limited', 'server_busy'],
      }),
    },
  );
}

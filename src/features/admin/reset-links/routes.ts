import { Elysia } from 'elysia';
import { isoTime } from '../../../core/time.ts';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { userIdOf } from '../../users/service.ts';
import { actorOf } from '../users/service.ts';
import { resetLinkRequestSchema, resetLinkSchema } from './schema.ts';
import type { ResetLinks } from './service.ts';

type Parts = Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>;

export function resetLinkRoutes(resetLinks: ResetLinks, { guards, readClient }: Parts) {
  return new Elysia({ prefix: '/api/admin/users' }).use(guards).post(
    '/:id/reset-link',
    async ({ params, body, person, request, server, set }) => {
      const by = actorOf(person, readClient({ request, server }));
      const link = await resetLinks.make(userIdOf(params.id), body.send ?? false, by);
      set.status = 201;
      return { url: link.url, expiresAt: isoTime(link.expiresAt) };
    },
    {
      auth: 'administrator',
      body: resetLinkRequestSchema,
      detail: documented({
        operation: 'makeResetLink',
        tag: 'Administration',
        summary: 'Make a link with which a user chooses a new password',
        description:
          'It works once, for 24 hours, and takes the place of an earlier one; nothing of the account changes before it is used, and it ends when its maker is no administrator any more. Hand it over yourself, or let the server mail it. A link for another administrator requires a recent sign-in.',
        success: { status: 201, description: 'Made', schema: resetLinkSchema },
        errors: [
          'user_not_found',
          'own_password_reset',
          'no_local_password',
          'local_auth_disabled',
          'account_disabled',
          'mail_not_configured',
          'reauthentication_required',
        ],
      }),
    },
  );
}

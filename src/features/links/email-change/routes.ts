import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import { messageSchema } from '../../sessions/schema.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { ownedLinkRequestSchema } from '../owners/schema.ts';
import { changeEmailRequestSchema } from './schema.ts';
import type { EmailChange } from './service.ts';

const tag = 'Accounts';

export function emailChangeRoutes(
  emailChange: EmailChange,
  { guards, limits, readClient }: RouteParts<SessionPerson, Person>,
) {
  return new Elysia({ prefix: '/api/auth' })
    .use(guards)
    .use(limits)
    .post(
      '/change-email',
      async ({ person, body, set, request, server }) => {
        await emailChange.request(person, body, readClient({ request, server }));
        set.status = 202;
        return { message: 'Please confirm the new address.' };
      },
      {
        auth: 'session',
        ownChange: true,
        recent: true,
        body: changeEmailRequestSchema,
        detail: documented({
          operation: 'changeEmail',
          tag: 'My account',
          summary: 'Change my e-mail address',
          description:
            'Sends a link to the new address, and tells the old one. The account keeps the old one until the link is used.',
          success: { status: 202, description: 'The link is on its way', schema: messageSchema },
          errors: [
            'mail_not_configured',
            'wrong_current_password',
            'no_local_password',
            'rate_limited',
            'server_busy',
          ],
        }),
      },
    )
    .post(
      '/confirm-email',
      async ({ body, bearer, request, server }) => {
        const { token, password = null } = body;
        const origin = readClient({ request, server });
        await emailChange.confirm(token, { bearer, password, origin });
        return { message: 'E-mail address changed' };
      },
      {
        limit: 'login',
        bearerOptional: true,
        body: ownedLinkRequestSchema,
        detail: documented({
          operation: 'confirmEmail',
          tag,
          summary: 'Confirm a new address with a link',
          description: 'Needs a session of the account, or its password.',
          success: { description: 'Changed', schema: messageSchema },
          errors: [
            'link_invalid',
            'user_exists',
            'link_owner_required',
            'wrong_current_password',
            'local_auth_disabled',
            'invalid_token',
            'password_change_required',
            'rate_limited',
            'server_busy',
          ],
        }),
      },
    );
}

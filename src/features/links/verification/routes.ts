import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import { messageSchema } from '../../sessions/schema.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { ownedLinkRequestSchema } from '../owners/schema.ts';
import type { Verification } from './service.ts';

const tag = 'Accounts';

export function verificationRoutes(
  verification: Verification,
  { guards, limits, readClient }: RouteParts<SessionPerson, Person>,
) {
  return new Elysia({ prefix: '/api/auth' })
    .use(guards)
    .use(limits)
    .post(
      '/verification',
      async ({ person, set }) => {
        await verification.request(person);
        set.status = 202;
        return { message: 'A message with a link is on its way.' };
      },
      {
        limit: 'mailRequest',
        auth: 'session',
        detail: documented({
          operation: 'requestVerification',
          tag,
          summary: 'Ask for a link that confirms my address',
          success: { status: 202, description: 'The mail is on its way', schema: messageSchema },
          errors: ['email_verified', 'mail_not_configured', 'rate_limited'],
        }),
      },
    )
    .post(
      '/verify-email',
      async ({ body, bearer, request, server }) => {
        const { token, password = null } = body;
        const origin = readClient({ request, server });
        await verification.confirm(token, { bearer, password, origin });
        return { message: 'E-mail address confirmed' };
      },
      {
        limit: 'login',
        bearerOptional: true,
        body: ownedLinkRequestSchema,
        detail: documented({
          operation: 'verifyEmail',
          tag,
          summary: 'Confirm an address with a link',
          description:
            'Needs a session of the account, or its password, because the link alone only shows who reads the mails of the address.',
          success: { description: 'Confirmed', schema: messageSchema },
          errors: [
            'link_invalid',
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

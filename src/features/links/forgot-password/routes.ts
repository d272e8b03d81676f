import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import { messageSchema } from '../../sessions/schema.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { forgotPasswordRequestSchema } from './schema.ts';
import type { ForgottenPasswords } from './service.ts';

export function forgotPasswordRoutes(
  forgotten: ForgottenPasswords,
  { limits, readClient }: Pick<RouteParts<SessionPerson, Person>, 'limits' | 'readClient'>,
) {
  return new Elysia({ prefix: '/api/auth' }).use(limits).post(
    '/forgot-password',
    async ({ body, set, request, server }) => {
      await forgotten.request(body.email, readClient({ request, server }));
      set.status = 202;
      return {
        message: 'If there is an account with this address, a message with a link is on its way.',
      };
    },
    {
      limit: 'mailRequest',
      body: forgotPasswordRequestSchema,
      detail: documented({
        operation: 'forgotPassword',
        tag: 'Accounts',
        summary: 'Ask for a link to choose a new password',
        description: 'The answer is the same for every address, and takes the same time.',
        success: { status: 202, description: 'Accepted', schema: messageSchema },
        errors: ['mail_not_configured', 'rate_limited'],
      }),
    },
  );
}

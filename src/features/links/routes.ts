import { Elysia } from 'elysia';
import { maskedEmail } from '../../core/email.ts';
import { isoTime } from '../../core/time.ts';
import { documented } from '../../http/documented.ts';
import type { RouteParts } from '../../http/route-parts.ts';
import type { Person, SessionPerson } from '../sessions/service.ts';
import { inspectLinkRequestSchema, openedLinkSchema } from './schema.ts';
import type { OneTimeLinks } from './service.ts';

export function linkRoutes(
  links: OneTimeLinks,
  { readClient }: Pick<RouteParts<SessionPerson, Person>, 'readClient'>,
) {
  return new Elysia({ prefix: '/api/auth' }).post(
    '/links/inspect',
    async ({ body, request, server }) => {
      const opened = await links.inspect(body.token, readClient({ request, server }));
      const { email, expiresAt } = opened;
      return {
        ...opened,
        email: email === null ? null : maskedEmail(email),
        expiresAt: isoTime(expiresAt),
      };
    },
    {
      body: inspectLinkRequestSchema,
      detail: documented({
        operation: 'inspectLink',
        tag: 'Accounts',
        summary: 'Ask what a link is for',
        description:
          'For the page of a link, before the person decides. It uses nothing up, so that mail scanners that open links do no harm.',
        success: { description: 'What the link does', schema: openedLinkSchema },
        errors: ['link_invalid', 'rate_limited'],
      }),
    },
  );
}

import { type DocumentDecoration, Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import { createFormReader, formType } from '../../../http/form-body.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import type { FormPosts } from './service.ts';

export function formPostRoutes(
  formPosts: FormPosts,
  { limits }: Pick<RouteParts<SessionPerson, Person>, 'limits'>,
) {
  const readForm = createFormReader();
  return new Elysia()
    .use(limits)
    .post(
      '/api/auth/oidc/callback',
      async ({ request, redirect }) =>
        redirect(await formPosts.callbackFor(await readForm(request)), 303),
      {
        limit: 'postedCallback',
        parse: 'none',
        detail: {
          ...documented({
            operation: 'postOidcCallback',
            tag: 'OpenID Connect',
            summary: 'Callback of a provider that posts a form',
            description:
              'For providers with response_mode=form_post. It redirects to the same callback by GET, with which browsers send the cookie of the sign-in.',
            redirect: 'To the callback by GET',
            redirectStatus: 303,
            errors: ['unsupported_media_type', 'payload_too_large', 'malformed_request'],
          }),
          requestBody: responseForm,
        },
      },
    );
}

const text = { type: 'string' } as const;

const responseForm: NonNullable<DocumentDecoration['requestBody']> = {
  required: true,
  content: {
    [formType]: {
      schema: {
        title: 'PostedCallbackRequest',
        type: 'object',
        properties: {
          state: text,
          code: text,
          error: text,
          error_description: text,
          iss: text,
          user: { ...text, description: 'JSON with the name of the user, as Apple posts it' },
        },
      },
    },
  },
};

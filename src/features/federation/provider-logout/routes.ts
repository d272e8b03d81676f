import { type DocumentDecoration, Elysia, t } from 'elysia';
import { documented } from '../../../http/documented.ts';
import { createFormReader, formType } from '../../../http/form-body.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import type { ProviderLogout } from './service.ts';

export function providerLogoutRoutes(
  providerLogout: ProviderLogout,
  { limits, readClient }: Pick<RouteParts<SessionPerson, Person>, 'limits' | 'readClient'>,
) {
  const readForm = createFormReader();
  return new Elysia().use(limits).post(
    '/api/auth/oidc/backchannel-logout',
    async ({ request, server }) => {
      const origin = readClient({ request, server });
      const form = await readForm(request);
      await providerLogout.receive(form.get('logout_token') ?? '', origin);
      return {};
    },
    {
      limit: 'providerLogout',
      parse: 'none',
      detail: {
        ...documented({
          operation: 'receiveBackchannelLogout',
          tag: 'OpenID Connect',
          summary: 'Back-channel logout of the provider',
          description:
            'For the provider, with a logout token (OpenID Connect Back-Channel Logout 1.0): it ends the sessions that began with that session or subject of the provider.',
          success: {
            description: 'The sessions have ended, or there were none',
            schema: t.Object({}, { title: 'BackchannelLogout' }),
          },
          errors: [
            'invalid_logout_token',
            'oidc_not_enabled',
            'unsupported_media_type',
            'payload_too_large',
            'malformed_request',
          ],
        }),
        requestBody: logoutForm,
      },
    },
  );
}

const logoutForm: NonNullable<DocumentDecoration['requestBody']> = {
  required: true,
  content: {
    [formType]: {
      schema: {
        title: 'BackchannelLogoutRequest',
        type: 'object',
        required: ['logout_token'],
        properties: { logout_token: { type: 'string' } },
      },
    },
  },
};

import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import { actorOf } from '../users/service.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import {
  allNamedSettingsSchema,
  namedChangeSchema,
  namedSettingsSchema,
  oidcChangeSchema,
  oidcSettingsSchema,
  oidcTestAnswerSchema,
  oidcTestSchema,
} from './schema.ts';
import type { ProviderSettings } from './service.ts';

const tag = 'Administration';

type Parts = Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>;

export function providerSettingsRoutes(settings: ProviderSettings, { guards, readClient }: Parts) {
  return new Elysia({ prefix: '/api/admin/settings' })
    .use(guards)
    .get('/oidc', () => settings.oidc(), {
      scope: 'admin:read',
      detail: documented({
        operation: 'getOidcSettings',
        tag,
        summary: 'Read the settings of the OpenID provider',
        success: {
          description: 'The current settings, without the secret',
          schema: oidcSettingsSchema,
        },
      }),
    })
    .patch(
      '/oidc',
      ({ body, person, request, server }) =>
        settings.changeOidc(body, actorOf(person, readClient({ request, server }))),
      {
        auth: 'administrator',
        recent: true,
        body: oidcChangeSchema,
        detail: documented({
          operation: 'updateOidcSettings',
          tag,
          summary: 'Change the settings of the OpenID provider',
          success: { description: 'The current settings', schema: oidcSettingsSchema },
          errors: ['setting_locked', 'no_way_in'],
        }),
      },
    )
    .post(
      '/oidc/test',
      ({ body, person, request, server }) =>
        settings.testOidc(
          body,
          actorOf(person, readClient({ request, server })),
          request.headers.get('origin'),
        ),
      {
        auth: 'administrator',
        body: oidcTestSchema,
        detail: documented({
          operation: 'testOidcSettings',
          tag,
          summary: 'Test the OpenID provider',
          description:
            'Checks everything that a sign-in needs, step by step. Values in the body replace the current settings for this test. At most 10 times a minute.',
          success: { description: 'The result of each check', schema: oidcTestAnswerSchema },
          errors: ['oidc_not_enabled', 'rate_limited'],
        }),
      },
    )
    .get('/providers', () => settings.allNamed(), {
      scope: 'admin:read',
      detail: documented({
        operation: 'listProviderSettings',
        tag,
        summary: 'Read the settings of the named providers',
        success: { description: 'The settings of each provider', schema: allNamedSettingsSchema },
      }),
    })
    .get('/providers/:provider', ({ params }) => settings.named(params.provider), {
      scope: 'admin:read',
      detail: documented({
        operation: 'getProviderSettings',
        tag,
        summary: 'Read the settings of one provider',
        success: { description: 'The settings of the provider', schema: namedSettingsSchema },
        errors: ['unknown_provider'],
      }),
    })
    .patch(
      '/providers/:provider',
      ({ body, params, person, request, server }) =>
        settings.changeNamed(
          params.provider,
          body,
          actorOf(person, readClient({ request, server })),
        ),
      {
        auth: 'administrator',
        recent: true,
        body: namedChangeSchema,
        detail: documented({
          operation: 'updateProviderSettings',
          tag,
          summary: 'Change the settings of a named provider',
          success: {
            description: 'The current settings of the provider',
            schema: namedSettingsSchema,
          },
          errors: ['unknown_provider', 'setting_locked', 'no_way_in'],
        }),
      },
    );
}

import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { actorOf } from '../users/service.ts';
import {
  mailChangeSchema,
  mailSettingsSchema,
  mailTestAnswerSchema,
  mailTestSchema,
} from './schema.ts';
import type { MailAdministration } from './service.ts';

const tag = 'Administration';

type Parts = Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>;

export function mailSettingsRoutes(mail: MailAdministration, { guards, readClient }: Parts) {
  return new Elysia({ prefix: '/api/admin/settings' })
    .use(guards)
    .get('/mail', () => mail.settings(), {
      scope: 'admin:read',
      detail: documented({
        operation: 'getMailSettings',
        tag,
        summary: 'Read the settings of mail',
        description:
          'Each is set by its environment variable or by an administrator. SMTP_PASSWORD also locks where it is sent.',
        success: {
          description: 'The current settings, without the password',
          schema: mailSettingsSchema,
        },
      }),
    })
    .patch(
      '/mail',
      ({ body, person, request, server }) =>
        mail.change(body, actorOf(person, readClient({ request, server }))),
      {
        auth: 'administrator',
        recent: true,
        body: mailChangeSchema,
        detail: documented({
          operation: 'updateMailSettings',
          tag,
          summary: 'Change the settings of mail',
          success: { description: 'The current settings', schema: mailSettingsSchema },
          errors: ['setting_locked', 'mail_required'],
        }),
      },
    )
    .post(
      '/mail/test',
      ({ body, person, request, server }) =>
        mail.test(body.to, actorOf(person, readClient({ request, server }))),
      {
        auth: 'administrator',
        body: mailTestSchema,
        detail: documented({
          operation: 'testMailSettings',
          tag,
          summary: 'Send a test mail',
          description:
            'Sends a mail with the current settings and tells how that ended, in words of this server alone. At most 10 times a minute.',
          success: { description: 'How it ended', schema: mailTestAnswerSchema },
          errors: ['mail_settings_missing', 'rate_limited'],
        }),
      },
    );
}

import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import { actorOf } from '../users/service.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { userIdOf } from '../../users/service.ts';
import { resetPasswordRequestSchema, resetPasswordSchema } from './schema.ts';
import { disconnectWarning, type PasswordResets } from './service.ts';

type Parts = Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>;

export function passwordResetRoutes(resets: PasswordResets, { guards, readClient }: Parts) {
  return new Elysia({ prefix: '/api/admin/users' }).use(guards).post(
    '/:id/reset-password',
    async ({ params, body, person, request, server }) => {
      const by = actorOf(person, readClient({ request, server }));
      const disconnects = body.disconnectProviders ?? false;
      const mustChange = body.mustChange ?? false;
      const reset = { password: body.newPassword ?? null, disconnects, mustChange };
      const made = await resets.reset(userIdOf(params.id), reset, by);
      const { generatedPassword: newPassword } = made;
      return {
        message: 'Password reset successfully',
        ...(newPassword === null ? {} : { newPassword }),
        ...(disconnects ? { warning: disconnectWarning } : {}),
      };
    },
    {
      auth: 'administrator',
      body: resetPasswordRequestSchema,
      detail: documented({
        operation: 'resetUserPassword',
        tag: 'Administration',
        summary: 'Reset the password of a user',
        description:
          'Ends all sessions of the user and revokes the API tokens. Change your own password in your account instead. Resetting the password of another administrator requires a recent sign-in.',
        success: { description: 'Reset', schema: resetPasswordSchema },
        errors: [
          'user_not_found',
          'own_password_reset',
          'reauthentication_required',
          'server_busy',
        ],
      }),
    },
  );
}

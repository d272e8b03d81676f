import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import { messageSchema } from '../../sessions/schema.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { userSchema } from '../../users/schema.ts';
import { userIdOf } from '../../users/service.ts';
import { createUserRequestSchema, updateUserRequestSchema } from './schema.ts';
import { type Accounts, actorOf } from './service.ts';

const tag = 'Administration';

type Parts = Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>;

export function accountsRoutes(accounts: Accounts, { guards, readClient }: Parts) {
  return new Elysia({ prefix: '/api/admin/users' })
    .use(guards)
    .post(
      '',
      async ({ body, set, person, request, server }) => {
        const { isAdmin, mustChange } = body;
        const account = { ...body, isAdmin: isAdmin ?? false, mustChange: mustChange ?? false };
        const { user } = await accounts.create(
          account,
          actorOf(person, readClient({ request, server })),
        );
        set.status = 201;
        return user;
      },
      {
        scope: 'admin:users',
        body: createUserRequestSchema,
        detail: documented({
          operation: 'createUser',
          tag,
          summary: 'Create a user',
          success: { status: 201, description: 'The active account', schema: userSchema },
          errors: ['user_exists', 'reauthentication_required', 'server_busy'],
        }),
      },
    )
    .patch(
      '/:id',
      ({ params, body, person, request, server }) =>
        accounts.update(
          userIdOf(params.id),
          body,
          actorOf(person, readClient({ request, server })),
        ),
      {
        scope: 'admin:users',
        body: updateUserRequestSchema,
        detail: documented({
          operation: 'updateUser',
          tag,
          summary: "Change a user's address, name, role or status",
          success: { description: 'The updated account', schema: userSchema },
          errors: [
            'user_not_found',
            'user_exists',
            'own_admin_status',
            'admin_by_group',
            'reauthentication_required',
            'last_admin_demoted',
            'last_admin_disabled',
          ],
        }),
      },
    )
    .delete(
      '/:id',
      async ({ params, person, request, server }) => {
        await accounts.remove(
          userIdOf(params.id),
          actorOf(person, readClient({ request, server })),
        );
        return { message: 'User deleted successfully' };
      },
      {
        auth: 'administrator',
        detail: documented({
          operation: 'deleteUser',
          tag,
          summary: 'Delete a user',
          success: { description: 'Deleted', schema: messageSchema },
          errors: ['user_not_found', 'last_admin_deleted'],
        }),
      },
    )
    .post(
      '/:id/approve',
      ({ params, person, request, server }) =>
        accounts.approve(userIdOf(params.id), actorOf(person, readClient({ request, server }))),
      {
        scope: 'admin:users',
        detail: documented({
          operation: 'approveUser',
          tag,
          summary: 'Approve a pending user',
          success: { description: 'The active account', schema: userSchema },
          errors: ['user_not_found', 'user_not_pending'],
        }),
      },
    )
    .post(
      '/:id/reject',
      async ({ params, person, request, server }) => {
        await accounts.reject(
          userIdOf(params.id),
          actorOf(person, readClient({ request, server })),
        );
        return { message: 'User rejected and deleted successfully' };
      },
      {
        scope: 'admin:users',
        detail: documented({
          operation: 'rejectUser',
          tag,
          summary: 'Reject a pending user',
          success: { description: 'Rejected and deleted', schema: messageSchema },
          errors: ['user_not_found', 'user_not_pending'],
        }),
      },
    )
    .delete(
      '/:id/sessions',
      async ({ params, person, request, server }) => {
        await accounts.endSessions(
          userIdOf(params.id),
          actorOf(person, readClient({ request, server })),
        );
        return { message: 'All sessions ended' };
      },
      {
        scope: 'admin:users',
        detail: documented({
          operation: 'endUserSessions',
          tag,
          summary: 'Sign a user out everywhere',
          success: { description: 'All sessions have ended', schema: messageSchema },
          errors: ['user_not_found'],
        }),
      },
    );
}

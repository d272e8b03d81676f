import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import { messageSchema } from '../../sessions/schema.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { actorOf } from '../users/service.ts';
import { invitationIdOf } from './rules.ts';
import {
  createdInvitationSchema,
  createInvitationRequestSchema,
  invitationsSchema,
} from './schema.ts';
import type { InvitationAdministration } from './service.ts';

const tag = 'Administration';

type Parts = Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>;

export function invitationRoutes(
  invitations: InvitationAdministration,
  { guards, readClient }: Parts,
) {
  return new Elysia({ prefix: '/api/admin/invitations' })
    .use(guards)
    .get('', () => invitations.list(), {
      scope: 'admin:read',
      detail: documented({
        operation: 'listInvitations',
        tag,
        summary: 'List the invitations',
        success: {
          description: 'The newest 1000, with those that ended in the last 30 days',
          schema: invitationsSchema,
        },
        errors: ['server_busy'],
      }),
    })
    .post(
      '',
      async ({ body, set, person, request, server }) => {
        const by = actorOf(person, readClient({ request, server }));
        const invitation = await invitations.create(body, by);
        set.status = 201;
        return invitation;
      },
      {
        scope: 'admin:users',
        body: createInvitationRequestSchema,
        detail: documented({
          operation: 'createInvitation',
          tag,
          summary: 'Invite people',
          description:
            'Makes a link with which people create their own account, in every registration mode. The account is active at once. With an address, the link is mailed there when this server sends mail. It stops working when the person who made it is no longer an administrator. An invitation for administrators, or into the group admins, requires a recent sign-in.',
          success: { status: 201, description: 'The invitation', schema: createdInvitationSchema },
          errors: [
            'group_not_found',
            'user_exists',
            'too_many_invitations',
            'reauthentication_required',
          ],
        }),
      },
    )
    .delete(
      '/:id',
      async ({ params, person, request, server }) => {
        const by = actorOf(person, readClient({ request, server }));
        await invitations.revoke(invitationIdOf(params.id), by);
        return { message: 'Invitation revoked successfully' };
      },
      {
        scope: 'admin:users',
        detail: documented({
          operation: 'revokeInvitation',
          tag,
          summary: 'Revoke an invitation',
          description: 'The accounts that it has made stay.',
          success: { description: 'Revoked', schema: messageSchema },
          errors: ['invitation_not_found'],
        }),
      },
    );
}

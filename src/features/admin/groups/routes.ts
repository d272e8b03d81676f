import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import { groupSchema } from '../../groups/schema.ts';
import { messageSchema } from '../../sessions/schema.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { actorOf } from '../users/service.ts';
import { groupIdOf } from './rules.ts';
import { createGroupRequestSchema, groupsSchema, updateGroupRequestSchema } from './schema.ts';
import type { GroupAdministration } from './service.ts';

const tag = 'Administration';

type Parts = Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>;

export function groupRoutes(groups: GroupAdministration, { guards, readClient }: Parts) {
  return new Elysia({ prefix: '/api/admin/groups' })
    .use(guards)
    .get('', () => groups.list(), {
      scope: 'admin:read',
      detail: documented({
        operation: 'listGroups',
        tag,
        summary: 'List the groups',
        success: { description: 'All groups, by name', schema: groupsSchema },
        errors: ['server_busy'],
      }),
    })
    .post(
      '',
      async ({ body, set, person, request, server }) => {
        const group = await groups.create(body, actorOf(person, readClient({ request, server })));
        set.status = 201;
        return group;
      },
      {
        auth: 'administrator',
        body: createGroupRequestSchema,
        detail: documented({
          operation: 'createGroup',
          tag,
          summary: 'Create a group',
          success: { status: 201, description: 'The group', schema: groupSchema },
          errors: ['group_exists', 'too_many_groups'],
        }),
      },
    )
    .patch(
      '/:id',
      ({ params, body, person, request, server }) =>
        groups.update(groupIdOf(params.id), body, actorOf(person, readClient({ request, server }))),
      {
        auth: 'administrator',
        body: updateGroupRequestSchema,
        detail: documented({
          operation: 'updateGroup',
          tag,
          summary: "Change a group's name or description",
          description:
            'A new name is shown at once, and in tokens that are issued from then on. A group that the OpenID provider made keeps its name.',
          success: { description: 'The changed group', schema: groupSchema },
          errors: ['group_not_found', 'group_exists', 'group_of_provider'],
        }),
      },
    )
    .delete(
      '/:id',
      async ({ params, person, request, server }) => {
        await groups.remove(groupIdOf(params.id), actorOf(person, readClient({ request, server })));
        return { message: 'Group deleted successfully' };
      },
      {
        auth: 'administrator',
        detail: documented({
          operation: 'deleteGroup',
          tag,
          summary: 'Delete a group',
          description: 'Its members are taken out of it; their accounts stay.',
          success: { description: 'Deleted', schema: messageSchema },
          errors: ['group_not_found'],
        }),
      },
    );
}

import { Elysia } from 'elysia';
import { maxExportRows } from '../../../core/page.ts';
import { csvFile, cutAfter, linesOf } from '../../../http/csv.ts';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import { type Actor, actorOf } from '../users/service.ts';
import { auditCells, auditHeader } from '../../audit/rules.ts';
import { auditPageSchema } from '../../audit/schema.ts';
import { sessionsSchema } from '../../sessions/schema.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import {
  registrationChangeSchema,
  registrationSettingSchema,
  strictChangeSchema,
  strictSettingSchema,
} from '../../settings/schema.ts';
import { userIdOf } from '../../users/service.ts';
import {
  type AuditQuery,
  auditQuerySchema,
  pendingCountSchema,
  pendingUsersSchema,
  statsSchema,
  usersPageSchema,
  type UsersQuery,
  usersQuerySchema,
} from './schema.ts';
import { userCells, userHeader } from './rules.ts';
import type { Admin } from './service.ts';

const tag = 'Administration';

type Parts = Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>;

export function adminRoutes(admin: Admin, { guards, readClient }: Parts) {
  return new Elysia({ prefix: '/api/admin' })
    .use(guards)
    .get('/stats', () => admin.stats(), {
      scope: 'admin:read',
      detail: documented({
        operation: 'getStats',
        tag,
        summary: 'Count users and sessions',
        success: { description: 'The counts', schema: statsSchema },
        errors: ['server_busy'],
      }),
    })
    .get('/settings/registration', () => admin.registration(), {
      scope: 'admin:read',
      detail: documented({
        operation: 'getRegistrationSetting',
        tag,
        summary: 'Read the registration setting',
        success: { description: 'The current mode', schema: registrationSettingSchema },
      }),
    })
    .patch(
      '/settings/registration',
      ({ body, person, request, server }) =>
        admin.setRegistration(body.mode, actorOf(person, readClient({ request, server }))),
      {
        auth: 'administrator',
        body: registrationChangeSchema,
        detail: documented({
          operation: 'updateRegistrationSetting',
          tag,
          summary: 'Set the registration mode',
          success: { description: 'The current mode', schema: registrationSettingSchema },
          errors: ['setting_locked'],
        }),
      },
    )
    .get('/settings/password-policy', () => admin.passwordPolicy(), {
      scope: 'admin:read',
      detail: documented({
        operation: 'getPasswordPolicy',
        tag,
        summary: 'Read the password policy',
        success: { description: 'The current policy', schema: strictSettingSchema },
      }),
    })
    .patch(
      '/settings/password-policy',
      ({ body, person, request, server }) =>
        admin.setPasswordPolicy(body.strict, actorOf(person, readClient({ request, server }))),
      {
        auth: 'administrator',
        body: strictChangeSchema,
        detail: documented({
          operation: 'updatePasswordPolicy',
          tag,
          summary: 'Set the password policy',
          success: { description: 'The current policy', schema: strictSettingSchema },
          errors: ['setting_locked'],
        }),
      },
    )
    .get(
      '/audit',
      ({ query, person, request, server }) =>
        auditAnswer(admin, query, actorOf(person, readClient({ request, server }))),
      {
        scope: 'admin:read',
        query: auditQuerySchema,
        detail: documented({
          operation: 'listAuditEntries',
          tag,
          summary: 'Read the audit log',
          success: {
            description: 'Entries, newest first',
            schema: auditPageSchema,
            isCsvToo: true,
          },
          errors: ['server_busy'],
        }),
      },
    )
    .get(
      '/users',
      ({ query, person, request, server }) =>
        usersAnswer(admin, query, actorOf(person, readClient({ request, server }))),
      {
        scope: 'admin:read',
        query: usersQuerySchema,
        detail: documented({
          operation: 'listUsers',
          tag,
          summary: 'List users',
          success: { description: 'One page of users', schema: usersPageSchema, isCsvToo: true },
          errors: ['server_busy'],
        }),
      },
    )
    .get('/users/pending', () => admin.pending(), {
      scope: 'admin:read',
      detail: documented({
        operation: 'listPendingUsers',
        tag,
        summary: 'List users who wait for approval',
        success: { description: 'All pending users, newest first', schema: pendingUsersSchema },
      }),
    })
    .get('/users/pending/count', () => admin.pendingCount(), {
      scope: 'admin:read',
      detail: documented({
        operation: 'countPendingUsers',
        tag,
        summary: 'Count users who wait for approval',
        description: 'Cheap enough for a page to ask every few seconds.',
        success: { description: 'The number of pending users', schema: pendingCountSchema },
      }),
    })
    .get(
      '/users/:id/sessions',
      ({ params, person }) => admin.sessionsOf(userIdOf(params.id), person.sessionId),
      {
        scope: 'admin:read',
        detail: documented({
          operation: 'listUserSessions',
          tag,
          summary: 'List the sessions of a user',
          success: { description: 'Active sessions, last used first', schema: sessionsSchema },
          errors: ['user_not_found'],
        }),
      },
    );
}

function auditAnswer(admin: Admin, query: AuditQuery, by: NonNullable<Actor>) {
  if (query.format === undefined) return admin.auditLog(query);
  const lines = linesOf(admin.auditEntries(query), auditCells);
  return csvFile({
    name: 'audit',
    header: auditHeader,
    pages: cutAfter(lines, { max: maxExportRows, columns: auditHeader.length }),
    onBegin: () => admin.recordExport('audit.exported', query, by),
  });
}

function usersAnswer(admin: Admin, query: UsersQuery, by: NonNullable<Actor>) {
  if (query.format === undefined) return admin.users(query);
  const lines = linesOf(admin.allUsers(query), userCells);
  return csvFile({
    name: 'users',
    header: userHeader,
    pages: cutAfter(lines, { max: maxExportRows, columns: userHeader.length }),
    onBegin: () => admin.recordExport('users.exported', query, by),
  });
}

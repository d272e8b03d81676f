import { type Static, t } from 'elysia';
import { defaultTake, maxExportRows, maxSkip, maxTake } from '../../../core/page.ts';
import { inDocument } from '../../../http/document-keywords.ts';
import { providerSchema, statusSchema, userSchema } from '../../users/schema.ts';

// Strings, because core/page.ts parses them with errors that name the field; the framework's errors do not.
const pageFields = {
  skip: t.Optional(
    t.String({
      description: 'How many entries to skip',
      ...inDocument({ type: 'integer', minimum: 0, maximum: maxSkip, default: 0 }),
    }),
  ),
  take: t.Optional(
    t.String({
      description: `How many entries to return, at most ${maxTake}`,
      ...inDocument({ type: 'integer', minimum: 1, maximum: maxTake, default: defaultTake }),
    }),
  ),
};

const formatField = t.Optional(
  t.Literal('csv', {
    description: `Return all matching rows as a file, at most ${maxExportRows}, with a last row that says so when more match; skip and take are ignored`,
  }),
);

const instanceSchema = t.Object(
  {
    host: t.String({ description: 'The name of the machine' }),
    version: t.String({ examples: ['0.1.0'] }),
    startedAt: t.String({ format: 'date-time' }),
    seenAt: t.String({
      format: 'date-time',
      description: 'When it last renewed this entry, which it does every 20 seconds',
    }),
  },
  { title: 'Instance' },
);

export const statsSchema = t.Object(
  {
    totalUsers: t.Integer(),
    activeUsers: t.Integer(),
    pendingUsers: t.Integer(),
    linkRequests: t.Integer({ description: 'Requests to link an account that wait' }),
    disabledUsers: t.Integer(),
    adminUsers: t.Integer({ description: 'Active administrators' }),
    activeSessions: t.Integer(),
    instances: t.Array(instanceSchema, {
      description:
        'The server processes that use the PostgreSQL database, the oldest first; empty with a SQLite file',
    }),
  },
  { title: 'Stats' },
);

export type Stats = Static<typeof statsSchema>;

export const listedUserSchema = t.Composite(
  [
    userSchema,
    t.Object({
      authMethod: t.Union([providerSchema, t.Null()], {
        description:
          'The sign-in method: local for a password, else the first provider; null when there is none',
      }),
      identities: t.Array(providerSchema),
      lastLoginAt: t.Union([t.String({ format: 'date-time' }), t.Null()]),
    }),
  ],
  { title: 'ListedUser' },
);

export type ListedUser = Static<typeof listedUserSchema>;

export const usersPageSchema = t.Object(
  {
    users: t.Array(listedUserSchema),
    total: t.Integer(),
    skip: t.Integer(),
    take: t.Integer(),
  },
  { title: 'UsersPage' },
);

export const pendingUsersSchema = t.Array(listedUserSchema);

export const pendingCountSchema = t.Object(
  {
    count: t.Integer({ description: 'People who wait for approval', examples: [3] }),
    linkRequests: t.Integer({
      description: 'Requests to link an account at a provider',
      examples: [1],
    }),
  },
  { title: 'PendingCount' },
);

export type PendingCount = Static<typeof pendingCountSchema>;

export const usersQuerySchema = t.Object({
  ...pageFields,
  search: t.Optional(t.String({ description: 'Part of a name or an e-mail address' })),
  status: t.Optional(statusSchema),
  role: t.Optional(t.Union([t.Literal('admin'), t.Literal('user')])),
  provider: t.Optional(providerSchema),
  group: t.Optional(t.String({ description: 'The exact name of a group', examples: ['family'] })),
  sort: t.Optional(
    t.Union(
      [
        t.Literal('name'),
        t.Literal('-name'),
        t.Literal('email'),
        t.Literal('-email'),
        t.Literal('createdAt'),
        t.Literal('-createdAt'),
        t.Literal('lastLoginAt'),
        t.Literal('-lastLoginAt'),
      ],
      { description: 'The field to sort by, with - for descending order; default: newest first' },
    ),
  ),
  format: formatField,
});

export type UsersQuery = Static<typeof usersQuerySchema>;

export const auditQuerySchema = t.Object({
  ...pageFields,
  user: t.Optional(t.String({ description: 'The id of the acting or the affected user' })),
  event: t.Optional(t.String({ examples: ['session.failed'] })),
  from: t.Optional(
    t.String({
      description: 'A date (UTC) or a time, inclusive',
      examples: ['2026-03-02'],
    }),
  ),
  to: t.Optional(
    t.String({
      description: 'A date (UTC) or a time, inclusive',
      examples: ['2026-03-02T10:30:00Z'],
    }),
  ),
  outcome: t.Optional(t.Union([t.Literal('success'), t.Literal('failure')])),
  format: formatField,
});

export type AuditQuery = Static<typeof auditQuerySchema>;

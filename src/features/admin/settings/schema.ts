import { type Static, t } from 'elysia';
import { defaultTake, maxExportRows, maxSkip, maxTake } from '../../../core/page.ts';
import { shown } from '../../../http/shown-words.ts';
import { providerSchema, statusSchema, userSchema } from '../../users/schema.ts';

// Texts that core/page.ts reads, whose refusals name the field; the framework's own say nothing useful.
const pageFields = {
  skip: t.Optional(
    t.String({
      description: 'How many to pass over',
      ...shown({ type: 'integer', minimum: 0, maximum: maxSkip, default: 0 }),
    }),
  ),
  take: t.Optional(
    t.String({
      description: `How many to give, at most ${maxTake}`,
      ...shown({ type: 'integer', minimum: 1, maximum: maxTake, default: defaultTake }),
    }),
  ),
};

const formatField = t.Optional(
  t.Literal('csv', {
    description: `All that match, at most ${maxExportRows}, as a file; skip and take do not count then`,
  }),
);

export const statsSchema = t.Object(
  {
    totalUsers: t.Integer(),
    activeUsers: t.Integer(),
    pendingUsers: t.Integer(),
    disabledUsers: t.Integer(),
    adminUsers: t.Integer({ description: 'Active administrators' }),
    activeSessions: t.Integer(),
  },
  { title: 'Stats' },
);

export type Stats = Static<typeof statsSchema>;

export const listedUserSchema = t.Composite(
  [
    userSchema,
    t.Object({
      authMethod: t.Union([providerSchema, t.Null()], {
        description: 'The first way in: a password before providers; null when there is none',
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

export const usersQuerySchema = t.Object({
  ...pageFields,
  search: t.Optional(t.String({ description: 'Part of a name or an e-mail address' })),
  status: t.Optional(statusSchema),
  role: t.Optional(t.Union([t.Literal('admin'), t.Literal('user')])),
  provider: t.Optional(providerSchema),
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
      { description: 'By what, with - for descending; newest first when absent' },
    ),
  ),
  format: formatField,
});

export type UsersQuery = Static<typeof usersQuerySchema>;

export const auditQuerySchema = t.Object({
  ...pageFields,
  user: t.Optional(t.String({ description: 'The id of who acted or whom it concerned' })),
  event: t.Optional(t.String({ examples: ['session.failed'] })),
  from: t.Optional(
    t.String({
      description: 'A day (UTC) or a time, itself included',
      examples: ['2026-03-02'],
    }),
  ),
  to: t.Optional(
    t.String({
      description: 'A day (UTC) or a time, itself included',
      examples: ['2026-03-02T10:30:00Z'],
    }),
  ),
  outcome: t.Optional(t.Union([t.Literal('success'), t.Literal('failure')])),
  format: formatField,
});

export type AuditQuery = Static<typeof auditQuerySchema>;

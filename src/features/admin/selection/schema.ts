import { type Static, t } from 'elysia';

/** At most this many registrations can wait for approval, so all of them can be decided at once. */
const maxIds = 1000;

export const decisionRequestSchema = t.Object(
  { ids: t.Array(t.String(), { minItems: 1, maxItems: maxIds }) },
  {
    title: 'DecisionRequest',
    examples: [{ ids: ['0190f3a4-7c1e-7d3b-9b52-3f1c2a6e8d10'] }],
  },
);

/** Why one user of several stays as they were; any other error refuses the whole request. */
export const decisionFailureSchema = t.Union([
  t.Literal('user_not_found'),
  t.Literal('user_not_pending'),
  t.Literal('own_admin_status'),
  t.Literal('last_admin_disabled'),
  t.Literal('last_admin_deleted'),
  t.Literal('insufficient_scope'),
]);

export const decisionsSchema = t.Object(
  {
    done: t.Integer({ description: 'The number of users that were changed', examples: [1] }),
    failed: t.Array(t.Object({ id: t.String(), code: decisionFailureSchema }), { examples: [[]] }),
  },
  { title: 'Decisions' },
);

export type Decisions = Static<typeof decisionsSchema>;

import { type Static, t } from 'elysia';

/** At most this many registrations can wait for approval. */
const maxIds = 1000;

export const decisionRequestSchema = t.Object(
  { ids: t.Array(t.String(), { minItems: 1, maxItems: maxIds }) },
  {
    title: 'DecisionRequest',
    examples: [{ ids: ['0190f3a4-7c1e-7d3b-9b52-3f1c2a6e8d10'] }],
  },
);

export const decisionsSchema = t.Object(
  {
    done: t.Integer({ description: 'How many users were approved or rejected', examples: [1] }),
    failed: t.Array(
      t.Object({
        id: t.String(),
        code: t.Union([t.Literal('user_not_found'), t.Literal('user_not_pending')]),
      }),
      { examples: [[]] },
    ),
  },
  { title: 'Decisions' },
);

export type Decisions = Static<typeof decisionsSchema>;

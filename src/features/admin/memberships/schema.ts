import { t } from 'elysia';

export const membershipsRequestSchema = t.Object(
  { groups: t.Array(t.String(), { description: 'The ids of the groups, at most 200' }) },
  {
    title: 'MembershipsRequest',
    examples: [{ groups: ['0190f3a4-7c1e-7d3b-9b52-3f1c2a6e8d11'] }],
  },
);

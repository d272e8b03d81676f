import { type Static, t } from 'elysia';
import { obstacles } from '../../federation/provider-moves/schema.ts';

const time = t.String({ format: 'date-time' });

const issuer = t.String({ examples: ['https://id.example.com'] });

export const moveRequestSchema = t.Object(
  {
    from: t.String({ description: 'The issuer whose people are taken over' }),
    to: t.String({
      description:
        'The issuer at which they sign in from now on; the same one when it was set up anew and gives its users new subjects',
    }),
  },
  {
    title: 'ProviderMoveRequest',
    examples: [{ from: 'https://old.example.com', to: 'https://id.example.com' }],
  },
);

export type MoveRequest = Static<typeof moveRequestSchema>;

/** Why an account is not taken over; `not_arrived`: the move ended before its owner signed in. */
export const exclusions = [...obstacles, 'not_arrived'] as const;

export type Exclusion = (typeof exclusions)[number];

const personSchema = t.Object(
  {
    userId: t.String({ format: 'uuid' }),
    email: t.String({ description: 'The address of the account' }),
    addressThere: t.Union([t.String(), t.Null()], {
      description: 'The address at the provider, as of the last sign-in there',
    }),
    lastUsedAt: t.String({
      format: 'date-time',
      description: 'When the old identity was last used',
    }),
    outcome: t.Union(
      [
        t.Literal('moved'),
        t.Literal('waiting'),
        t.Literal('excluded'),
        t.Literal('contested'),
        t.Literal('restored'),
      ],
      {
        description:
          '`moved`: taken over; `waiting`: taken over at the next sign-in; `excluded`: not taken over; `contested`: the old subject appeared after the new one had taken over, so neither may sign in; `restored`: given back by the undo',
      },
    ),
    reason: t.Union([...exclusions.map((each) => t.Literal(each)), t.Null()], {
      description: 'Why the account is not taken over; null unless it is excluded',
    }),
    movedAt: t.Union([time, t.Null()]),
  },
  { title: 'ProviderMovePerson' },
);

export type MovePerson = Static<typeof personSchema>;

const countsSchema = t.Object(
  {
    moved: t.Integer(),
    waiting: t.Integer(),
    excluded: t.Integer(),
    contested: t.Integer(),
    restored: t.Integer(),
  },
  { title: 'ProviderMoveCounts' },
);

export type MoveCounts = Static<typeof countsSchema>;

export const moveReportSchema = t.Object(
  {
    from: issuer,
    to: issuer,
    isWithinOneIssuer: t.Boolean({
      description:
        'Whether the provider stays and gives new subjects: then administrators are not taken over, nor identities that were used since the start',
    }),
    state: t.Union(
      [t.Literal('planned'), t.Literal('running'), t.Literal('ended'), t.Literal('undone')],
      { description: '`planned` in a preview' },
    ),
    beganAt: t.Union([time, t.Null()]),
    endsAt: t.Union([time, t.Null()]),
    undoneAt: t.Union([time, t.Null()]),
    isCurrent: t.Boolean({
      description: 'Whether people sign in at `to` with the settings in force',
    }),
    counts: countsSchema,
    people: t.Array(personSchema, {
      description: 'Contested and excluded people first; at most 1,000',
    }),
  },
  { title: 'ProviderMoveReport' },
);

export type MoveReport = Static<typeof moveReportSchema>;

export const moveStateSchema = t.Object(
  {
    move: t.Union([moveReportSchema, t.Null()], {
      description: 'The newest move; null when there was none',
    }),
    current: t.Union([t.String(), t.Null()], {
      description: 'The issuer in the settings',
    }),
    issuers: t.Array(t.Object({ issuer, people: t.Integer() }, { title: 'IssuerInUse' }), {
      description: 'The issuers at which accounts have identities',
    }),
  },
  { title: 'ProviderMoveState' },
);

export type MoveOverview = Static<typeof moveStateSchema>;

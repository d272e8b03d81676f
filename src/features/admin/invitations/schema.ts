import { type Static, t } from 'elysia';
import { emailField, nameField } from '../../users/schema.ts';

/** How many people one invitation can bring. */
export const maxUses = 1000;

/** How long an invitation can live. */
export const maxHours = 90 * 24;

/** How many invitations can be open at a time. */
export const maxOpen = 200;

const optionalText = (description: string) =>
  t.Union([t.String(), t.Null()], { description, examples: [null] });

const standingSchema = t.Union(
  [t.Literal('open'), t.Literal('used_up'), t.Literal('expired'), t.Literal('maker_lost_role')],
  {
    title: 'InvitationState',
    description:
      '`maker_lost_role`: the person who made it is no longer an administrator, so it cannot be used',
  },
);

const makerSchema = t.Union(
  [
    t.Object(
      {
        id: t.String({ format: 'uuid' }),
        name: t.String({ examples: ['Ada Lovelace'] }),
        email: t.String({ examples: ['ada@example.com'] }),
      },
      { title: 'InvitationMaker' },
    ),
    t.Null(),
  ],
  { description: 'The administrator who made it; null for the command line' },
);

const invitationFields = {
  id: t.String({ format: 'uuid' }),
  email: optionalText('The only address that can use it; null for any'),
  name: optionalText('The name that the form proposes'),
  isAdmin: t.Boolean({ description: 'Whether the account becomes an administrator' }),
  groups: t.Array(t.String(), {
    description: 'The names of the groups that the account joins, sorted',
    examples: [['family']],
  }),
  uses: t.Integer({ description: 'How many accounts it has made', examples: [0] }),
  maxUses: t.Integer({ examples: [1] }),
  mailed: t.Boolean({
    description: 'Whether the link was sent to the address, which then counts as verified',
  }),
  state: standingSchema,
  createdAt: t.String({ format: 'date-time' }),
  expiresAt: t.String({ format: 'date-time' }),
  createdBy: makerSchema,
};

export const invitationSchema = t.Object(invitationFields, { title: 'Invitation' });

export type ShownInvitation = Static<typeof invitationSchema>;

export const invitationsSchema = t.Array(invitationSchema);

export const createdInvitationSchema = t.Object(
  {
    ...invitationFields,
    url: t.String({
      description: 'The link to hand out; it is shown only here',
      examples: ['https://auth.example.com/link#…'],
    }),
  },
  { title: 'CreatedInvitation' },
);

export type CreatedInvitation = Static<typeof createdInvitationSchema>;

const optional = <Field extends Parameters<typeof t.Union>[0][number]>(field: Field) =>
  t.Optional(t.Union([field, t.Null()]));

export const createInvitationRequestSchema = t.Object(
  {
    email: optional(emailField),
    name: optional(nameField),
    isAdmin: optional(t.Boolean()),
    groups: optional(
      t.Array(t.String(), {
        description: 'The ids of the groups that the account joins, at most 200',
      }),
    ),
    maxUses: optional(t.Integer({ minimum: 1, maximum: maxUses, description: '1 when left out' })),
    expiresInHours: optional(
      t.Integer({ minimum: 1, maximum: maxHours, description: '168, a week, when left out' }),
    ),
  },
  {
    title: 'CreateInvitationRequest',
    examples: [{ email: 'grace@example.com' }, { maxUses: 30, expiresInHours: 48 }],
  },
);

export type CreateInvitationRequest = Static<typeof createInvitationRequestSchema>;

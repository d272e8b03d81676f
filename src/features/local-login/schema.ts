import { type Static, t } from 'elysia';
import { ticketField } from './pending/schema.ts';
import { invitationField } from '../links/invitations/schema.ts';
import { tokensSchema } from '../sessions/schema.ts';
import { modeSchema } from '../settings/schema.ts';
import { emailField, nameField, passwordField, userSchema } from '../users/schema.ts';

export const registerRequestSchema = t.Object(
  {
    email: emailField,
    password: passwordField,
    name: nameField,
    setupToken: t.Optional(
      t.Union([t.String(), t.Null()], {
        description: 'Required for the first account of a server that has SETUP_TOKEN set',
      }),
    ),
    invitation: invitationField,
  },
  {
    title: 'RegisterRequest',
    examples: [
      { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada Lovelace' },
    ],
  },
);

export type RegisterRequest = Static<typeof registerRequestSchema>;

export const loginRequestSchema = t.Object(
  { email: t.String(), password: t.String() },
  {
    title: 'LoginRequest',
    examples: [{ email: 'ada@example.com', password: 'correct horse battery' }],
  },
);

export type LoginRequest = Static<typeof loginRequestSchema>;

export const signedInSchema = t.Composite([tokensSchema, t.Object({ user: userSchema })], {
  title: 'SignedIn',
});

export type SignedIn = Static<typeof signedInSchema>;

export const pendingSchema = t.Object(
  {
    user: userSchema,
    message: t.Literal('Registration successful. Your account is pending approval.'),
    pendingTicket: ticketField,
  },
  { title: 'PendingRegistration' },
);

export type Pending = Static<typeof pendingSchema>;

/** What a registration is told when the account may be used only once its address is confirmed. */
export const confirmFirst =
  'Registration successful. Please confirm your e-mail address: we have sent you a link.';

export const unconfirmedSchema = t.Object(
  { user: userSchema, message: t.Literal(confirmFirst) },
  { title: 'UnconfirmedRegistration' },
);

export type Unconfirmed = Static<typeof unconfirmedSchema>;

const brandSchema = t.Object(
  {
    name: t.String({ description: 'The name of the server' }),
    color: t.Union([t.String(), t.Null()], { description: 'The accent colour as #rrggbb' }),
    logo: t.Union([t.String(), t.Null()], { description: 'The path of the logo' }),
    logoDark: t.Union([t.String(), t.Null()], {
      description: 'The path of the logo for dark backgrounds',
    }),
  },
  { title: 'Brand', description: 'How the server presents itself; what is not set is null' },
);

export const registrationModeSchema = t.Object(
  {
    mode: modeSchema,
    needsFirstUser: t.Boolean({
      description:
        'Whether there is no account yet, so that the next registration becomes the administrator',
    }),
    setupTokenRequired: t.Boolean({
      description: 'Whether the first registration must include setupToken',
    }),
    sendsMail: t.Boolean({
      description: 'Whether the server mails links, such as those for a forgotten password',
    }),
    brand: brandSchema,
    supportContact: t.Union([t.String(), t.Null()], {
      description:
        'Who helps, as the operator chose to show it: a name, an e-mail address, or a link that begins with https://',
    }),
  },
  { title: 'RegistrationMode' },
);

export type RegistrationMode = Static<typeof registrationModeSchema>;

/** How the server presents itself to people who are not signed in. */
export type Appearance = Readonly<Pick<RegistrationMode, 'brand' | 'supportContact'>>;

export type RegistrationState = Omit<RegistrationMode, keyof Appearance>;

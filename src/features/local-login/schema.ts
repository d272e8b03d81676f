import { type Static, t } from 'elysia';
import { ticketField } from './pending/schema.ts';
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
  },
  { title: 'RegistrationMode' },
);

export type RegistrationMode = Static<typeof registrationModeSchema>;

import { t } from 'elysia';
import { emailField, mustChangeField, nameField, passwordField } from '../../users/schema.ts';

const optionalFlag = t.Optional(t.Union([t.Boolean(), t.Null()]));

export const createUserRequestSchema = t.Object(
  {
    email: emailField,
    password: passwordField,
    name: nameField,
    isAdmin: optionalFlag,
    mustChange: mustChangeField,
  },
  {
    title: 'CreateUserRequest',
    examples: [
      { email: 'grace@example.com', password: 'correct horse battery', name: 'Grace Hopper' },
    ],
  },
);

export const updateUserRequestSchema = t.Object(
  {
    email: t.Optional(t.Union([emailField, t.Null()])),
    name: t.Optional(t.Union([nameField, t.Null()])),
    isAdmin: optionalFlag,
    status: t.Optional(
      t.Union([t.Literal('active'), t.Literal('disabled'), t.Literal('pending'), t.Null()]),
    ),
  },
  { title: 'UpdateUserRequest', examples: [{ isAdmin: true }] },
);

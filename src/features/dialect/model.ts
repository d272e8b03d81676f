// The words of a second API for the same server: its shapes, its statuses, and no rule of its own.
import { type Static, t } from 'elysia';
import { localPart } from '../../core/email.ts';
import type { AppError, ErrorCode } from '../../core/errors.ts';
import { shownName } from '../../core/name.ts';
import type { Exchanged } from '../exchange/model.ts';
import type { RegisterRequest, SignedIn } from '../local/model.ts';
import type { Me } from '../sessions/model.ts';
import { emailField, passwordField, providerSchema, type User } from '../users/model.ts';

export const signupRequestSchema = t.Object(
  {
    email: emailField,
    password: passwordField,
    setupToken: t.Optional(t.Union([t.String(), t.Null()])),
  },
  {
    title: 'DialectSignupRequest',
    examples: [{ email: 'ada@example.com', password: 'correct horse battery' }],
  },
);

export type SignupRequest = Static<typeof signupRequestSchema>;

const roleSchema = t.Union([t.Literal('Admin'), t.Literal('Basic User')], { title: 'Role' });

export const tokenSchema = t.Object(
  {
    access_token: t.String(),
    token_type: t.Literal('Bearer'),
    user_id: t.String({ format: 'uuid' }),
    email: t.String(),
    role: roleSchema,
  },
  { title: 'DialectToken' },
);

export type Token = Static<typeof tokenSchema>;

export const currentUserSchema = t.Object(
  {
    id: t.String({ format: 'uuid' }),
    email: t.String(),
    is_active: t.Boolean(),
    role: roleSchema,
    auth_identities: t.Array(providerSchema),
  },
  { title: 'DialectUser' },
);

export type CurrentUser = Static<typeof currentUserSchema>;

export const detailSchema = t.Object({ detail: t.String() }, { title: 'DialectError' });

/** This API asks for no name: it is what stands before the @ of the address. */
export function applicantOf(request: SignupRequest): RegisterRequest {
  return { ...request, name: shownName(localPart(request.email)) ?? 'New user' };
}

export function tokenOf({ access_token, token_type, user }: SignedIn | Exchanged): Token {
  return { access_token, token_type, user_id: user.id, email: user.email, role: roleOf(user) };
}

export function currentUserOf({ authIdentities, ...me }: Me): CurrentUser {
  const { id, email, status } = me;
  const auth_identities = [...authIdentities];
  return { id, email, is_active: status === 'active', role: roleOf(me), auth_identities };
}

function roleOf({ isAdmin }: Pick<User, 'isAdmin'>): CurrentUser['role'] {
  return isAdmin ? 'Admin' : 'Basic User';
}

interface Wording {
  readonly status: number;
  readonly detail?: string;
}

const wordings: Readonly<Partial<Record<ErrorCode, Wording>>> = {
  invalid_credentials: { status: 400, detail: 'Invalid email or password' },
  user_exists: { status: 400 },
  authentication_required: { status: 401, detail: 'Could not validate credentials' },
  invalid_token: { status: 401, detail: 'Could not validate credentials' },
};

/** How this API says no. */
export const dialectErrors = {
  prefix: '/auth/',
  present({ code, status, message }: AppError) {
    const wording = wordings[code];
    return {
      status: wording?.status ?? status,
      body: { detail: wording?.detail ?? message },
    };
  },
};

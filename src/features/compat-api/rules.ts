// The shapes and statuses of a second API for the same server; it has no rules of its own.
import { localPart } from '../../core/email.ts';
import type { AppError, ErrorCode } from '../../core/errors.ts';
import { shownName } from '../../core/name.ts';
import type { Exchanged } from '../federation/login-codes/schema.ts';
import type { RegisterRequest, SignedIn } from '../local-login/schema.ts';
import type { Me } from '../sessions/schema.ts';
import type { User } from '../users/schema.ts';
import type { SignupRequest, Token, CurrentUser } from './schema.ts';

/** This API takes no name, so the part of the address before the @ becomes the name. */
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

/** How this API answers errors on its paths. */
export const compatErrors = {
  prefix: '/auth/',
  present({ code, status, message }: AppError) {
    const wording = wordings[code];
    return {
      status: wording?.status ?? status,
      body: { detail: wording?.detail ?? message },
    };
  },
};

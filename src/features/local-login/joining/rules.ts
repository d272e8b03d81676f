import type { ClientInfo } from '../../../core/client-info.ts';
import type { Email } from '../../../core/email.ts';
import { AppError } from '../../../core/errors.ts';
import type { OpenSession } from '../../sessions/service.ts';
import type { UserRow } from '../../users/service.ts';
import type { MadeInvitation } from '../../links/invitations/rules.ts';
import type { OpenInvitation, RefusedInvitation } from '../../links/invitations/service.ts';

/** Who asks for an account, after validation. */
interface Applicant {
  readonly email: Email;
  readonly name: string;
}

/** What a person sends to get an account. */
export interface Application {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly setupToken?: string | null | undefined;
  readonly invitation?: string | null | undefined;
}

/** How an account is registered. */
export interface Entry {
  readonly origin: ClientInfo;
  readonly opensSession: boolean;
}

export interface Joined {
  readonly user: UserRow;
  /** Null when the account waits for approval or must confirm its address, or when no session was requested. */
  readonly session: OpenSession | null;
}

/** An applicant with a hashed password. */
export interface Ready {
  readonly applicant: Applicant;
  readonly passwordHash: string;
  /** The hash of an account that waits for approval, when the applicant knows its password. */
  readonly knownHash: string | null;
  readonly invitation: Uint8Array | null;
}

/** What is needed to hash the password of an applicant. */
export interface Own {
  readonly applicant: Pick<Applicant, 'email'>;
  readonly password: string;
  readonly invited: OpenInvitation | null;
}

/** The refusal of an invitation for another address. */
export function refusedFor(invitation: MadeInvitation): RefusedInvitation {
  const code = 'invitation_for_other_address';
  return { kind: 'refused', code, invitation, why: 'other_address' };
}

/** For a person who waits for approval, and comes with an invitation but without the password of the registration. */
export function waitsAlready(): AppError {
  return new AppError('user_exists', {
    message:
      'This address is registered and waits for approval. Please use the password that you chose then, or ask your administrator to approve the account.',
    because: { reason: 'waits_for_approval' },
  });
}

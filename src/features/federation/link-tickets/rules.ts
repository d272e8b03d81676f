import type { Selectable } from 'kysely';
import { parseEmail } from '../../../core/email.ts';
import type { LinkTicketTable } from '../../../db/link-request-tables.ts';
import type { Profile } from '../identities/rules.ts';

/** A ticket that a refusal may give away. */
export interface NewTicket {
  /** 256 random or derived bits. */
  readonly ticket: string;
  /** Whether it works only in the browser that gets it. */
  readonly isBound: boolean;
}

/** A ticket for a browser, and the key that this browser has to show with it. */
export interface BrowserTicket {
  readonly ticket: string;
  readonly browserKey: string;
}

/** A ticket that a client presents. */
export interface ShownTicket {
  readonly ticket: string;
  /** The key that its browser got with it; null when the request has none. */
  readonly browserKey: string | null;
  readonly isBrowser: boolean;
}

export type LinkTicketRow = Selectable<LinkTicketTable>;

/** An identity that is not linked, as its provider told it. */
export type ToldIdentity = Pick<
  LinkTicketRow,
  'provider' | 'issuer' | 'subject' | 'email' | 'email_verified' | 'name'
>;

/** What is kept of a profile. */
export function toldBy(profile: Profile): ToldIdentity | null {
  const { provider, issuer, subject, email, emailVerified, name } = profile;
  if (email === null) return null;
  const told = { email: email.address, email_verified: emailVerified ? 1 : 0, name } as const;
  return { provider, issuer, subject, ...told };
}

/** A kept identity as the profile of a sign-in, to decide about it again. */
export function profileIn(told: ToldIdentity): Profile {
  const { provider, issuer, subject, name } = told;
  const parsed = parseEmail(told.email);
  return {
    provider,
    issuer,
    subject,
    sid: null,
    email: 'value' in parsed ? parsed.value : null,
    emailVerified: told.email_verified === 1,
    emailVerifiedByProvider: false,
    name,
    pictureUrl: null,
    pictureOrigin: null,
    groups: null,
  };
}

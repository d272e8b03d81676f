import { base64url, randomBytes } from '../../core/tokens.ts';
import type { LinkKind } from '../../db/message-tables.ts';

/** What a link of this server can be: those that do one thing once, and invitations. */
export type AnyLinkKind = LinkKind | 'invitation';

/** What a link tells the person who opened it, before it is used. */
export interface OpenedLink {
  readonly kind: AnyLinkKind;
  /** The address that it is for; null for an invitation that anyone may use. */
  readonly email: string | null;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** What an invitation makes of the person. */
  readonly role?: 'admin' | 'user';
  /** The name that an invitation proposes; null for none. */
  readonly name?: string | null;
  /** The name of the administrator who invites; null for an invitation from the command line. */
  readonly by?: string | null;
}

const hourMs = 60 * 60 * 1000;

/** How long links work. */
export const linkLivesMs = {
  /** Mailed, because the person asked for it. */
  reset: hourMs,
  /** Made by an administrator, who has to hand it over first. */
  handedReset: 24 * hourMs,
  verification: 72 * hourMs,
  change: 24 * hourMs,
} as const;

// 32 bytes in base64url.
const tokenForm = /^[\w-]{43}$/;

/** A new token with 256 random bits. */
export function newToken(): string {
  return base64url.encode(randomBytes(32), { includePadding: false });
}

/** Whether a text can be a token, so that no other text is looked for. */
export function isWellFormed(token: string): boolean {
  return tokenForm.test(token);
}

/**
 * The address of a link. The token is in the fragment, which browsers send to no server, so that it is in no log and
 * in no Referer header.
 */
export function linkUrl(appUrl: string, token: string): string {
  return `${appUrl}/link#${token}`;
}

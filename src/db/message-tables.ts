import type { Id } from '../core/uuid.ts';
import type { Flag } from './schema.ts';

/** What a one-time link does for its account. */
export type LinkKind = 'reset_password' | 'verify_email' | 'change_email';

/** The links that do one thing once: one of each account and kind, of which only the hash of the token is stored. */
export interface OneTimeLinkTable {
  token_hash: Uint8Array;
  kind: LinkKind;
  user_id: Id;
  /** The address that it was made for; the new one, where it changes the address. */
  email: string;
  /** Whether only the owner of the address got it. */
  is_mailed: Flag;
  /** The administrator who made it; null for the person's own request and for the command line. */
  made_by: Id | null;
  created_at: number;
  expires_at: number;
}

/** Links with which people create their own account. */
export interface InvitationTable {
  id: Id;
  token_hash: Uint8Array;
  /** Who may use it; null for anyone who has the link. */
  email: string | null;
  /** The canonical form of the address. */
  email_key: string | null;
  name: string | null;
  is_admin: Flag;
  /** The groups that the person joins: a JSON list of their ids as text. */
  group_ids: string;
  max_uses: number;
  uses: number;
  /** Whether only the owner of the address got it. */
  is_mailed: Flag;
  /** The administrator who made it; null for the command line. */
  made_by: Id | null;
  created_at: number;
  expires_at: number;
}

/** Where a message goes; a task is work that this server does itself. */
export type Channel = 'mail' | 'webhook' | 'task';

/** The messages that wait to be sent, oldest first; a row is deleted when its message was sent or dropped. */
export interface OutboxTable {
  id: Id;
  channel: Channel;
  /** Which mail or event it is, for the panel. */
  kind: string;
  /** The message, encrypted with AES-256-GCM, because it may hold a link that opens an account. */
  sealed_payload: Uint8Array;
  /** The hash of the one-time link or invitation in the message: without it the message is dropped. */
  link_hash: Uint8Array | null;
  attempts: number;
  next_at: number;
  created_at: number;
  /** From then on the message is dropped. */
  expires_at: number;
  /** Why the last attempt failed, in words without secrets. */
  last_error: string | null;
}

/** When a notice was last sent that is sent at most once in a while. */
export interface NoticeTimeTable {
  name: string;
  at: number;
}

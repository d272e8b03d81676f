import type { Id } from '../core/uuid.ts';
import type { Flag, Provider } from './schema.ts';

/** The moves of all people from one issuer of a provider to another, or to new subjects of the same one. */
export interface ProviderMoveTable {
  id: Id;
  provider: Provider;
  from_issuer: string;
  to_issuer: string;
  began_at: number;
  /** From then on no further identity is replaced. */
  ends_at: number;
  undone_at: number | null;
}

/** An identity that was replaced during a move, as it was, so that it can be restored; one of each user and move. */
export interface MovedIdentityTable {
  move_id: Id;
  user_id: Id;
  issuer: string;
  subject: string;
  /** The address by which the new subject was recognised. */
  email: string;
  email_follows: Flag;
  created_at: number;
  last_used_at: number;
  new_issuer: string;
  new_subject: string;
  /** Whether the account had a password then: one that was set later is removed with what the new subject made. */
  had_password: Flag;
  moved_at: number;
  /** When the old subject appeared after all: since then neither of the two may sign in. */
  contested_at: number | null;
}

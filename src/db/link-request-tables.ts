import type { Id } from '../core/uuid.ts';
import type { Flag, Provider } from './schema.ts';

/** An identity that is not linked, and the account that it may not be linked to by the address alone. */
interface UnlinkedIdentity {
  user_id: Id;
  provider: Provider;
  issuer: string;
  subject: string;
  /** As the provider sent it. */
  email: string;
  email_verified: Flag;
  /** As the provider sent it, shortened and cleaned so that it can be shown; null when it sent none. */
  name: string | null;
}

/** What a refused sign-in gives the person, to ask for the link or to confirm it: the newest of each identity. */
export interface LinkTicketTable extends UnlinkedIdentity {
  ticket_hash: Uint8Array;
  /** Whether it works only in the browser that got it; the ticket of a program works in no browser. */
  is_bound: Flag;
  created_at: number;
  expires_at: number;
}

/** A question to the administrators whether an identity may be linked to an account: one of each identity. */
export interface LinkRequestTable extends UnlinkedIdentity {
  id: Id;
  asked_at: number;
  expires_at: number;
  /** When an administrator refused; the row then stays until it expires, so that the person cannot ask again at once. */
  refused_at: number | null;
}

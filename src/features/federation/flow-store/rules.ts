import type { Insertable, Selectable } from 'kysely';
import type { SignInFlowTable } from '../../../db/schema.ts';

/** A sign-in that begins, without the times that the table gives it. */
export interface NewFlow extends Omit<
  Insertable<SignInFlowTable>,
  'created_at' | 'expires_at' | 'claimed_at' | 'landing' | 'network'
> {
  readonly network: string;
  /** Whether the network is a key that clients without a known address share. */
  readonly isShared: boolean;
}

/** What a callback shows. */
export interface CallbackKey {
  readonly state: string;
  readonly redirectUri: string;
  /** What the browser was given at the beginning; null when it brought nothing. */
  readonly browserKey: string | null;
}

/** The page a callback sends the browser to, as it is kept for a repeated request: without its login code. */
export interface KeptLanding {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Whether the login code of the flow goes with it. */
  readonly hasCode: boolean;
}

export interface OpenedFlow {
  readonly flow: Selectable<SignInFlowTable>;
  /** The answer of the request that came first; null for that one. */
  readonly kept: KeptLanding | null;
}

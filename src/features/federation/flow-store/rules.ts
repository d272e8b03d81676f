import type { Insertable, Selectable } from 'kysely';
import { asObject } from '../../../core/json.ts';
import { constantTimeEqual, sha256 } from '../../../core/tokens.ts';
import type { SignInFlowTable } from '../../../db/sign-in-tables.ts';

/** A new flow, without the times that the store sets. */
export interface NewFlow extends Omit<
  Insertable<SignInFlowTable>,
  'created_at' | 'expires_at' | 'claimed_at' | 'landing' | 'network'
> {
  readonly network: string;
  /** Whether the network is the key that all clients without a known address share. */
  readonly isShared: boolean;
}

/** What a callback presents to claim its flow. */
export interface CallbackKey {
  readonly state: string;
  readonly redirectUri: string;
  /** The key that the browser received at the start; null when it sent none. */
  readonly browserKey: string | null;
}

/** A name that came with a state, before it is known whether the browser is the right one. */
export interface ToldName {
  readonly state: string;
  readonly redirectUri: string;
  readonly name: string;
}

/** Whether a callback has what its flow asks for. */
export function mayOpen(
  flow: Selectable<SignInFlowTable>,
  { redirectUri, browserKey }: CallbackKey,
): boolean {
  if (flow.expires_at <= Date.now() || flow.redirect_uri !== redirectUri) return false;
  return (
    flow.browser_hash === null || constantTimeEqual(flow.browser_hash, sha256(browserKey ?? ''))
  );
}

/** The page that a callback redirects to, as stored for a repeated request: without its login code. */
export interface KeptLanding {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Whether the redirect carries the login code of the flow. */
  readonly hasCode: boolean;
  /** Whether it carries the ticket of the flow with which the person can ask for the link to an account. */
  readonly hasLinkTicket?: boolean;
  /** The result of a test sign-in, which the panel asks for; it is not part of the address. */
  readonly report?: unknown;
}

/**
 * The issuer of a flow that only tests a sign-in begins with it. Nothing else may take such a flow for a sign-in, and
 * an older version beside this one refuses it, because it knows no such issuer.
 */
export const testMark = 'test:';

/** Reads a page as it was stored. Throws Error when the text describes no page. */
export function readLanding(text: string): KeptLanding {
  const landing: unknown = JSON.parse(text);
  if (!isLanding(landing)) throw new Error('A stored answer to a callback is damaged');
  return landing;
}

function isLanding(value: unknown): value is KeptLanding {
  const { path, query, hasCode } = asObject(value) ?? {};
  const texts = asObject(query);
  const isWhole = typeof path === 'string' && typeof hasCode === 'boolean' && texts !== null;
  return isWhole && Object.values(texts).every((text) => typeof text === 'string');
}

export interface OpenedFlow {
  readonly flow: Selectable<SignInFlowTable>;
  /** The stored answer of the first request; null when this request is the first. */
  readonly kept: KeptLanding | null;
}

/**
 * The flows of this process that begin right now: a limit counts them before the table shows them, so that flows
 * that begin at the same time do not exceed it together.
 */
export class Beginnings {
  readonly #byNetwork = new Map<string, number>();

  /** Counts a flow until it is disposed; `position` is how many begin in its network, itself included. */
  add(network: string): Disposable & { readonly position: number } {
    const position = (this.#byNetwork.get(network) ?? 0) + 1;
    this.#byNetwork.set(network, position);
    return {
      position,
      [Symbol.dispose]: () => {
        const left = (this.#byNetwork.get(network) ?? 0) - 1;
        if (left > 0) this.#byNetwork.set(network, left);
        else this.#byNetwork.delete(network);
      },
    };
  }
}

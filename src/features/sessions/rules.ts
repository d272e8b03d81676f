import type { ShownApiToken } from '../../core/client-info.ts';
import type { Id } from '../../core/uuid.ts';
import type { Provider } from '../../db/schema.ts';
import type { Me } from './schema.ts';

/** The user who calls, read from the database at every request. */
interface AnyPerson {
  readonly userId: Id;
  readonly isAdmin: boolean;
  readonly me: Me;
}

/** A caller with an API token. */
export interface TokenPerson extends AnyPerson {
  readonly sessionId: null;
  readonly token: ShownApiToken & { readonly id: Id };
}

export type Person = SessionPerson | TokenPerson;

/** A caller with a session. */
export interface SessionPerson extends AnyPerson {
  readonly sessionId: Id;
  readonly token: null;
  readonly tokenVersion: number;
  readonly provider: Provider;
  /** When the user last authenticated, from the presented access token; milliseconds since 1970. */
  readonly authTimeMs: number;
}

/** The user who requests a change, and the session that must still be active when it is made. */
export type Caller = Pick<SessionPerson, 'userId' | 'sessionId'>;

/** The same for changes that an API token can request. */
export type AnyCaller = Caller | TokenCaller;

/** The user of an API token that must still work when the change is made. */
export type TokenCaller = Pick<TokenPerson, 'userId' | 'sessionId' | 'token'>;

/** The refresh token of a body, under either spelling of its field; null when there is none. */
export function shownToken(body: {
  readonly refresh_token?: string | null | undefined;
  readonly refreshToken?: string | null | undefined;
}): string | null {
  // An app that has no token may send an empty string.
  return body.refresh_token || body.refreshToken || null;
}

/** A link that does one thing once. */
interface LinkValues {
  readonly link: string;
  /** When it stops working, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What happened to an account that its owner should know of. */
export type SecurityEvent =
  | 'password_changed'
  | 'password_reset'
  | 'api_token_created'
  | 'provider_linked'
  | 'provider_unlinked';

/** From where something was done; null when unknown. */
interface Place {
  readonly at: number;
  /** The User-Agent as it was sent: the mail names the device in the language of its reader. */
  readonly userAgent: string | null;
  readonly ip: string | null;
}

/** The values of each mail, by its kind. Times are milliseconds since 1970. */
interface LetterValues {
  /** Please confirm your address. */
  readonly verify_email: LinkValues;
  /** A link to choose a new password; `by` is who made it, null when the person asked for it. */
  readonly reset_password: LinkValues & { readonly by: string | null };
  /** A password link was asked for, but the account signs in at these providers. */
  readonly reset_at_provider: { readonly providers: readonly string[]; readonly signIn: string };
  /** To the new address: please confirm it. */
  readonly change_email: LinkValues;
  /** To the old address: another one was asked for, or has taken its place. */
  readonly email_changing: { readonly newEmail: string; readonly isDone: boolean };
  readonly invitation: LinkValues & { readonly by: string | null };
  /** To administrators: people wait for approval; `name` and `email` are those of the newest. */
  readonly waiting: {
    readonly count: number;
    readonly name: string;
    readonly email: string;
    readonly page: string;
  };
  readonly approved: { readonly signIn: string };
  readonly rejected: unknown;
  /** `detail` is the name of the token or the provider, or of the administrator who reset the password. */
  readonly security: Place & {
    readonly event: SecurityEvent;
    readonly detail: string | null;
    readonly account: string;
  };
  readonly new_device: Place & { readonly account: string };
  readonly token_expires: {
    readonly token: string;
    readonly expiresAt: number;
    readonly account: string;
  };
  readonly test: unknown;
}

export type LetterKind = keyof LetterValues;

/** A mail of one of these kinds. */
export type LetterOf<Kind extends LetterKind> = {
  readonly [K in Kind]: { readonly kind: K } & LetterValues[K];
}[Kind];

/** A mail: its kind, and what that kind says. Its text is made when it is sent. */
export type Letter = LetterOf<LetterKind>;

// The further settings of the operator's OpenID provider: each from the environment or the panel, with its own source
// and lock, also when the environment defines the provider. A setting is one row here and its texts in the
// catalogues; variables, stored values, answers, requests and the card in the panel derive from it.

interface Basics {
  /** The environment variable, which locks the setting. */
  readonly variable: `OIDC_${string}`;
  /** What it is, in messages and in the help. */
  readonly label: string;
}

interface Flag extends Basics {
  readonly kind: 'flag';
  readonly fallback: boolean;
}

/** One of several words. */
interface Choice extends Basics {
  readonly kind: 'choice';
  readonly words: readonly [string, ...string[]];
  readonly fallback: string;
  /** As in a list. */
  readonly whenUnreadable?: string;
}

/** Texts; an empty list counts as unset. */
interface List extends Basics {
  readonly kind: 'list';
  readonly items: ListItem;
  readonly fallback: readonly string[];
  /** The value while the stored one cannot be read, where the fallback would permit something; default `fallback`. */
  readonly whenUnreadable?: readonly string[];
}

/** Whole seconds, written as `12h`; 0 for none. */
interface Duration extends Basics {
  readonly kind: 'duration';
  readonly min: string;
  readonly max: string;
  readonly fallback: 0;
  /** As in a list; in seconds. */
  readonly whenUnreadable?: number;
}

/** What the texts of a list are. */
export type ListItem = 'claims' | 'groups' | 'scopes';

export type OidcOption = Flag | Choice | List | Duration;

export const oidcOptions = {
  emailClaim: {
    variable: 'OIDC_EMAIL_CLAIM',
    label: 'the claims with the e-mail address',
    kind: 'list',
    items: 'claims',
    fallback: ['email'],
  },
  nameClaim: {
    variable: 'OIDC_NAME_CLAIM',
    label: 'the claims with the name',
    kind: 'list',
    items: 'claims',
    fallback: ['name', 'preferred_username', 'nickname'],
  },
  prompt: {
    variable: 'OIDC_PROMPT',
    label: 'what the provider asks at every sign-in',
    kind: 'choice',
    words: ['none', 'select_account', 'login'],
    fallback: 'none',
    whenUnreadable: 'login',
  },
  logout: {
    variable: 'OIDC_LOGOUT',
    label: 'whether people who sign out are signed out there too',
    kind: 'flag',
    fallback: false,
  },
  autoRedirect: {
    variable: 'OIDC_AUTO_REDIRECT',
    label: 'whether the sign-in page goes to the provider at once',
    kind: 'flag',
    fallback: false,
  },
  scopes: {
    variable: 'OIDC_SCOPES',
    label: 'the scopes that a sign-in asks for',
    kind: 'list',
    items: 'scopes',
    fallback: ['openid', 'email', 'profile'],
  },
  groupsClaim: {
    variable: 'OIDC_GROUPS_CLAIM',
    label: 'the claims with the groups of a person',
    kind: 'list',
    items: 'claims',
    fallback: ['groups'],
  },
  allowedGroups: {
    variable: 'OIDC_ALLOWED_GROUPS',
    label: 'the groups that may sign in; none: everyone',
    kind: 'list',
    items: 'groups',
    fallback: [],
    // No group has this name, because names are trimmed and not empty.
    whenUnreadable: [' '],
  },
  adminGroups: {
    variable: 'OIDC_ADMIN_GROUPS',
    label: 'the groups whose members are administrators',
    kind: 'list',
    items: 'groups',
    fallback: [],
  },
  syncGroups: {
    variable: 'OIDC_SYNC_GROUPS',
    label: 'which memberships follow the provider',
    kind: 'choice',
    words: ['mapped', 'all', 'off'],
    fallback: 'mapped',
  },
  sessionTtl: {
    variable: 'OIDC_SESSION_TTL',
    label: 'when sessions that began at the provider end for good',
    kind: 'duration',
    min: '5m',
    max: '3650d',
    fallback: 0,
    // The shortest, because no end would permit more than any that was chosen.
    whenUnreadable: 300,
  },
} as const satisfies Readonly<Record<string, OidcOption>>;

export type OidcOptionName = keyof typeof oidcOptions;

/** The value of each option. */
export type OidcOptionValues = {
  readonly [Name in OidcOptionName]: OptionValue<(typeof oidcOptions)[Name]>;
};

/** A value of any option. */
export type AnyOptionValue = boolean | string | number | readonly string[];

type OptionValue<Row> = Row extends {
  readonly kind: 'choice';
  readonly words: readonly (infer W)[];
}
  ? W
  : Row extends { readonly kind: 'flag' }
    ? boolean
    : Row extends { readonly kind: 'duration' }
      ? number
      : readonly string[];

/** The options in the order of the table. */
export const oidcOptionList: readonly (readonly [name: OidcOptionName, option: OidcOption])[] =
  Object.entries(oidcOptions).map(([name, option]) => [name as OidcOptionName, option] as const);

/** One value for each option, by its name. */
export function eachOidcOption<T>(
  make: (option: OidcOption, name: OidcOptionName) => T,
): Readonly<Record<OidcOptionName, T>> {
  const entries = oidcOptionList.map(([name, option]) => [name, make(option, name)] as const);
  // The table is where the names come from, so none is missing.
  return Object.fromEntries(entries) as Record<OidcOptionName, T>;
}

import type { Stats } from '../../../../features/admin/settings/schema.ts';
import type { NamedSettings, OidcSettings } from '../../../../features/admin/providers/schema.ts';
import { hasProvider } from '../providers/providers.ts';

export interface Warning {
  readonly title: string;
  readonly text: string;
  /** The path of the page that can fix it; null when no page can. */
  readonly path: string | null;
}

interface Known {
  readonly stats: Stats;
  readonly oidc: OidcSettings;
  readonly providers: readonly NamedSettings[];
}

/** Warnings for an administrator, derived from settings alone; no provider is contacted. */
export function warningsOf({ stats, oidc, providers }: Known): readonly Warning[] {
  return [
    onlyAdministrator(stats),
    differentVersions(stats),
    oidc.secretUnreadable ? unreadableSecret(oidc.providerName) : unfinishedOidc(oidc),
    uselessSwitch(oidc, providers),
    unprovenTokens(oidc),
    ...providers.map((provider) =>
      provider.secretUnreadable ? unreadableSecret(provider.name) : unfinishedProvider(provider),
    ),
  ].filter((warning) => warning !== null);
}

function onlyAdministrator({ adminUsers }: Stats): Warning | null {
  if (adminUsers > 1) return null;
  return {
    title: 'There is only one administrator',
    text: 'If that account cannot sign in any more, only the command line on the server helps. A second administrator makes up for it.',
    path: '/admin/users',
  };
}

function differentVersions({ instances }: Stats): Warning | null {
  const versions = [...new Set(instances.map(({ version }) => version))];
  if (versions.length < 2) return null;
  return {
    title: 'The servers run different versions',
    text: `They run ${versions.join(' and ')}. Give all of them the newest one.`,
    path: null,
  };
}

function unfinishedOidc({ enabled, issuerUrl, clientId }: OidcSettings): Warning | null {
  if (!enabled || (issuerUrl !== null && clientId !== null)) return null;
  const missing = issuerUrl === null ? 'the issuer address' : 'the client ID';
  return {
    title: 'OpenID Connect is switched on, but not set up',
    text: `It cannot be used yet: ${missing} is missing.`,
    path: '/admin/providers',
  };
}

function unreadableSecret(name: string): Warning {
  return {
    title: `The client secret of ${name} cannot be read`,
    text: 'It is stored but can no longer be decrypted. People cannot sign in there until you enter it again.',
    path: '/admin/providers',
  };
}

/** The server ignores the setting while no provider works, because no user could sign in. */
function uselessSwitch(oidc: OidcSettings, providers: readonly NamedSettings[]): Warning | null {
  if (!oidc.disableInternalAuth || hasProvider(oidc, providers)) return null;
  return {
    title: 'Passwords still work',
    text: 'They were to be switched off, but no identity provider is set up that could take their place.',
    path: '/admin/providers',
  };
}

function unprovenTokens({ acceptsUnprovenTokens }: OidcSettings): Warning | null {
  if (acceptsUnprovenTokens !== true) return null;
  return {
    title: 'Tokens of apps are believed without proof',
    text: 'Your OpenID provider gives apps access tokens that do not name the app they were made for. OIDC_MOBILE_AUDIENCE_CHECK=strict refuses them.',
    path: null,
  };
}

function unfinishedProvider({ name, clientId, hasClientSecret }: NamedSettings): Warning | null {
  if ((clientId.value !== null) === hasClientSecret.value) return null;
  return {
    title: `${name} is half set up`,
    text: `It cannot be used yet: its client ${hasClientSecret.value ? 'ID' : 'secret'} is missing.`,
    path: '/admin/providers',
  };
}

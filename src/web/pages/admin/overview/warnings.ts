import type { NamedSettings, OidcSettings } from '../../../../features/admin/providers/schema.ts';
import type { Stats } from '../../../../features/admin/settings/schema.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { listOf } from '../../words/format.ts';
import { t } from '../../words/words.ts';
import { hasProvider } from '../providers/providers.ts';
import type { Known } from './checklist.ts';

export interface Warning {
  readonly title: string;
  readonly text: string;
  /** The page that can fix it, and the label of the link to it; null when no page can. */
  readonly fix: { readonly path: string; readonly label: PlainKey } | null;
}

const providersPage = { path: '/admin/providers', label: 'warning.toProviders' } as const;

/** Warnings for an administrator, derived from settings alone; no provider is contacted. */
export function warningsOf(
  { stats, oidc, providers }: Known,
  isAdministratorMissed: boolean,
): readonly Warning[] {
  return [
    isAdministratorMissed ? onlyAdministrator() : null,
    differentVersions(stats),
    oidc.secretUnreadable ? unreadableSecret(oidc.providerName) : unfinishedOidc(oidc),
    uselessSwitch(oidc, providers),
    unprovenTokens(oidc),
    ...providers.map((provider) =>
      provider.secretUnreadable ? unreadableSecret(provider.name) : unfinishedProvider(provider),
    ),
  ].filter((warning) => warning !== null);
}

const dayMs = 86_400_000;

/**
 * Whether to warn of the only administrator: not on the first day of the account, when it is a step of the
 * checklist, and not after an administrator has decided that one is enough.
 */
export function missesAdministrator(
  { stats, checklist }: Pick<Known, 'stats' | 'checklist'>,
  createdAt: string | undefined,
): boolean {
  const ageMs = createdAt === undefined ? 0 : Date.now() - Date.parse(createdAt);
  return stats.adminUsers < 2 && !checklist.administrator && checklist.dismissed && ageMs > dayMs;
}

function onlyAdministrator(): Warning {
  return {
    title: t('warning.onlyAdministrator'),
    text: t('warning.onlyAdministratorText'),
    fix: { path: '/admin/users', label: 'warning.toAdministrators' },
  };
}

function differentVersions({ instances }: Stats): Warning | null {
  const versions = [...new Set(instances.map(({ version }) => version))];
  if (versions.length < 2) return null;
  const text = t('warning.versionsText', { versions: listOf(versions) });
  return { title: t('warning.versions'), text, fix: null };
}

function unfinishedOidc({
  enabled,
  issuerUrl,
  clientId,
  providerName: provider,
}: OidcSettings): Warning | null {
  if (!enabled || (issuerUrl !== null && clientId !== null)) return null;
  const text = issuerUrl === null ? 'warning.oidcUnfinishedIssuer' : 'warning.oidcUnfinishedId';
  return { title: t('warning.oidcUnfinished', { provider }), text: t(text), fix: providersPage };
}

function unreadableSecret(provider: string): Warning {
  return {
    title: t('warning.secret', { provider }),
    text: t('warning.secretText'),
    fix: providersPage,
  };
}

/** The server ignores the setting while no provider works, because no user could sign in. */
function uselessSwitch(oidc: OidcSettings, providers: readonly NamedSettings[]): Warning | null {
  if (!oidc.disableInternalAuth || hasProvider(oidc, providers)) return null;
  return {
    title: t('warning.passwordsOn'),
    text: t('warning.passwordsOnText'),
    fix: providersPage,
  };
}

function unprovenTokens({ acceptsUnprovenTokens }: OidcSettings): Warning | null {
  if (acceptsUnprovenTokens !== true) return null;
  return {
    title: t('warning.unprovenTokens'),
    text: t('warning.unprovenTokensText'),
    fix: null,
  };
}

function unfinishedProvider({
  name: provider,
  clientId,
  hasClientSecret,
}: NamedSettings): Warning | null {
  if ((clientId.value !== null) === hasClientSecret.value) return null;
  const text = hasClientSecret.value ? 'warning.halfProviderId' : 'warning.halfProviderSecret';
  return { title: t('warning.halfProvider', { provider }), text: t(text), fix: providersPage };
}

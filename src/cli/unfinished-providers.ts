import { definitions, namedProviders } from '../core/providers/registry.ts';
import type { NamedConnection, OidcConnection } from '../features/providers/rules.ts';
import type { Services } from '../services.ts';

/**
 * One sentence for each incomplete provider: the sign-in page shows no button for it, and nothing else says why.
 */
export async function unfinishedProviders(
  connections: Services['connections'],
): Promise<readonly string[]> {
  const named = await Promise.all(namedProviders.map((provider) => connections.named(provider)));
  const sentences = [unfinishedOidc(await connections.oidc()), ...named.map(unfinishedNamed)];
  return sentences.filter((sentence) => sentence !== null);
}

/** Once a variable sets one OIDC value, the panel cannot complete the others. */
function unfinishedOidc(connection: OidcConnection): string | null {
  const { lockedBy, enabled, issuerUrl, clientId, secretUnreadable } = connection;
  if (secretUnreadable) return unreadableSecret('OpenID Connect');
  const isSwitchedOff = lockedBy === 'OIDC_ENABLED' && !enabled;
  if (lockedBy === null || isSwitchedOff) return null;
  const missing = [
    ...(enabled ? [] : ['OIDC_ENABLED=true']),
    ...(issuerUrl === null ? ['OIDC_ISSUER_URL'] : []),
    ...(clientId === null ? ['OIDC_CLIENT_ID'] : []),
  ];
  return missing.length === 0
    ? null
    : `${lockedBy} is set, so the panel is ignored, but OIDC does not work without ${missing.join(', ')}`;
}

function unfinishedNamed(connection: NamedConnection): string | null {
  const { provider, clientId, clientSecret, secretUnreadable } = connection;
  const { label, prefix } = definitions[provider];
  if (secretUnreadable) return unreadableSecret(label);
  if ((clientId.value === null) === (clientSecret.value === null)) return null;
  const part = clientId.value === null ? 'CLIENT_ID' : 'CLIENT_SECRET';
  return `${label} is set up in part: it does not work without ${prefix}_${part}`;
}

function unreadableSecret(label: string): string {
  return `The stored client secret of ${label} cannot be decrypted with the secret.key in DATA_DIR: sign-in there fails until you enter it again in the panel or restore the secret.key it was stored with`;
}

// The one list of providers. A provider is one file beside this one and one line below; the order of the list is
// the order everywhere: in answers, in the panel, on the sign-in page.
import { discord } from './discord.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { google } from './google.ts';
import { microsoft } from './microsoft.ts';

export const registry = [github, google, microsoft, gitlab, discord] as const;

type Definition = (typeof registry)[number];

/** A provider that this server knows by name. */
export type NamedProvider = Definition['id'];

export const namedProviders: readonly NamedProvider[] = registry.map(({ id }) => id);

/** Every way to sign in, the password kept here first, in the order in which they are listed. */
export const allSignInMethods = ['local', 'oidc', ...namedProviders] as const;

/** One value for each provider, by its id. */
export function eachProvider<T>(
  make: (definition: Definition) => T,
): Readonly<Record<NamedProvider, T>> {
  const entries = registry.map((definition) => [definition.id, make(definition)] as const);
  // The list is where the ids come from, so none is missing.
  return Object.fromEntries(entries) as Record<NamedProvider, T>;
}

export const definitions: Readonly<Record<NamedProvider, Definition>> = eachProvider(
  (definition) => definition,
);

/** What people call them. */
export const providerLabels = eachProvider(({ label }) => label);

/** The labels of those that keep accounts in tenants. */
export const tenantProviders = registry
  .filter(({ tenant }) => tenant !== null)
  .map(({ label }) => label)
  .join(', ');

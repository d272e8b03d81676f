import { eachProvider, namedProviders } from './registry.ts';

/** What the pages show of the providers: plain values, to be read when the pages are bundled. */
export function readProviderFaces() {
  return {
    names: [...namedProviders],
    labels: eachProvider(({ label }) => label),
    logos: eachProvider(({ logo }) => logo),
    prefixes: eachProvider(({ prefix }) => prefix),
    tenants: eachProvider(({ tenant }) => (tenant === null ? null : { variable: tenant.variable })),
  };
}

import type { AddressVariable } from '../core/providers/definition.ts';
import { eachProvider, type NamedProvider, registry } from '../core/providers/registry.ts';
import * as address from './address-kinds.ts';
import { identifier } from './kinds.ts';
import { clientSecret } from './secret-kinds.ts';
import { exact, optional, type OptionalSetting, secret, setting, type Setting } from './setting.ts';

type Definition = (typeof registry)[number];

type AddressName = Definition['addresses'][string]['variable'];

type TenantName = NonNullable<Definition['tenant']>['variable'];

type ClientName = `${Definition['prefix']}_CLIENT_${'ID' | 'SECRET'}`;

type Row = readonly [name: string, row: Setting<string>];

// Above the table, which is made when this file is loaded.
const addressKinds = { base: address.baseUrl, issuer: address.secureIssuer } as const;

/** The variables of every provider of the registry, for the table of all variables. */
export const providerSettings = Object.fromEntries(
  registry.flatMap((definition) => clientRows(definition).concat(ownRows(definition))),
  // The names come out of the registry, as those of the type do; a loop cannot show that to the compiler.
) as { readonly [Name in AddressName]: Setting<string> } & {
  readonly [Name in ClientName | TenantName]: OptionalSetting<string>;
};

/** What the environment says of a provider. */
export interface ProviderConfig {
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  /** Null also for a provider without tenants. */
  readonly tenantId: string | null;
  /** By the names of the definition. */
  readonly addresses: Readonly<Record<string, string>>;
}

type ProviderValues = { readonly [Name in AddressName]: string } & {
  readonly [Name in ClientName | TenantName]: string | null;
};

export function groupProviders(
  values: ProviderValues,
): Readonly<Record<NamedProvider, ProviderConfig>> {
  return eachProvider(({ prefix, addresses, tenant }) => ({
    clientId: values[`${prefix}_CLIENT_ID`],
    clientSecret: values[`${prefix}_CLIENT_SECRET`],
    tenantId: tenant === null ? null : values[tenant.variable],
    addresses: Object.fromEntries(
      Object.entries<AddressVariable<AddressName>>(addresses).map(([name, { variable }]) => [
        name,
        values[variable],
      ]),
    ),
  }));
}

function clientRows({ prefix, label }: Definition): readonly Row[] {
  return [
    [`${prefix}_CLIENT_ID`, exact(identifier, '', `our client id at ${label}`)],
    [`${prefix}_CLIENT_SECRET`, secret(clientSecret, '', `our client secret at ${label}`)],
  ];
}

function ownRows({ addresses, tenant }: Definition): readonly Row[] {
  const variables = Object.values<AddressVariable>(addresses);
  const rows = variables.map(({ variable, kind, fallback, help }): Row => {
    return [variable, setting(addressKinds[kind], fallback, help)];
  });
  if (tenant === null) return rows;
  const { variable, fallback, help } = tenant;
  return [[variable, optional(address.tenant, `admin panel, else ${fallback}`, help)], ...rows];
}

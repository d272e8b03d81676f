import type { ProviderPlan } from './plan.ts';

/** A variable with an address of a provider, which an operator may point elsewhere. */
export interface AddressVariable<Name extends string = string> {
  readonly variable: Name;
  /** Whether it must be an issuer, kept to the character, or is any base of addresses. */
  readonly kind: 'base' | 'issuer';
  /** The public address. */
  readonly fallback: string;
  readonly help: string;
}

/** Whose accounts may sign in, at a provider that keeps them in tenants. */
export interface TenantVariable<Name extends string = string> {
  readonly variable: Name;
  readonly fallback: string;
  readonly help: string;
}

/** The paths of a picture of 24 by 24, each with its colour. */
export type Logo = readonly (readonly [path: string, colour: string])[];

/** The value of each address variable, by its name in the definition. */
export type Addresses = Readonly<Record<string, string>>;

interface Face<Id extends string, Prefix extends string> {
  /** In addresses, rows and tokens: it never changes. */
  readonly id: Id;
  /** What people call it. */
  readonly label: string;
  /** How its variables begin. */
  readonly prefix: Prefix;
  readonly logo: Logo;
}

type AddressVariables = Readonly<Record<string, AddressVariable>>;

interface Particulars<
  Id extends string,
  Prefix extends string,
  Variables extends AddressVariables,
  Tenant extends string,
> extends Face<Id, Prefix> {
  readonly addresses: Variables;
  /** Which of the addresses is the issuer under which identities are kept. */
  readonly issuer: keyof Variables;
  readonly tenant: TenantVariable<Tenant> | null;
  readonly plan: (setup: {
    readonly addresses: { readonly [Name in keyof Variables]: string };
    readonly tenantId: string;
  }) => ProviderPlan;
}

/** All there is to know of a provider. */
export interface ProviderDefinition<
  Id extends string = string,
  Prefix extends string = string,
  Variable extends string = string,
  Tenant extends string = string,
> extends Face<Id, Prefix> {
  readonly addresses: Readonly<Record<string, AddressVariable<Variable>>>;
  readonly tenant: TenantVariable<Tenant> | null;
  /** Under which issuer the identities are kept. */
  readonly issuerIn: (addresses: Addresses) => string;
  readonly plan: (setup: {
    readonly addresses: Addresses;
    readonly tenantId: string;
  }) => ProviderPlan;
}

/** The definition, whose addresses need no names any more to be used. */
export function defineProvider<
  const Id extends string,
  const Prefix extends string,
  const Variables extends AddressVariables,
  const Tenant extends string = never,
>(
  own: Particulars<Id, Prefix, Variables, Tenant>,
): ProviderDefinition<Id, Prefix, Variables[keyof Variables]['variable'], Tenant> {
  const { id, label, prefix, logo, addresses, tenant } = own;
  const named = (given: Addresses) => {
    requireEveryName(addresses, given);
    return given;
  };
  return {
    id,
    label,
    prefix,
    logo,
    addresses,
    tenant,
    issuerIn: (given) => named(given)[own.issuer],
    plan: (setup) => own.plan({ ...setup, addresses: named(setup.addresses) }),
  };
}

function requireEveryName<Variables extends AddressVariables>(
  variables: Variables,
  given: Addresses,
): asserts given is { readonly [Name in keyof Variables]: string } {
  for (const [name, { variable }] of Object.entries(variables)) {
    if (given[name] === undefined) throw new Error(`${variable} has no value`);
  }
}

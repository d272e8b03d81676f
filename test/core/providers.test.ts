import { describe, expect, test } from 'bun:test';
import { settingNames } from '../../src/config/env.ts';
import type { AddressVariable } from '../../src/core/providers/definition.ts';
import { namedProviders, registry, allSignInMethods } from '../../src/core/providers/registry.ts';

test('no two ways to sign in have one name', () => {
  expect(new Set(allSignInMethods).size).toBe(allSignInMethods.length);
});

describe.each([...registry])('the definition of $label', (definition) => {
  const { id, prefix, addresses, tenant, logo } = definition;
  const variables = Object.values<AddressVariable>(addresses).map(({ variable }) => variable);

  test('has an id that stands in addresses and rows, and variables that begin with its prefix', () => {
    expect(id).toMatch(/^[a-z]+$/);
    expect(prefix).toMatch(/^[A-Z]+$/);
    const all = [...variables, ...(tenant === null ? [] : [tenant.variable])];
    for (const name of all) expect(name).toStartWith(`${prefix}_`);
    const own = [`${prefix}_CLIENT_ID`, `${prefix}_CLIENT_SECRET`, ...all];
    const listed: readonly string[] = settingNames;
    expect(listed.filter((name) => own.includes(name)).toSorted()).toEqual(own.toSorted());
  });

  test('makes no plan and no issuer without its addresses', () => {
    const missing = `${variables[0]} has no value`;
    expect(() => definition.plan({ addresses: {}, tenantId: 'common' })).toThrow(missing);
    expect(() => definition.issuerIn({})).toThrow(missing);
  });

  test('has a picture of known colours', () => {
    expect(logo.length).toBeGreaterThan(0);
    for (const [path, colour] of logo) {
      expect(path).toMatch(/^M[\d .\-a-zA-Z]+$/);
      expect(colour).toMatch(/^(?:#[0-9a-f]{6}|currentColor)$/);
    }
  });
});

test('the ids are those that the answers and rows of the first release have', () => {
  expect(namedProviders.slice(0, 3)).toEqual(['github', 'google', 'microsoft']);
});

// What is read of a person from the words of their provider.
import { describe, expect, test } from 'bun:test';
import { loadConfig } from '../../src/config/config.ts';
import { registry } from '../../src/core/providers/registry.ts';
import { wires } from '../support/stand-in/wires.ts';

const { config } = loadConfig({ env: {} });

describe.each([...registry])('$label', ({ id, plan }) => {
  const { read } = plan({ ...config.providers[id], tenantId: 'common' });

  test.each([...wires[id].profiles])('that says %j tells %j', (said, told) => {
    const idToken = said.idToken === undefined ? null : { sub: '', ...said.idToken };
    expect(read({ idToken, documents: said.documents ?? {} })).toMatchObject(told);
  });
});

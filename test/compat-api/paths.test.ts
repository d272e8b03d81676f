// What the second API offers, and what it says of paths that are none.
import { afterAll } from 'bun:test';
import { namedProviders } from '../../src/core/providers/registry.ts';
import { setSetting } from '../support/people.ts';
import { scenarios } from '../support/scenario.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';

const allProviders = createStandIn();
afterAll(() => allProviders[Symbol.dispose]());

scenarios('GET /auth/providers', [
  {
    name: 'lists what is switched on and set up',
    request: 'GET /auth/providers',
    env: allProviders.env,
    status: 200,
    answer: { providers: ['local', ...namedProviders] },
  },
  {
    name: 'leaves out what an administrator switched off',
    request: 'GET /auth/providers',
    env: allProviders.env,
    arrange: (app) => setSetting(app, 'google.enabled', 'false'),
    status: 200,
    answer: { providers: ['local', ...namedProviders.filter((name) => name !== 'google')] },
  },
  {
    name: 'a path that is none',
    request: 'GET /auth/nothing',
    status: 404,
    answer: { detail: 'Not found' },
  },
  {
    name: 'another method',
    request: 'GET /auth/login',
    status: 405,
    answer: { detail: 'Method not allowed' },
  },
]);

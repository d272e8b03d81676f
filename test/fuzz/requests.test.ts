// Thousands of invalid requests to every operation, by every kind of caller.
import { afterAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { documentation } from '../support/documentation.ts';
import { createTestApp } from '../support/test-app.ts';
import { castEnv } from './cast.ts';
import { fuzzRun, fuzzTimeout, shrinksAtMost } from './fuzz-run.ts';
import { Judge } from './judge.ts';
import { operationsOf } from './operations.ts';
import { anyRequest, type FuzzRequest } from './requests.ts';

const share = 8500;
const everyKind = [200, 204, 302, 400, 401, 403, 404, 405, 409, 415];
const app = await createTestApp(castEnv);
const operations = operationsOf(await documentation());
afterAll(() => app[Symbol.asyncDispose]());

test(
  'no request makes the server fail, leak, change a row while refusing, or let the wrong one in',
  async () => {
    using judge = new Judge(app);
    const run = async (request: FuzzRequest) => {
      expect(await judge.problems(request)).toEqual([]);
    };
    const property = fc.asyncProperty(anyRequest(operations), shrinksAtMost(500, run));
    await fc.assert(property, fuzzRun(share));
    // A request that the guard refuses tests only the guard.
    expect([...judge.statuses]).toEqual(expect.arrayContaining(everyKind));
  },
  fuzzTimeout(share),
);

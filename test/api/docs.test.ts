import { expect } from 'bun:test';
import { documentation } from '../support/documentation.ts';
import { addSignedIn } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import type { TestApp } from '../support/test-app.ts';

const request = 'GET /docs/json';

function signedInAs(isAdmin: boolean) {
  return async (app: TestApp) => ({ bearer: (await addSignedIn(app, { isAdmin })).access_token });
}

scenarios('the API document', [
  {
    name: 'is for everybody, and describes this very server',
    request,
    status: 200,
    after: async (_, answer) => {
      expect(answer.body).toEqual(await documentation());
    },
  },
  {
    name: 'is refused to strangers when it is for administrators',
    request,
    env: { DOCS: 'admin' },
    status: 401,
    code: 'authentication_required',
  },
  {
    name: 'is refused to ordinary people when it is for administrators',
    request,
    env: { DOCS: 'admin' },
    arrange: signedInAs(false),
    status: 403,
    code: 'admin_required',
  },
  {
    name: 'is shown to administrators when it is for them',
    request,
    env: { DOCS: 'admin' },
    arrange: signedInAs(true),
    status: 200,
    contains: ['/api/auth/login'],
  },
  ...[true, false].map((isAdmin): Scenario => ({
    name: `is not there at all when it is switched off, ${isAdmin ? 'for administrators too' : 'for others'}`,
    request,
    env: { DOCS: 'off' },
    arrange: signedInAs(isAdmin),
    status: 404,
    code: 'not_found',
  })),
]);

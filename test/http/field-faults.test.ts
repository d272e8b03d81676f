// A refused field also has a code from a closed list, with the numbers in its message.
import { afterAll, describe, expect, test } from 'bun:test';
import { t, type TSchema, ValidationError } from 'elysia';
import { fieldFaults } from '../../src/core/field-faults.ts';
import { fieldErrors } from '../../src/http/validation.ts';
import { addSignedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { rows } from './field-fault-rows.ts';

const app = await createTestApp({ RATE_LIMIT: 'off', OIDC_ALLOW_HTTP: 'false' });
const strict = await createTestApp({ RATE_LIMIT: 'off', ENABLE_PASSWORD_VALIDATION: 'true' });
const oidc = await createTestApp({
  OIDC_ENABLED: 'true',
  OIDC_ISSUER_URL: 'https://login.example.com',
  OIDC_CLIENT_ID: 'anchor',
});
afterAll(async () => {
  for (const each of [app, strict, oidc]) await each[Symbol.asyncDispose]();
});
const admin = await addSignedIn(app, { isAdmin: true });
const bearer = admin.access_token;
const servers = { strict, oidc };

describe('a refused field is named with its fault', () => {
  test.each(rows)('%j', async ({ server, method = 'POST', path, json, details }) => {
    const asked = server === undefined ? app : servers[server];
    const answer = await asked.send({
      method,
      path,
      ...(server === undefined ? { bearer } : {}),
      ...(json === undefined ? {} : { json }),
    });
    expect(answer.status).toBe(400);
    const message = expect.any(String);
    expect(answer.body).toMatchObject({ details: details.map((each) => ({ message, ...each })) });
    expect(answer.body).toHaveProperty('details.length', details.length);
  });

  test('and every fault of the list has a request above that shows it', () => {
    const shown = JSON.stringify(rows.map(({ details }) => details));
    const unseen = Object.keys(fieldFaults).filter((code) => !shown.includes(`"code":"${code}"`));
    // No text of at most 128 characters has more bytes, only an invitation shows one (api/invited), and every schema
    // names what it refuses.
    expect(unseen).toEqual(['too_many_bytes', 'not_invited', 'malformed']);
  });
});

describe('a value that a schema refuses', () => {
  const age = t.Object({ age: t.Integer({ minimum: 0, maximum: 9 }) });
  const flag = t.Object({ flag: t.Union([t.Boolean(), t.Null()]) });
  const either = t.Object({ either: t.Union([t.Literal('a'), t.Number()]) });
  test.each<readonly [TSchema, object, object]>([
    [age, { age: 10 }, { field: 'age', code: 'out_of_range', params: { min: 0, max: 9 } }],
    [age, { age: 'x' }, { field: 'age', code: 'type', params: { expected: ['integer'] } }],
    [flag, { flag: 1 }, { field: 'flag', code: 'type', params: { expected: ['boolean'] } }],
    [
      either,
      { either: true },
      { field: 'either', code: 'type', params: { expected: ['string', 'number'] } },
    ],
  ])('%# has its own code', (schema, value, fault) => {
    const [found] = fieldErrors(new ValidationError('body', schema, value));
    expect(found).toMatchObject(fault);
  });
});

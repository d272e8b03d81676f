// A field of a body that may be left out may also be null: clients that send every field they know have no
// other way to say nothing.
import { afterAll, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { makeToken } from '../support/api-tokens.ts';
import { documentation } from '../support/documentation.ts';
import type { JsonSchema } from '../support/json-schema.ts';
import { addGroup } from '../support/groups.ts';
import { addRequest } from '../support/link-requests.ts';
import { addPerson, addSignedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';

const app = await createTestApp({ RATE_LIMIT: 'off' });
afterAll(() => app[Symbol.asyncDispose]());
const { paths, components } = await documentation();

interface Body {
  readonly content: {
    readonly 'application/json'?: { readonly schema: { readonly $ref: string } };
  };
}

type RequestSchema = JsonSchema & { readonly examples?: readonly object[] };

/** Every operation with fields that may be left out, and those fields. */
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, operation]) => {
    const { content } = (operation.requestBody ?? { content: {} }) as unknown as Body;
    const name = content['application/json']?.schema.$ref.split('/').at(-1) ?? '';
    const schema = (components.schemas[name] ?? {}) as RequestSchema;
    const fields = Object.keys(schema.properties ?? {}).filter(
      (field) => schema.required?.includes(field) !== true,
    );
    const example = schema.examples?.[0] ?? {};
    return fields.length === 0 ? [] : [{ method, path, fields, example }];
  }),
);

test('there are such operations', () => {
  expect(operations.length).toBeGreaterThanOrEqual(12);
});

test.each(operations)('$method $path takes null for $fields', async (operation) => {
  const { method, path, fields, example } = operation;
  const admin = await addSignedIn(app, { isAdmin: true });
  const id = await idFor(path, admin.access_token);
  const answer = await app.send({
    method: method.toUpperCase(),
    path: path.replace('{id}', id).replace('{provider}', 'microsoft'),
    bearer: admin.access_token,
    json: { ...example, ...Object.fromEntries(fields.map((field) => [field, null])) },
  });
  // A link that is made up is not valid, but its operation is there.
  expect(answer.body).not.toMatchObject({ code: expect.stringMatching(/not_found$/) });
  expect(answer.text).not.toContain('must be');
});

/** The id of what the path of an operation names. */
async function idFor(path: string, bearer: string): Promise<string> {
  if (path.startsWith('/api/auth/tokens/')) return (await makeToken(app, bearer)).id;
  if (path.includes('/link-requests/')) {
    return formatId((await addRequest(app, await addPerson(app))).id);
  }
  return formatId(
    path.includes('/groups/') ? await addGroup(app, path) : (await addPerson(app)).id,
  );
}

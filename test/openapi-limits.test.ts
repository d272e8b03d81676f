// What the document says of lengths and numbers is what the server keeps, which refuses in words of its own.
import { afterAll, describe, expect, test } from 'bun:test';
import { formatId } from '../src/core/uuid.ts';
import type { JsonSchema } from './support/json-schema.ts';
import { documentation } from './support/documentation.ts';
import { addPerson, addSignedIn } from './support/people.ts';
import { createTestApp } from './support/test-app.ts';

const app = await createTestApp({ RATE_LIMIT: 'off' });
afterAll(() => app[Symbol.asyncDispose]());
const root = await addSignedIn(app, { isAdmin: true });
const { paths, components } = await documentation();

const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
);

interface Body {
  readonly content: {
    readonly 'application/json'?: { readonly schema: { readonly $ref: string } };
  };
}

/** Every field of a body with a documented length. */
const texts = operations.flatMap(({ method, path, operation }) => {
  const schema = (operation.requestBody as unknown as Body | undefined)?.content[
    'application/json'
  ];
  const name = schema?.schema.$ref.split('/').at(-1) ?? '';
  const body = (components.schemas[name] ?? {}) as JsonSchema & {
    readonly examples?: readonly object[];
  };
  return Object.entries(body.properties ?? {}).flatMap(([field, { minLength, maxLength }]) =>
    maxLength === undefined
      ? []
      : [{ method, path, field, minLength, maxLength, example: body.examples?.[0] ?? {} }],
  );
});

test('every password, name and address in a request has its limits in the document', () => {
  const documented = texts.map(({ method, path, field, minLength, maxLength }) =>
    [method, path, field, minLength, maxLength].join(' ').trim(),
  );
  expect(documented.toSorted()).toEqual([
    'patch /api/admin/groups/{id} description  500',
    'patch /api/admin/groups/{id} name 1 100',
    'patch /api/admin/users/{id} email  254',
    'patch /api/admin/users/{id} name 1 100',
    'patch /api/auth/profile name 1 100',
    'patch /api/auth/tokens/{id} name 1 100',
    'post /api/admin/groups description  500',
    'post /api/admin/groups name 1 100',
    'post /api/admin/invitations email  254',
    'post /api/admin/invitations name 1 100',
    'post /api/admin/users email  254',
    'post /api/admin/users name 1 100',
    'post /api/admin/users password 8 128',
    'post /api/admin/users/{id}/reset-password newPassword 8 128',
    'post /api/auth/change-email email  254',
    'post /api/auth/change-password newPassword 8 128',
    'post /api/auth/register email  254',
    'post /api/auth/register name 1 100',
    'post /api/auth/register password 8 128',
    'post /api/auth/reset-password newPassword 8 128',
    'post /api/auth/tokens name 1 100',
    'post /auth/signup email  254',
    'post /auth/signup password 8 128',
  ]);
});

describe.each(texts)('$field of $method $path', ({ method, path, field, example, ...limits }) => {
  const { minLength, maxLength } = limits;
  const send = async (length: number) => {
    // Some of these requests end the sessions of the caller.
    const admin = await addSignedIn(app, { isAdmin: true });
    const { id } = await addPerson(app);
    const answer = await app.send({
      method: method.toUpperCase(),
      path: path.replace('{id}', formatId(id)),
      bearer: admin.access_token,
      json: { ...example, [field]: textOf(field, length) },
    });
    const { message, detail } = answer.body as {
      readonly message?: string;
      readonly detail?: string;
    };
    return { status: answer.status, sentence: message ?? detail ?? '' };
  };

  test('is refused past its limits, with the sentence of the field', async () => {
    const tooLong = await send(maxLength + 1);
    expect(tooLong).toEqual({
      status: 400,
      sentence: `${field} must be at most ${maxLength} characters`,
    });
    if (minLength === undefined) return;
    const sentence = minLength === 1 ? 'not be blank' : `be at least ${minLength} characters`;
    expect(await send(minLength - 1)).toEqual({
      status: 400,
      sentence: `${field} must ${sentence}`,
    });
  });

  test('is taken within them', async () => {
    for (const length of [minLength ?? maxLength, maxLength]) {
      const { sentence } = await send(length);
      expect(sentence).not.toContain('must');
    }
  });
});

function textOf(field: string, length: number): string {
  if (field !== 'email') return 'qz7 K'.repeat(200).slice(0, length).replace(/ $/, 'x');
  const start = `${'a'.repeat(60)}@${`${'b'.repeat(48)}.`.repeat(3)}`;
  return start + 'c'.repeat(length - start.length);
}

describe.each(['/api/admin/users', '/api/admin/audit'])('of the pages of %s', (path) => {
  const ask = (query: string) => app.get(`${path}${query}`, root.access_token);
  const limits = [
    { name: 'skip', minimum: 0, maximum: 1_000_000_000, default: 0 },
    { name: 'take', minimum: 1, maximum: 200, default: 50 },
  ];

  test.each(limits)('$name is a whole number within its limits', async ({ name, ...words }) => {
    const parameter = paths[path]?.['get']?.parameters?.find((each) => each['name'] === name);
    expect(parameter).toMatchObject({ in: 'query', required: false });
    expect(parameter?.['schema']).toEqual({ type: 'integer', ...words });
    const { minimum, maximum } = words;
    for (const value of [minimum, maximum]) {
      expect((await ask(`?${name}=${value}`)).body).toMatchObject({ [name]: value });
    }
    expect((await ask('')).body).toMatchObject({ [name]: words.default });
    const message = `${name} must be a whole number from ${minimum} to ${maximum}`;
    for (const value of [minimum - 1, maximum + 1, '1.5', 'x', '', '1e1']) {
      const { status, body } = await ask(`?${name}=${value}`);
      expect({ status, body }).toMatchObject({ status: 400, body: { message } });
    }
  });
});

// Requests made of the documentation and of what breaks programs; each is plain text, so that a failing one
// can be read, and repeated.
import fc from 'fast-check';
import { namedProviders } from '../../src/core/providers/registry.ts';
import { type Caller, callers, names } from './cast.ts';
import type { Operation } from './operations.ts';
import { marker, strangeBody, strangeJson, strangeMember, strangeText } from './strange-values.ts';

export interface FuzzRequest {
  readonly operation: Operation;
  readonly method: string;
  readonly caller: Caller;
  /** Path and query, with names of the cast in them. */
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
}

type Pair = readonly [string, string];

/** Any request to one of the operations. */
export function anyRequest(operations: readonly Operation[]): fc.Arbitrary<FuzzRequest> {
  return fc.constantFrom(...operations).chain((operation) =>
    fc.record({
      operation: fc.constant(operation),
      method: methodOf(operation),
      caller: callerOf(operation),
      path: fc
        .tuple(pathOf(operation), queryOf(operation))
        .map(([path, query]) => (query === '' ? path : `${path}?${query}`)),
      headers: headersOf(operation),
      body: bodyOf(operation),
    }),
  );
}

function methodOf({ method, template }: Operation): fc.Arbitrary<string> {
  // With another method the one is the address of a user called "pending", the other no file.
  if (template.endsWith('/pending') || template.startsWith('/uploads/')) return fc.constant(method);
  const others = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'FOO');
  return fc.oneof({ weight: 30, arbitrary: fc.constant(method) }, { weight: 1, arbitrary: others });
}

/** Mostly callers that pass the guard, because more code runs behind it. */
function callerOf({ guard }: Operation): fc.Arbitrary<Caller> {
  const anybody = fc.constantFrom(...(Object.keys(callers) as Caller[]));
  const fit = guard === 'administrator' ? 'an administrator' : 'a user';
  const weight = guard === null ? 1 : 4;
  return fc.oneof(
    { weight, arbitrary: fc.constant<Caller>(fit) },
    { weight: 2, arbitrary: anybody },
  );
}

function pathOf({ template }: Operation): fc.Arbitrary<string> {
  const parts = template
    .split('/')
    .map((part) => (part.startsWith('{') ? segment(part) : fc.constant(part)));
  return fc.tuple(...parts).map((all) => all.join('/'));
}

function segment(parameter: string): fc.Arbitrary<string> {
  const fitting = parameter === '{provider}' ? [...namedProviders, 'oidc'] : known;
  const odd = ['%00', '%', '%zz', '%u0041', '%ff', '%2f', '..%2f', 'a;b=c'];
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...fitting) },
    { weight: 2, arbitrary: fc.constantFrom(...odd, 'a'.repeat(5000), crypto.randomUUID()) },
    { weight: 2, arbitrary: strangeText.map(encoded) },
  );
}

const known = [...names.ids, ...names.sessions];

/** As a client writes it in an address: a lone surrogate cannot be written at all, dots alone mean another address. */
function encoded(text: string): string {
  return /^\.*$/.test(text) ? '%20' : encodeURIComponent(text.toWellFormed());
}

function queryOf({ queryNames }: Operation): fc.Arbitrary<string> {
  const name = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('skip', ...queryNames) },
    { weight: 1, arbitrary: fc.constantFrom('__proto__', 'toString', 'skip[]', 'skip[a]', '') },
    { weight: 1, arbitrary: strangeText.map(encoded) },
  );
  const value = fc.oneof(
    fc.constantFrom('0', '1', '200', '201', '-1', '1e3', '0x1', 'active', 'pending', '/account'),
    fc.constantFrom('%', '%E0%A4%A', '%00', '{}', '[1]', '{"a":1}', 'user', marker, ...names.ids),
    strangeText.map(encoded),
    fc.constant('a'.repeat(3000)),
  );
  const pairs = fc.array(fc.tuple(name, value), { maxLength: queryNames.length === 0 ? 1 : 4 });
  return pairs.map((all) => all.map((pair) => pair.join('=')).join('&'));
}

const oddHeaders: readonly Pair[] = [
  ['user-agent', 'a'.repeat(8000)],
  ['user-agent', '\u00e9\u00ff\t<script>'],
  ['cookie', `sid=${marker}; __proto__=1; a=%E0%A4%A; =; anchor-flow-x`],
  ['x-forwarded-for', '1.2.3.4, ::1, x, \u00ff'],
  ['x-http-method-override', 'DELETE'],
  ['x-request-id', 'mine'],
  ['origin', 'https://evil.example'],
  ['origin', 'null'],
  ['accept', 'text/html'],
  ['accept', '\u00ff/\u00ff;q=2'],
  ['if-none-match', '*, W/"x", \u00ff'],
  ['range', 'bytes=0-0'],
  ['content-encoding', 'gzip'],
  ['x-api-key', marker],
  ['forwarded', 'for=_x;host=evil.example'],
];

const types = [
  'application/json; charset=utf-16',
  'application/json;;;',
  'APPLICATION/JSON',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary="\u00ff"',
  'application/jsonx',
  '\u00ff',
];

function headersOf({ takesForm }: Operation): fc.Arbitrary<readonly Pair[]> {
  const usual = takesForm ? 'multipart/form-data; boundary=x' : 'application/json';
  const type = fc.oneof(
    { weight: 20, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...types) },
  );
  const odd = fc.array(fc.constantFrom(...oddHeaders), { maxLength: 2 });
  return fc
    .tuple(
      type,
      fc.oneof({ weight: 4, arbitrary: fc.constant<Pair[]>([]) }, { weight: 1, arbitrary: odd }),
    )
    .map(([value, others]) => others.toSpliced(0, 0, ['content-type', value]));
}

function bodyOf(operation: Operation): fc.Arbitrary<string | null> {
  if (operation.method === 'GET') return fc.constant(null);
  if (operation.takesForm) return formBody;
  const odd = fc.oneof(strangeBody, fc.constant(null));
  return fc.oneof({ weight: 12, arbitrary: jsonBody(operation) }, { weight: 1, arbitrary: odd });
}

/** An object as text: its members may be missing, strange, polluted or there twice. */
function jsonBody({ body, template }: Operation): fc.Arbitrary<string> {
  const fields = Object.keys(body?.properties ?? {}).map((field) => memberOf(field, template));
  const extra = fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(strangeMember, { maxLength: 3 }) },
  );
  return fc.tuple(fc.tuple(...fields), extra).map(([members, extras]) => {
    const all = [...members.flat(), ...extras];
    return `{${all.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
  });
}

function memberOf(field: string, template: string): fc.Arbitrary<readonly Pair[]> {
  const usual = fc.constantFrom(...usualValues(field, template)).map((value) => [value]);
  const strange = (isSecret(field) ? strangeSecret : strangeJson).map((value) => [value]);
  const twice = fc.tuple(strangeJson, usual).map(([first, [second = '']]) => [first, second]);
  return fc
    .oneof(
      { weight: 12, arbitrary: usual },
      { weight: 4, arbitrary: strange },
      { weight: 4, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: twice },
    )
    .map((values) => values.map((value) => [field, value] as const));
}

function isSecret(field: string): boolean {
  return /password|secret|token|code|nonce/i.test(field);
}

const strangeSecret = fc.oneof(
  strangeText.map((text) => JSON.stringify(text + marker)),
  strangeJson,
  fc.constant(`{"${marker}":["${marker}"]}`),
);

const quoted = (values: readonly string[]) => values.map((value) => JSON.stringify(value));

/**
 * Values as the field wants them. Where they would lead to a real hash, which takes 75 ms, one of the
 * fields has only values that are refused before it.
 */
function usualValues(field: string, template: string): readonly string[] {
  if (field === 'password' && /(?:register|signup|users)$/.test(template)) {
    return quoted(['correct horse battery', `short${marker}`.slice(0, 7), `${marker}-password`]);
  }
  return usual[field] ?? ['true', 'false', 'null'];
}

const secret = quoted([`${marker}-secret`, `${marker}\u00e9`]);
const password = quoted(['correct horse battery', `${marker}-wrong`]);

const usual: Readonly<Record<string, readonly string[]>> = {
  email: [...quoted(names.emails), '" User@EXAMPLE.com "'],
  name: quoted(['Ada', ' Ada King ', '\u{1F469}\u200D\u{1F4BB}']),
  password,
  currentPassword: password,
  newPassword: quoted(['correct horse battery', '1234567']),
  setupToken: ['null', ...secret],
  refresh_token: ['null', ...quoted([...names.refreshTokens, '0'.repeat(128)])],
  refreshToken: ['null', ...quoted([...names.refreshTokens, marker])],
  mode: quoted(['enabled', 'review', 'disabled']),
  status: ['null', ...quoted(['active', 'disabled', 'pending'])],
  providerName: ['null', '""', '"Pocket ID"'],
  issuerUrl: ['null', '""', '"http://127.0.0.1:9"', '"http://[::1"', '"file:///etc/passwd"'],
  clientId: ['null', '""', '"anchor"'],
  tenantId: ['null', '"common"'],
  clientSecret: ['null', '""', ...secret],
  code: secret,
  access_token: ['null', ...secret],
  id_token: ['null', '"e30.e30.e30"'],
  redirect_uri: ['null', '"anchor://oidc/callback"'],
};

const part = 'Content-Disposition: form-data; name="image"; filename="a.png"';
const formBody = fc.oneof(
  fc.constantFrom('', '--x--\r\n', '--x', `--x\r\n${part}\r\n\r\n\r\n--x--\r\n`),
  fc.constantFrom(`--x\r\n${part}\r\n\r\n`, '--x\r\nContent-Disposition: \r\n\r\n\r\n--x--\r\n'),
  strangeText.map((text) => `--x\r\n${part}\r\nContent-Type: ${text}\r\n\r\n${text}\r\n--x--\r\n`),
  strangeText.map((text) => `--x\r\n${part}${text}\r\n\r\nGIF89a\r\n--x--\r\n`),
  strangeBody,
);

// Everything is used once with secrets that can be recognised; afterwards none of them is in a file of
// the database, in a log line or in a refusal.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { secretFields, typed, Visitor } from './canary-visitor.ts';
import { loseTable, missingTable } from '../support/storage-trouble.ts';
import { everythingStored } from '../support/everything-stored.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { usesPostgres } from '../support/test-storage.ts';

const env = {
  LOG_LEVEL: 'debug',
  RATE_LIMIT: 'off',
  SETUP_TOKEN: typed.setupToken,
  JWT_SECRET: typed.jwtSecret,
  JWT_SECRET_PREVIOUS: typed.previousSecret,
  OIDC_CLIENT_SECRET: typed.clientSecret,
  SMTP_PASSWORD: typed.smtpPassword,
  ENABLE_PASSWORD_VALIDATION: 'true',
};

const adaEmail = 'ada@example.com';
const graceEmail = 'grace@example.com';
const auth = (path: string) => `/api/auth/${path}`;

async function useEverything(visitor: Visitor): Promise<void> {
  const ada = { email: adaEmail, password: typed.first, name: 'Ada' };
  await visitor.post(auth('register'), { ...ada, setupToken: typed.wrong });
  const admin = await visitor.post(auth('register'), { ...ada, setupToken: typed.setupToken });
  const grace = { email: graceEmail, password: typed.first, name: 'Grace' };
  const twisted = { ...grace, password: [typed.first], name: { a: typed.first } };
  await visitor.post(auth('register'), twisted);
  const joined = await visitor.post(auth('register'), grace);
  await visitor.post(auth('register'), { ...grace, password: typed.short });
  await visitor.post(auth('register'), grace);
  await visitor.post(auth('login'), { email: graceEmail, password: typed.wrong });
  await visitor.post(auth('login'), { email: 'nobody@example.com', password: typed.wrong });
  const login = await visitor.post(auth('login'), grace);
  const renewed = await visitor.post(auth('refresh'), { refresh_token: login['refresh_token'] });
  await visitor.post(auth('refresh'), { refresh_token: login['refresh_token'] });
  const last = await visitor.post(auth('refresh'), { refresh_token: renewed['refresh_token'] });
  await visitor.post(auth('refresh'), { refresh_token: login['refresh_token'] });
  await visitor.post(auth('refresh'), { refresh_token: last['refresh_token'] });
  await visitor.post(auth('logout'), { refreshToken: joined['refresh_token'] }, typed.bearer);
  const again = await visitor.post(auth('login'), grace);
  await useAccount(visitor, again['access_token'] ?? '');
  await useAdministration(visitor, admin['access_token'] ?? '');
  await sendRubbish(visitor, admin['access_token'] ?? '');
}

async function useAccount(visitor: Visitor, first: string): Promise<void> {
  const path = auth('change-password');
  const change = { currentPassword: typed.first, newPassword: typed.second };
  await visitor.post(path, { ...change, currentPassword: typed.wrong }, first);
  for (const newPassword of [typed.first, typed.short, { text: typed.second }]) {
    await visitor.post(path, { ...change, newPassword }, first);
  }
  const { access_token: bearer = '' } = await visitor.post(path, change, first);
  const token = auth('api-token');
  await visitor.post(`${token}/regenerate`, {}, bearer);
  const { apiToken = '' } = await visitor.post(`${token}/regenerate`, {}, bearer);
  await visitor.send({ path: token, bearer });
  await visitor.send({ path: auth('me'), bearer: apiToken });
  await visitor.send({ path: token, bearer: apiToken });
  await visitor.patch(auth('profile'), { name: 'Grace King' }, bearer);
  await visitor.patch(auth('profile'), { name: [typed.value] }, bearer);
  await visitor.send({ method: 'DELETE', path: auth('sessions'), bearer });
}

async function useAdministration(visitor: Visitor, bearer: string): Promise<void> {
  const users = '/api/admin/users';
  const linus = { email: 'linus@example.com', password: typed.third, name: 'Linus' };
  await visitor.post(users, { ...linus, password: typed.short }, bearer);
  const made = await visitor.post(users, linus, bearer);
  const person = `${users}/${made['id']}`;
  for (const newPassword of [typed.short, typed.given]) {
    await visitor.post(`${person}/reset-password`, { newPassword }, bearer);
  }
  const { url = '' } = await visitor.post(`${person}/reset-link`, {}, bearer);
  const token = visitor.issue('token of a link', url.slice(url.indexOf('#') + 1));
  await visitor.post(auth('links/inspect'), { token });
  for (const newPassword of [typed.short, typed.given, typed.given]) {
    await visitor.post(auth('reset-password'), { token, newPassword });
  }
  await visitor.post(auth('links/inspect'), { token });
  const { newPassword: password } = await visitor.post(`${person}/reset-password`, {}, bearer);
  const linusIn = await visitor.post(auth('login'), { email: linus.email, password });
  await visitor.post(auth('api-token/regenerate'), {}, linusIn['access_token']);
  const setting = '/api/admin/settings/registration';
  for (const mode of ['review', typed.value]) await visitor.patch(setting, { mode }, bearer);
  await visitor.patch(person, { name: 'Linus T' }, bearer);
  await visitor.patch(person, { email: typed.value }, bearer);
  await visitor.post(auth('register'), { ...linus, email: 'waits@example.com' });
  await visitor.send({ path: users, bearer });
}

/** Invalid requests, and a broken server. */
async function sendRubbish(visitor: Visitor, bearer: string): Promise<void> {
  const json = { 'content-type': 'application/json' };
  const call = { method: 'POST', path: auth('login') };
  const text = `"${typed.first}"`;
  for (const body of [`{"password":${text},`, text, `[${text}]`, text.repeat(70_000)]) {
    await visitor.send({ ...call, headers: json, body });
  }
  await visitor.send({ ...call, body: `password=${typed.first}` });
  await visitor.send({ ...call, method: 'PUT' });
  await visitor.send({ path: auth('nothing'), bearer });
  for (const token of [typed.bearer, typed.first, `ak_${'A'.repeat(43)}`, `${bearer}x`]) {
    await visitor.send({ path: auth('me'), bearer: token });
  }
}

async function breakIt(app: TestApp, visitor: Visitor): Promise<void> {
  const ada = { email: adaEmail, password: typed.first };
  const { access_token: bearer = '', refresh_token } = await visitor.post(auth('login'), ada);
  await loseTable(app.database, 'audit_log');
  const change = { currentPassword: typed.first, newPassword: typed.second };
  await visitor.post(auth('change-password'), change, bearer);
  await visitor.post(auth('api-token/regenerate'), {}, bearer);
  await visitor.post(auth('login'), ada);
  await visitor.post(auth('login'), { ...ada, password: typed.wrong });
  await visitor.post(auth('register'), { ...ada, email: 'new@example.com', name: 'New' });
  await loseTable(app.database, 'api_tokens');
  await visitor.send({ path: auth('me'), bearer: `ak_${'A'.repeat(43)}` });
  await loseTable(app.database, 'sessions');
  await visitor.post(auth('refresh'), { refresh_token });
  await visitor.send({ path: auth('me'), bearer });
}

const app = await createTestApp(env);
const visitor = new Visitor(app);
let secretKey = '';
let stored: readonly Buffer[] = [];

beforeAll(async () => {
  await useEverything(visitor);
  const { dataDir } = app.services.config.storage;
  secretKey = readFileSync(join(dataDir, 'secret.key'), 'utf8').trim();
  stored = await everythingStored(app);
  await breakIt(app, visitor);
  stored = [...stored, ...(await everythingStored(app))];
  await app.services.close();
  // Closing changes the files of SQLite once more; the rows of a server are out of reach by then.
  if (!usesPostgres) stored = [...stored, ...(await everythingStored(app))];
});

afterAll(() => app[Symbol.asyncDispose]());

/** What is secret, in each form in which it might slip out. */
function secrets(): readonly (readonly [name: string, bytes: Buffer])[] {
  const known = [...Object.entries(typed), ...visitor.issued, ['secret.key', secretKey] as const];
  return known.flatMap(([name, text]) => {
    const forms: [string, Buffer][] = [[name, Buffer.from(text)]];
    if (/^[0-9a-f]{64,}$/.test(text)) forms.push([`bytes of ${name}`, Buffer.from(text, 'hex')]);
    const hasKey = text.startsWith('ak_') || name.startsWith('token ');
    const key = hasKey ? Buffer.from(text.replace('ak_', ''), 'base64url') : null;
    if (key !== null) forms.push([`bytes of ${name}`, key]);
    const signature = text.split('.')[2];
    if (signature) forms.push([`signature of ${name}`, Buffer.from(signature)]);
    return forms;
  });
}

function found(places: readonly Buffer[]): readonly string[] {
  const slipped = secrets().filter(([, bytes]) => places.some((place) => place.includes(bytes)));
  return slipped.map(([name]) => name);
}

describe('no secret stands', () => {
  test('in what is stored, running or stopped', () => {
    expect(stored.some((bytes) => bytes.includes(graceEmail))).toBe(true);
    expect(found(stored)).toEqual([]);
  });

  test('in the log, at its most talkative', () => {
    const log = Buffer.from(app.lines.join('\n'));
    const signs = ['internal_error', '"status":401', 'refresh_reused'];
    expect(signs.filter((sign) => !log.includes(sign))).toEqual([]);
    expect(log.toString()).toMatch(missingTable('sessions'));
    expect(found([log])).toEqual([]);
    expect(log.includes('$2b$')).toBe(false);
  });

  test('in a refusal', () => {
    const expected = [200, 201, 400, 401, 403, 404, 405, 409, 413, 415, 500];
    expect([...visitor.statuses].toSorted((a, b) => a - b)).toEqual(expected);
    expect(found(visitor.refusals.map((text) => Buffer.from(text)))).toEqual([]);
    expect(visitor.refusals.join('\n')).not.toMatch(/canary|\$2b\$/);
  });

  test('unlooked for: something of every kind was given out', () => {
    const kinds = new Set([...visitor.issued.keys()].map((label) => label.split(' ', 1)[0]));
    expect(kinds).toEqual(new Set([...secretFields, 'token']));
    expect(secretKey).toMatch(/^[0-9a-f]{64}$/);
  });
});

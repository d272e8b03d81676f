// PostgreSQL undoes a change that conflicts with another, and the program repeats it: it must take effect once.
import { expect, test } from 'bun:test';
import type { Database, WriteWork } from '../../src/db/port.ts';
import type { Answer } from '../support/answer-rules.ts';
import { fourCorners } from '../support/images/png.ts';
import { picturesOf, removeImage, upload } from '../support/images/upload.ts';
import { applicant, password, signedIn } from '../support/people.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { comeBack, goToLink, goToProvider, landingOf } from '../support/stand-in/visitor.ts';
import { type Call, createTestApp, type TestApp } from '../support/test-app.ts';

const email = 'person@example.com';

/** Has every change run and be undone before it is made. */
function runTwice(database: Database): void {
  const write = database.write.bind(database);
  const undoing = async <T>(work: WriteWork<T>): Promise<T> => {
    const undone = new Error('undone');
    await write(async (trx) => {
      await work(trx);
      throw undone;
    }).catch(() => undefined);
    return write(work);
  };
  Object.assign(database, { write: undoing });
}

/** A visit to everything that changes something; answers the status of each request. */
async function walk(app: TestApp): Promise<readonly string[]> {
  const said: string[] = [];
  const note = (name: string, answer: Answer) => {
    said.push(`${name} ${answer.status}`);
    return answer;
  };
  const send = async (method: string, path: string, call: Omit<Call, 'path'> = {}) =>
    note(`${method} ${path}`, await app.send({ method, path: `/api${path}`, ...call }));

  const post = (path: string, json: unknown, bearer = '') =>
    send('POST', path, { json, ...(bearer === '' ? {} : { bearer }) });
  const refresh = (token: string) => post('/auth/refresh', { refresh_token: token });
  const login = async (secret = password) =>
    signedIn(await post('/auth/login', { email, password: secret }));

  const root = signedIn(await post('/auth/register', applicant({ email: 'root@example.com' })));
  const admin = root.access_token;
  await changeSettings(send, admin);
  await approveAndReject(app, { post, admin });
  const mode = { json: { mode: 'enabled' }, bearer: admin };
  await send('PATCH', '/admin/settings/registration', mode);

  const own = await login();
  await post('/auth/login', { email, password: 'wrong password' });
  const next = signedIn(await refresh(own.refresh_token));
  const last = signedIn(await refresh(next.refresh_token));
  // An outdated token ends the session.
  await refresh(own.refresh_token);
  await refresh(last.refresh_token);

  await changeOwn(app, { send, post, token: (await login()).access_token });
  const another = await login('staple correct horse');
  await changeByAdmin({ send, post, admin, id: another.user.id });
  await signInAtProvider(app, note);
  await link(app, { note, send, token: admin });
  await post('/auth/logout', {}, admin);
  await app.services.housekeeping.run();
  return said;
}

type Send = (method: string, path: string, call?: Omit<Call, 'path'>) => Promise<Answer>;
type Post = (path: string, json: unknown, bearer?: string) => Promise<Answer>;

async function changeSettings(send: Send, bearer: string): Promise<void> {
  const change = (path: string, json: unknown) => send('PATCH', path, { json, bearer });
  await change('/admin/settings/registration', { mode: 'review' });
  await change('/admin/settings/password-policy', { strict: true });
  await change('/admin/settings/password-policy', { strict: false });
  await change('/admin/settings/oidc', { providerName: 'Company' });
}

async function approveAndReject(
  app: TestApp,
  { post, admin }: { readonly post: Post; readonly admin: string },
): Promise<void> {
  for (const address of [email, 'rejected@example.com']) {
    await post('/auth/register', applicant({ email: address }));
  }
  const { body } = await app.get('/api/admin/users/pending', admin);
  for (const person of body as readonly { id: string; email: string }[]) {
    const path = person.email === email ? 'approve' : 'reject';
    await post(`/admin/users/pending/${path}`, { ids: [person.id] }, admin);
  }
}

async function changeOwn(
  app: TestApp,
  { send, post, token }: { readonly send: Send; readonly post: Post; readonly token: string },
): Promise<void> {
  await post('/auth/reauthenticate', { password }, token);
  await post('/auth/reauthenticate', { password: 'wrong password' }, token);
  await send('PATCH', '/auth/profile', { json: { name: 'Grace' }, bearer: token });
  await upload(app, token, fourCorners(64, 32));
  await upload(app, token, fourCorners(8, 8));
  await removeImage(app, token);
  await post('/auth/api-token/regenerate', {}, token);
  await send('DELETE', '/auth/api-token', { bearer: token });
  await send('DELETE', '/auth/sessions', { bearer: token });
  const change = { currentPassword: password, newPassword: 'staple correct horse' };
  await post('/auth/change-password', change, token);
}

async function changeByAdmin(it: {
  readonly send: Send;
  readonly post: Post;
  readonly admin: string;
  readonly id: string;
}): Promise<void> {
  const { send, post, admin, id } = it;
  const made = await post('/admin/users', applicant({ email: 'made@example.com' }), admin);
  const { id: madeId } = made.body as { id: string };
  const change = { json: { name: 'Made', isAdmin: true }, bearer: admin };
  await send('PATCH', `/admin/users/${madeId}`, change);
  await send('DELETE', `/admin/users/${madeId}`, { bearer: admin });
  await post(`/admin/users/${id}/reset-password`, {}, admin);
  const { url } = (await post(`/admin/users/${id}/reset-link`, {}, admin)).body as { url: string };
  const token = url.slice(url.indexOf('#') + 1);
  await post('/auth/reset-password', { token, newPassword: 'staple correct horse' });
  await send('DELETE', `/admin/users/${id}/sessions`, { bearer: admin });
}

type Note = (name: string, answer: Answer) => Answer;

/** Twice: the first time makes the account. Each code is shown twice, so the session of the first ends. */
async function signInAtProvider(app: TestApp, note: Note): Promise<void> {
  for (const visit of ['first', 'second']) {
    const trip = await goToProvider(app, 'github');
    const code = landingOf(note(`${visit} callback`, await comeBack(app, trip)))['code'] ?? '';
    note('callback again', await comeBack(app, trip));
    note('exchange', await app.post('/api/auth/oauth/exchange', { code }));
    note('exchange again', await app.post('/api/auth/oauth/exchange', { code }));
  }
}

async function link(
  app: TestApp,
  { note, send, token }: { readonly note: Note; readonly send: Send; readonly token: string },
): Promise<void> {
  note('link', await comeBack(app, await goToLink(app, 'google', token)));
  await send('DELETE', '/auth/identities/google', { bearer: token });
}

/** What is left behind: answers, rows, events, log lines and pictures, without what is drawn at random. */
async function resultOf(isTwice: boolean) {
  using standIn = createStandIn();
  await using app = await createTestApp(standIn.env);
  if (isTwice) runTwice(app.database);
  const said = await walk(app);
  const { audit_log: _, ...tables } = await app.snapshot();
  const events = await app.database.read
    .selectFrom('audit_log')
    .select(['event', 'outcome', 'details'])
    .orderBy('id')
    .execute();
  return {
    said: said.map((line) => line.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')),
    rows: Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.length])),
    events: events.map(({ event, outcome, details }) => `${event} ${outcome} ${details}`),
    lines: app.lines.flatMap((line) => /"event":"[^"]+"/.exec(line) ?? []),
    pictures: (await picturesOf(app)).length,
  };
}

test('every change that is undone and made again has the effects of one', async () => {
  const once = await resultOf(false);
  expect(once.events.length).toBeGreaterThan(30);
  expect(once.lines.length).toBe(once.events.length);
  expect(once.said.filter((line) => / 5\d\d$/.test(line))).toEqual([]);
  expect(await resultOf(true)).toEqual(once);
});

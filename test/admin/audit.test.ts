import { expect, test } from 'bun:test';
import { formatId, newId } from '../../src/core/uuid.ts';
import { insertEntry } from '../../src/features/audit/queries.ts';
import { addPerson, password, startSession } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { auditEntry } from '../support/sample-rows.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin, asAdmin, readAudit, userPath } from './administrator.ts';
import { behindProxy, castOf, email, eventsLogged, headers, root } from './audit-cast.ts';

test('a stolen refresh token is recorded with the user it belonged to', async () => {
  await using app = await createTestApp({ ...behindProxy, REFRESH_GRACE_SECONDS: '0' });
  const cast = await castOf(app);
  const { refresh_token } = cast;
  for (let index = 0; index < 2; index += 1) await cast.send('/refresh', { refresh_token });
  const { entries } = await readAudit(app, cast.admin);
  expect(entries).toMatchObject([
    { event: 'session.refresh_reused', outcome: 'failure', actor: null, target: { email } },
  ]);
});

test('a refused request or one without a change is not recorded', async () => {
  await using app = await createTestApp(behindProxy);
  const { admin, grace } = await castOf(app);
  for (const [path, json, status] of [
    [userPath(grace), { name: grace.name, isAdmin: false }, 200],
    [userPath(grace), { email: root }, 409],
    [userPath(admin.user), { isAdmin: false }, 400],
    [userPath(admin.user), { status: 'disabled' }, 400],
    ['/users/nobody', { name: 'N' }, 404],
  ] as const) {
    expect((await admin.ask('PATCH', path, json)).status).toBe(status);
  }
  expect((await readAudit(app, admin)).entries).toEqual([]);
  expect(eventsLogged(app)).toEqual([]);
});

test('the log can be filtered by event and by person, and read in pages, newest first', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const users = [
    await addPerson(app, { email: 'a@example.com' }),
    await addPerson(app, { email: 'b@example.com' }),
  ];
  for (const user of users) {
    for (const name of ['One', 'Two']) await admin.ask('PATCH', userPath(user), { name });
    await app.post('/api/auth/login', { email: user.email, password: 'wrong password' });
  }
  const id = users[0] === undefined ? '' : formatId(users[0].id);
  const own = formatId(admin.user.id);
  for (const [query, total] of [
    ['', 6],
    ['?event=session.failed', 2],
    ['?event=session', 0],
    [`?user=${id}`, 3],
    [`?user=${id.toUpperCase()}`, 3],
    [`?user=${own}`, 4],
    [`?user=${id}&event=user.updated`, 2],
    ['?user=0190f3a4-7c1e-7d3b-9b52-3f1c2a6e8d10', 0],
  ] as const) {
    const page = await readAudit(app, admin, query);
    expect([query, page.total, page.entries.length]).toEqual([query, total, total]);
  }
  const whole = await readAudit(app, admin);
  expect(whole).toMatchObject({ skip: 0, take: 50 });
  const pages = [
    await readAudit(app, admin, '?take=4'),
    await readAudit(app, admin, '?skip=4&take=4'),
  ];
  expect(pages.flatMap((page) => page.entries)).toEqual([...whole.entries]);
  expect(pages[1]).toMatchObject({ total: 6, skip: 4, take: 4 });
  expect(whole.entries.map((entry) => entry.at)).toEqual(
    whole.entries
      .map((entry) => entry.at)
      .toSorted()
      .toReversed(),
  );
  expect(whole.entries[0]?.target?.email).toBe('b@example.com');
});

test('the log can be filtered by outcome, and by days and times that count themselves', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const hour = 3_600_000;
  const start = Date.UTC(2026, 2, 1);
  await app.database.write(async (trx) => {
    for (const [index, at] of [start - 1, start, start + 23 * hour, start + 24 * hour].entries()) {
      const outcome = index % 2 === 0 ? 'success' : 'failure';
      await insertEntry(trx, { ...auditEntry, id: newId(), at, outcome });
    }
  });
  for (const [query, total] of [
    ['', 4],
    ['?outcome=success', 2],
    ['?outcome=failure', 2],
    ['?from=2026-03-01', 3],
    ['?to=2026-03-01', 3],
    ['?from=2026-03-01&to=2026-03-01', 2],
    ['?from=2026-03-01T23:00:00Z', 2],
    ['?from=2026-03-01T23:00:00.001Z', 1],
    ['?to=2026-03-01T23:00Z', 3],
    ['?to=2026-03-02T00:00:00%2B01:00', 3],
    ['?to=2026-03-01T22:59:59.999Z', 2],
    ['?from=2026-03-02&to=2026-03-01', 0],
    ['?from=2026-03-01&outcome=success', 1],
  ] as const) {
    const page = await readAudit(app, admin, query);
    expect([query, page.total, page.entries.length]).toEqual([query, total, total]);
  }
});

function fieldOfTime(field: string): string {
  return `${field} must be a day such as 2026-03-02 or a time such as 2026-03-02T10:30:00Z`;
}

scenarios(
  'a page of the audit log is refused',
  (
    [
      ['user=nobody', 'user must be the id of a user'],
      ['user=', 'user must be the id of a user'],
      ['outcome=maybe', 'outcome must be success or failure'],
      ['from=yesterday', fieldOfTime('from')],
      ['from=2026-02-30', fieldOfTime('from')],
      ['to=2026-13-01T00:00:00Z', fieldOfTime('to')],
      ['to=2026-03-02T10:30', fieldOfTime('to')],
      ['from=1&to=2', `${fieldOfTime('from')}; ${fieldOfTime('to')}`],
      ['format=json', 'format must be csv'],
      ['take=0', 'take must be a whole number from 1 to 200'],
      ['skip=-1', 'skip must be a whole number from 0 to 1000000000'],
    ] as const
  ).map(([query, message]): Scenario => ({
    name: `for ${query}`,
    request: `GET /api/admin/audit?${query}`,
    arrange: asAdmin(),
    status: 400,
    code: 'validation_failed',
    message,
  })),
);

for (const format of ['json', 'pretty']) {
  test(`no user can write lines into the ${format} log`, async () => {
    await using app = await createTestApp({ ...behindProxy, LOG_FORMAT: format });
    const { send, admin, app: server } = await castOf(app);
    const forged = 'event=session.started';
    const words = [
      `a@example.com\r\n${forged}`,
      `a\n${forged}@example.com`,
      `"${forged}"@example.com`,
      `a@example.com \u2028${forged}`,
    ];
    for (const word of words) await send('/login', { email: word, password: `x\r\n${forged}` });
    const odd = {
      ...headers,
      'user-agent': `Phone\t\u0085 ${forged}`,
      'x-forwarded-for': `203.0.113.7 ${forged}`,
    };
    await send('/login', { email: 'a@example.com', password }, { headers: odd });
    await send(`/nowhere%0d%0a${forged}`, {});
    expect(app.lines.length).toBeGreaterThan(words.length);
    for (const line of app.lines) expect(line).not.toMatch(/[\r\n\u2028\u2029]/);
    const started = app.lines.filter((line) => /^[^"]*event=session\.started/.test(line));
    expect(started).toEqual([]);
    const failed = app.lines.filter((line) => /event("?[:=]"?)session\.failed/.test(line));
    expect(failed.length).toBe((await readAudit(server, admin)).total);
    for (const line of failed) expect(line).not.toContain(forged);
    // What the proxy names in the last of them is no address.
    const named = failed.filter((line) => /ip("?[:=]"?)203\.0\.113\.7\b/.test(line));
    expect(named.length).toBe(failed.length - 1);
  });
}

test('a session started at another network is not recorded as another user’s', async () => {
  await using app = await createTestApp(behindProxy);
  const { admin, grace, send } = await castOf(app);
  const other = await startSession(app, grace);
  await send('/logout', { refresh_token: other.refresh_token });
  const { entries } = await readAudit(app, admin, `?user=${formatId(grace.id)}`);
  expect(entries).toMatchObject([{ event: 'session.ended', actor: { email }, target: { email } }]);
});

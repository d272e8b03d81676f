// The settings of mail: each with its own source and lock.
import { describe, expect, test } from 'bun:test';
import { type MailOption, mailVariables } from '../../src/core/mail-options.ts';
import type { MailSettingsAnswer } from '../../src/features/admin/mail-settings/schema.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin, readAudit } from './administrator.ts';

const path = '/settings/mail';

type PlainOption = Exclude<MailOption, 'password'>;

interface Values {
  readonly fallback: unknown;
  /** As the environment has it, and as answers show it. */
  readonly fromEnvironment: readonly [text: string, value: unknown];
  /** As the panel sends it. */
  readonly fromPanel: unknown;
  /** How it is shown; left out: as it was sent. */
  readonly shown?: unknown;
  /** What the audit log says of it; left out: as it is shown. */
  readonly audited?: string;
  /** What brings back the default; null where nothing does but the value itself. */
  readonly empty: '' | null;
}

const rows: Readonly<Record<PlainOption, Values>> = {
  host: {
    fallback: '',
    fromEnvironment: ['SMTP.Example.com', 'smtp.example.com'],
    fromPanel: 'mail.example.org',
    empty: '',
  },
  port: {
    fallback: 587,
    fromEnvironment: ['2525', 2525],
    fromPanel: 465,
    audited: '465',
    empty: null,
  },
  tls: {
    fallback: 'starttls',
    fromEnvironment: ['Implicit', 'implicit'],
    fromPanel: 'none',
    empty: null,
  },
  user: {
    fallback: '',
    fromEnvironment: ['auth@example.com', 'auth@example.com'],
    fromPanel: 'apikey',
    empty: '',
  },
  from: {
    fallback: '',
    fromEnvironment: ['"Anchor, Inc." <Auth@Example.com>', 'Anchor, Inc. <Auth@example.com>'],
    fromPanel: ' auth@bücher.example ',
    shown: 'auth@xn--bcher-kva.example',
    empty: '',
  },
  ehlo: {
    fallback: '',
    fromEnvironment: ['[192.0.2.1]', '[192.0.2.1]'],
    fromPanel: 'relay.example.org',
    empty: '',
  },
  notify: {
    fallback: ['pending', 'approved', 'security'],
    fromEnvironment: ['sign-in, Pending', ['pending', 'sign-in']],
    fromPanel: [],
    audited: 'none',
    empty: null,
  },
};

const each = (Object.keys(rows) as PlainOption[]).map((name) =>
  Object.assign({ name, variable: mailVariables[name] }, rows[name]),
);

const states = Object.fromEntries(
  each.map(({ name, fallback: value, variable }) => [
    name,
    { value, source: 'default', isLocked: false, variable },
  ]),
);

/** The answer when nothing is set. */
const untouched = {
  ...states,
  isConfigured: false,
  hasPassword: {
    value: false,
    source: 'default',
    isLocked: false,
    variable: 'SMTP_PASSWORD',
  },
  passwordUnreadable: false,
  problems: [],
};

/** The states of the settings alone, without what follows from several of them. */
function statesIn(body: unknown) {
  const { isConfigured: _, problems: __, ...others } = body as MailSettingsAnswer;
  return others;
}

test('the settings are at their defaults at first', async () => {
  await using app = await createTestApp();
  expect((await (await addAdmin(app)).ask('GET', path)).body).toEqual(untouched);
});

describe.each(each)('$variable', ({ name, variable, fromEnvironment, fromPanel, ...row }) => {
  const { shown = fromPanel, audited = shown, empty } = row;
  const chosen = { value: shown, source: 'database', isLocked: false, variable };
  const expected = statesIn(untouched);

  test('is changed alone, survives a restart, and comes back to its default', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const changed = await admin.ask('PATCH', path, { [name]: fromPanel });
    expect(changed.status).toBe(200);
    expect(statesIn(changed.body)).toEqual({ ...expected, [name]: chosen });
    await app.restart();
    await admin.ask('PATCH', path, { [name]: null });
    expect(statesIn((await admin.ask('GET', path)).body)).toEqual({ ...expected, [name]: chosen });
    if (empty === null) return;
    expect((await admin.ask('PATCH', path, { [name]: empty })).body).toEqual(untouched);
  });

  test('is told the audit log with its new value, and only when it has another', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    await admin.ask('PATCH', path, { [name]: fromPanel });
    await admin.ask('PATCH', path, { [name]: fromPanel });
    await admin.ask('PATCH', path, {});
    const { entries } = await readAudit(app, admin, '?event=setting.changed');
    expect(entries.map(({ details }) => details)).toEqual([
      { setting: 'mail', fields: name, [name]: audited as string },
    ]);
  });

  test('comes from the environment before the panel, and then cannot be changed', async () => {
    const env: Record<string, string> = {};
    await using app = await createTestApp(env);
    const admin = await addAdmin(app);
    await admin.ask('PATCH', path, { [name]: fromPanel });
    env[variable] = fromEnvironment[0];
    await app.restart();
    expect(statesIn((await admin.ask('GET', path)).body)).toEqual({
      ...expected,
      [name]: { value: fromEnvironment[1], source: 'env', isLocked: true, variable },
    });
    expect(await admin.ask('PATCH', path, { [name]: fromPanel })).toMatchObject({
      status: 403,
      body: { code: 'setting_locked', reason: 'locked_by_variable', params: { variable } },
    });
  });
});

test('several are changed together, or none', async () => {
  await using app = await createTestApp({ SMTP_PORT: '25' });
  const admin = await addAdmin(app);
  expect((await admin.ask('PATCH', path, { host: 'mail', port: 26 })).status).toBe(403);
  expect((await admin.ask('PATCH', path, { host: 'mail', from: 'nobody' })).status).toBe(400);
  expect((await admin.ask('GET', path)).body).toMatchObject({ host: { value: '' } });
  expect((await readAudit(app, admin, '?event=setting.changed')).total).toBe(0);
});

const malformed = (field: string) => ({ field, code: 'malformed' });

test.each<[change: Readonly<Record<string, unknown>>, detail: object]>([
  [{ host: 'https://smtp.example.com' }, malformed('host')],
  [{ host: 'smtp.example.com:587' }, malformed('host')],
  [{ host: 'smtp example' }, malformed('host')],
  [{ host: 'a\r\nb' }, malformed('host')],
  [{ host: '1.2.3' }, malformed('host')],
  [{ port: 0 }, { field: 'port', code: 'out_of_range', params: { min: 1, max: 65_535 } }],
  [{ port: 65_536 }, { field: 'port', code: 'out_of_range' }],
  [{ port: 'smtp' }, { field: 'port', code: 'type' }],
  [{ port: 1.5 }, { field: 'port', code: 'type' }],
  [{ tls: 'ssl' }, { field: 'tls', code: 'unknown_value' }],
  [{ user: 'auth ' }, { field: 'user', code: 'blanks_at_ends' }],
  [{ user: 'a\nb' }, { field: 'user', code: 'not_printable' }],
  [{ password: 'secret ' }, { field: 'password', code: 'blanks_at_ends' }],
  [{ password: 'a\r\nb' }, { field: 'password', code: 'control_characters' }],
  [{ from: 'Anchor' }, malformed('from')],
  [{ from: 'a@example.com, b@example.com' }, malformed('from')],
  [{ from: 'A <a@example.com>, B <b@example.com>' }, malformed('from')],
  [{ from: 'A <a@example.com>\r\nBcc: b@example.com' }, malformed('from')],
  [{ from: 'A\r\nBcc: b@example.com <a@example.com>' }, malformed('from')],
  [{ from: `${'a'.repeat(101)} <a@example.com>` }, malformed('from')],
  [{ ehlo: 'auth example' }, malformed('ehlo')],
  [{ ehlo: 'a\r\nMAIL FROM:<b@example.com>' }, malformed('ehlo')],
  [
    { notify: ['everything'] },
    {
      field: 'notify',
      message: 'notify takes a list of pending, approved, security, sign-in, or none',
      code: 'unknown_value',
      params: { allowed: ['pending', 'approved', 'security', 'sign-in'] },
    },
  ],
  [{ notify: ['pending,everything'] }, { field: 'notify', code: 'unknown_value' }],
  [{ notify: 'pending' }, { field: 'notify', code: 'type' }],
  [
    { host: '93.184.215.14', tls: 'none' },
    { field: 'tls', code: 'not_allowed' },
  ],
  [{ host: '2606:2800:21f:cb07:6820:80da:af6b:8b2c', tls: 'none' }, { field: 'tls' }],
])('%p is refused', async (change, detail) => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const refused = await admin.ask('PATCH', path, change);
  expect(refused).toMatchObject({ status: 400, body: { details: [detail] } });
  const [value = ''] = Object.values(change);
  if (typeof value === 'string' && value.includes('secret')) {
    expect(JSON.stringify(refused.body)).not.toContain('secret ');
  }
  expect((await admin.ask('GET', path)).body).toEqual(untouched);
});

test.each<[change: Readonly<Record<string, unknown>>, isConfigured: boolean, problems: string[]]>([
  [{}, false, []],
  [{ host: 'mail', from: 'a@example.com' }, true, []],
  [{ host: 'mail' }, false, ['sender_missing']],
  [{ from: 'a@example.com' }, false, ['host_missing']],
  [{ host: 'mail', from: 'a@example.com', user: 'a' }, false, ['password_missing']],
  [{ host: 'mail', from: 'a@example.com', password: 'b' }, false, ['user_missing']],
  [{ host: 'mail', from: 'a@example.com', user: 'a', password: 'b' }, true, []],
  [{ host: 'mail', from: 'a@example.com', port: 465 }, true, ['starttls_on_465']],
  [{ host: 'mail', from: 'a@example.com', tls: 'implicit' }, true, ['implicit_on_587']],
  [{ host: 'mail', from: 'a@example.com', port: 465, tls: 'implicit' }, true, []],
  [{ host: 'mail', from: 'a@example.com', tls: 'none' }, true, []],
  [{ host: '10.0.0.9', from: 'a@example.com', tls: 'none' }, true, []],
  [{ host: 'mail.home.arpa', from: 'a@example.com', tls: 'none' }, true, []],
  [{ host: 'mail.example.com', from: 'a@example.com', tls: 'none' }, true, ['cleartext_to_name']],
])('%p: sends mail %p, with %p', async (change, isConfigured, problems) => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const { body } = await admin.ask('PATCH', path, change);
  expect(body).toMatchObject({ isConfigured, problems });
  expect(await app.services.mail.isConfigured(app.database.read)).toBe(isConfigured);
});

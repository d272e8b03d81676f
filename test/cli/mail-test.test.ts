import { afterAll, beforeAll, expect, test } from 'bun:test';
import { endProcesses, startServer } from '../support/process.ts';
import { mailServer } from '../support/smtp/server.ts';
import { type Command, commandOn, newDataDir, sql } from './instance.ts';

let command: Command;
let dataDir: string;

beforeAll(async () => {
  ({ dataDir } = await startServer());
  command = commandOn(dataDir);
});

afterAll(endProcesses);

test('mail test sends a mail while the server runs, and the audit log records it', async () => {
  await using mail = await mailServer();
  expect(await command('mail test ada@example.org', { env: mail.env })).toEqual({
    exitCode: 0,
    out: ['Sent a test mail to ada@example.org: 127.0.0.1 took the mail.'],
    err: [],
  });
  expect((await mail.next()).envelope.to).toEqual(['ada@example.org']);
  const rows = sql<{ details: string; actor_id: null }>(
    dataDir,
    // The other tests of this file write such entries too.
    `select details, actor_id from audit_log where event = 'mail.tested' and details like '%:"${mail.port}"%'`,
  );
  expect(rows.map(({ actor_id, details }) => [actor_id, JSON.parse(details)])).toEqual([
    [
      null,
      {
        host: '127.0.0.1',
        port: String(mail.port),
        to: 'ada@example.org',
        ok: true,
        code: 'delivered',
      },
    ],
  ]);
});

test('mail test says why the mail server did not take the mail', async () => {
  await using mail = await mailServer({
    refuse: (step) => (step === 'rcpt' ? '550 5.1.1 hunter2' : null),
  });
  expect(await command('mail test ada@example.org', { env: mail.env })).toEqual({
    exitCode: 1,
    out: [],
    err: [
      'anchor-auth: No mail was sent: 127.0.0.1 refused the address of the recipient. (550 5.1.1)',
    ],
  });
});

test.each([
  [
    'mail test ada@example.org',
    1,
    'anchor-auth: Please set the mail server and the sender first; set SMTP_HOST and SMTP_FROM, or set them in the admin panel',
  ],
  ['mail test ada', 1, 'anchor-auth: to must be a valid e-mail address'],
  ['mail test', 2, 'anchor-auth: "mail test" needs TO; see "anchor-auth mail test --help"'],
  ['mail', 2, 'anchor-auth: "mail" needs a command after it; one of: test'],
])('%s is refused with exit code %p', async (line, exitCode, err) => {
  expect(await command(line)).toEqual({ exitCode, out: [], err: [err] });
});

test('mail test needs an instance', async () => {
  const { exitCode, err } = await commandOn(newDataDir())('mail test ada@example.org');
  expect(exitCode).toBe(1);
  expect(err.join()).toContain('There is no instance in DATA_DIR');
});

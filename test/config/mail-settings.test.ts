// What the settings of mail may not say together, and what is warned of at a start.
import { describe, expect, test } from 'bun:test';
import { startWarnings } from '../../src/cli/start-warnings.ts';
import { putAnotherKey } from '../support/another-key.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin } from '../admin/administrator.ts';
import { configOf, problemsOf } from './attempt.ts';

const mailHost =
  'takes the name of a mail server without scheme and port, such as smtp.example.com';
const sender = 'takes one sender such as Anchor <auth@example.com>';
const notices = 'takes a list of pending, approved, security, sign-in, or none';

describe('a wrong value stops the start', () => {
  test.each([
    ['SMTP_HOST', 'smtp://mail', `${mailHost}; got "smtp://mail"`],
    ['SMTP_HOST', 'mail:25', `${mailHost}; got "mail:25"`],
    ['SMTP_PORT', '0', 'takes a whole number from 1 to 65535; got "0"'],
    ['SMTP_TLS', 'true', 'takes starttls, implicit or none; got "true"'],
    [
      'SMTP_USER',
      'me ',
      'takes a user name, and this has blanks at its ends; remove them; got "me "',
    ],
    ['SMTP_FROM', 'Anchor', `${sender}; got "Anchor"`],
    ['SMTP_FROM', 'a@b.example, c@d.example', `${sender}; got "a@b.example, c@d.example"`],
    [
      'SMTP_FROM',
      'A <a@b.example> <c@d.example>',
      `${sender}; got "A <a@b.example> <c@d.example>"`,
    ],
    [
      'SMTP_EHLO',
      'my host',
      'takes a host name such as auth.example.com, or an address in brackets; got "my host"',
    ],
    ['NOTIFY', 'all', `${notices}; got "all"`],
    ['NOTIFY', 'none,pending', `${notices}; got "none,pending"`],
  ])('%s=%s', (name, value, predicate) => {
    expect(problemsOf({ [name]: value })).toEqual([`${name} ${predicate}`]);
  });
});

describe('mail without encryption', () => {
  test.each(['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '::ffff:93.184.215.14'])(
    'to %s, a public address, stops the start',
    (host) => {
      expect(problemsOf({ SMTP_HOST: host, SMTP_TLS: 'none' })).toEqual([
        `SMTP_TLS takes none only for a mail server on this machine or in a private network, and ${host} is a public address`,
      ]);
      expect(configOf({ SMTP_HOST: host }).mail.host).toBe(host);
    },
  );

  test.each(['127.0.0.1', '::1', '10.1.2.3', '192.168.0.9', 'fd00::5', '100.64.0.1', 'postfix'])(
    'to %s, which is near, is allowed',
    (host) => {
      expect(problemsOf({ SMTP_HOST: host, SMTP_TLS: 'none' })).toEqual([]);
    },
  );
});

const complete = { SMTP_HOST: 'smtp.example.com', SMTP_FROM: 'auth@example.com' };

describe('the start warns of', () => {
  test.each<[what: string, env: Readonly<Record<string, string>>, warnings: readonly string[]]>([
    ['nothing, without mail', {}, []],
    ['nothing, when all is set', { ...complete, SMTP_USER: 'a', SMTP_PASSWORD: 'b' }, []],
    ['nothing, when only what is told is chosen', { NOTIFY: 'none', SMTP_EHLO: 'a.example' }, []],
    ['a server without a sender', { SMTP_HOST: 'smtp.example.com' }, ['SMTP_FROM']],
    ['a sender without a server', { SMTP_FROM: 'auth@example.com' }, ['SMTP_HOST']],
    ['a user name without a password', { ...complete, SMTP_USER: 'a' }, ['SMTP_PASSWORD']],
    ['a password without a user name', { ...complete, SMTP_PASSWORD: 'b' }, ['SMTP_USER']],
    ['port 465 with STARTTLS', { ...complete, SMTP_PORT: '465' }, ['SMTP_TLS=implicit']],
    ['port 587 with TLS at once', { ...complete, SMTP_TLS: 'implicit' }, ['SMTP_TLS=starttls']],
    ['no encryption to a name', { ...complete, SMTP_TLS: 'none' }, ['smtp.example.com']],
  ])('%s', async (_, env, expected) => {
    await using app = await createTestApp(env);
    const warnings = (await startWarnings(app.services)).filter((text) => /mail|port/i.test(text));
    expect(warnings).toEqual(expected.map((text) => expect.stringContaining(text)));
  });

  test('a password that cannot be decrypted', async () => {
    await using app = await createTestApp();
    const change = { host: 'smtp.example.com', from: 'a@b.example', user: 'a', password: 'b' };
    await (await addAdmin(app)).ask('PATCH', '/settings/mail', change);
    await putAnotherKey(app);
    await app.restart();
    expect(await startWarnings(app.services)).toContain(
      'The stored password of the mail server cannot be decrypted, so no mail is sent: enter it again in the panel',
    );
  });
});

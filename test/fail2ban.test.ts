// The filter for fail2ban, held against the lines that the server writes, plain and as Docker keeps them.
import { describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { addPerson, password } from './support/people.ts';
import { openScene } from './support/oidc-scene.ts';
import type { TestApp } from './support/test-app.ts';
import { temporaryDirectory } from './support/test-database.ts';

const filter = 'scripts/fail2ban/anchor-auth.conf';
const [guesser, hurried, waiting] = ['203.0.113.7', '2001:db8::7', '198.51.100.1'] as const;
const email = 'grace@example.com';

const logIn = (app: TestApp, address: string, given: object, path = '/api/auth/login') =>
  app.send({ method: 'POST', path, json: given, headers: { 'x-forwarded-for': address } });

/** Lines of a server at which people guess, hurry, wait and mistype; those to be counted come from two addresses. */
async function linesOfDay(): Promise<readonly string[]> {
  await using scene = await openScene({
    env: { TRUSTED_PROXIES: '127.0.0.1', LOG_LEVEL: 'debug' },
  });
  const { app, browser, provider } = scene;
  await addPerson(app, { email });
  await addPerson(app, { email: 'waits@example.com', status: 'pending' });
  await addPerson(app, { email: 'disabled@example.com', status: 'disabled' });
  provider.script({ callback: { error: 'access_denied', code: null } });
  await browser.signIn();
  app.listen();
  for (const json of [
    { email, password: 'wrong one' },
    { email: 'x"@example.com', password },
  ]) {
    await logIn(app, guesser, { ...json, email: json.email.replace('"', '') });
  }
  await logIn(app, guesser, { email, password: 'wrong one' }, '/auth/login');
  for (let turn = 0; turn < 31; turn++) await logIn(app, hurried, {});
  await logIn(app, waiting, { email: 'waits@example.com', password });
  await logIn(app, waiting, { email: 'disabled@example.com', password });
  await logIn(app, waiting, { email, password });
  for (const name of ['%22ip%22:%22192.0.2.1%22', hostile.replaceAll(' ', '+')]) {
    await app.send({
      path: `/api/auth/oidc/callback?error=${name}`,
      headers: { 'x-forwarded-for': waiting, 'user-agent': hostile },
    });
    await app.send({ path: `/${name}`, headers: { 'x-forwarded-for': waiting } });
  }
  return [...app.lines];
}

/** What a client might send so that its line looks like an event of another address. */
const hostile =
  '","level":"warn","message":"A sign-in failed","event":"session.failed","code":"invalid_credentials","ip":"192.0.2.1"}';

/** As Docker's driver json-file keeps a line. */
function inDocker(line: string): string {
  const time = (JSON.parse(line) as { time: string }).time;
  return JSON.stringify({ log: `${line}\n`, stream: 'stdout', time });
}

/** The expressions of the filter, of which fail2ban cuts out the date first. */
async function readFilter() {
  const text = await Bun.file(filter).text();
  const [, datepattern = '', failregex = ''] =
    /datepattern = (.*)\n\nfailregex = ([^]*)$/.exec(text) ?? [];
  const date = datepattern
    .replace('%%Y-%%m-%%dT%%H:%%M:%%S', String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d`)
    .replace('%%f', String.raw`\d{1,6}`)
    .replace('%%z', '(?:Z|[+-]\\d{4})');
  const failures = failregex
    .trim()
    .split('\n')
    .map((each) => new RegExp(each.trim().replace('<HOST>', '(?<host>[0-9a-f.:]+)')));
  return { date: new RegExp(date), failures };
}

async function addressesFound(lines: readonly string[]): Promise<readonly string[]> {
  const { date, failures } = await readFilter();
  return lines.flatMap((line) => {
    if (!date.test(line)) throw new Error(`no date in ${line}`);
    const rest = line.replace(date, '');
    const found = failures.map((each) => each.exec(rest)?.groups?.['host']);
    return found.filter((host) => host !== undefined);
  });
}

const expected = [guesser, guesser, guesser, hurried];

describe('the filter for fail2ban', () => {
  test('counts wrong passwords and rate-limited sign-ins, and nothing else', async () => {
    const lines = await linesOfDay();
    expect(await addressesFound(lines)).toEqual(expected);
    expect(await addressesFound(lines.map(inDocker))).toEqual(expected);
    expect(lines.some((line) => line.includes('session.pending'))).toBe(true);
    expect(lines.some((line) => line.includes('account_disabled'))).toBe(true);
    expect(lines.some((line) => line.includes('sign_in_denied'))).toBe(true);
  });

  const program = Bun.which('fail2ban-regex');
  if (program === null) console.log('not run: fail2ban-regex is not installed here');

  test.skipIf(program === null)('is read so by fail2ban itself', async () => {
    const lines = await linesOfDay();
    using directory = temporaryDirectory();
    for (const [name, written] of [
      ['plain', lines],
      ['docker', lines.map(inDocker)],
    ] as const) {
      const log = join(directory.path, `${name}.log`);
      await Bun.write(log, `${written.join('\n')}\n`);
      const child = Bun.spawn([program ?? '', '--out', 'ip', log, filter], { stdout: 'pipe' });
      expect((await new Response(child.stdout).text()).trim().split('\n')).toEqual(expected);
      const summary = Bun.spawn([program ?? '', log, filter], { stdout: 'pipe' });
      const said = await new Response(summary.stdout).text();
      expect(said).toContain(`Lines: ${lines.length} lines, 0 ignored, ${expected.length} matched`);
      // Each line has a date that was understood.
      expect(said).toContain(`[${lines.length}] ^`);
    }
  });

  test.skipIf(program === null)('reads the zone of the date', async () => {
    using directory = temporaryDirectory();
    const log = join(directory.path, 'zone.log');
    const time = '2026-11-29T10:00:00.000Z';
    const what = { event: 'session.failed', code: 'invalid_credentials', ip: guesser };
    const line = JSON.stringify({ time, level: 'warn', message: 'A sign-in failed', ...what });
    await Bun.write(log, `${line}\n`);
    const child = Bun.spawn([program ?? '', '--out', 'row', log, filter], {
      stdout: 'pipe',
      env: { ...process.env, TZ: 'America/New_York' },
    });
    const row = await new Response(child.stdout).text();
    expect(row).toContain(`${Date.parse(time) / 1000}`);
  });
});

test('a jail that names the filter stands beside it', async () => {
  const jail = await Bun.file('scripts/fail2ban/jail.conf').text();
  expect(jail).toMatch(/^filter\s+= anchor-auth$/m);
});

import { describe, expect, test } from 'bun:test';
import manifest from '../../package.json' with { type: 'json' };
import { type Transcript, transcript, words } from './transcript.ts';

const commandNames = [
  'serve',
  'config check',
  'oidc doctor',
  'mail test',
  'user create',
  'user list',
  'user reset-link',
  'user reset-password',
  'user unlock',
  'user make-admin',
  'token list',
  'token revoke',
  'backup',
  'restore',
  'move',
  'healthcheck',
  'version',
];

function text({ out }: Transcript): string {
  return out.join('\n');
}

describe('help', () => {
  test('lists every command, however it is asked for', async () => {
    const overview = await transcript(['help']);
    expect(overview.exitCode).toBe(0);
    expect(overview.err).toEqual([]);
    expect(overview.out[0]).toBe(`anchor-auth ${manifest.version}: a self-hosted sign-in server`);
    expect(overview.out).toContain('Usage: anchor-auth [COMMAND] [OPTIONS]');
    for (const name of commandNames) expect(text(overview)).toContain(`\n  ${name} `);
    expect(await transcript(['--help'])).toEqual(overview);
    expect(await transcript(['-h'])).toEqual(overview);
  });

  test('on a group lists the commands of the group', async () => {
    const group = await transcript(words('user --help'));
    expect(group.exitCode).toBe(0);
    expect(text(group)).toContain('Usage: anchor-auth user COMMAND');
    expect(group.out.filter((line) => line.startsWith('  user '))).toHaveLength(6);
    expect(text(group)).not.toContain('healthcheck');
    expect(await transcript(words('help user'))).toEqual(group);
  });

  test.each(commandNames)('on "%s" shows its usage', async (name) => {
    const shown = await transcript([...words(name), '--help']);
    expect(shown.exitCode).toBe(0);
    expect(shown.err).toEqual([]);
    expect(shown.out[0]).toStartWith(`Usage: anchor-auth ${name}`);
    expect(text(shown)).toContain(`\n"${name}" `);
    expect(await transcript(['help', ...words(name)])).toEqual(shown);
    expect(await transcript([...words(name), '-h'])).toEqual(shown);
  });

  test('on a command explains each option', async () => {
    const { out } = await transcript(words('user create --help'));
    expect(out[0]).toBe('Usage: anchor-auth user create --email EMAIL --name NAME [OPTIONS]');
    const options = out.slice(out.indexOf('Options:') + 1);
    expect(options.map((line) => /^ {2}(--\S+(?: [A-Z]+)?) {2,}\S/.exec(line)?.[1])).toEqual([
      '--email EMAIL',
      '--name NAME',
      '--admin',
      '--password-stdin',
      '--must-change',
      '--new-instance',
    ]);
  });

  test('fits into 80 columns', async () => {
    const lines = ['help', 'help user', ...commandNames.map((name) => `${name} --help`)];
    for (const line of lines) {
      const { out } = await transcript(words(line));
      expect(Math.max(...out.map((each) => each.length))).toBeLessThanOrEqual(80);
    }
  });

  test('is not asked for by a value that looks like it', async () => {
    const { exitCode, err } = await transcript(words('user list -- --help'));
    expect(exitCode).toBe(2);
    expect(err).toEqual([
      'anchor-auth: "user list" takes no argument; got 1; see "anchor-auth user list --help"',
    ]);
  });
});

test('version says which version this is', async () => {
  const version = await transcript(['version']);
  expect(version).toEqual({ exitCode: 0, out: [`anchor-auth ${manifest.version}`], err: [] });
  expect(await transcript(['--version'])).toEqual(version);
});

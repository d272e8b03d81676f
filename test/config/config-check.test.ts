import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configCheck } from '../../src/cli/config-check.ts';
import { settingNames } from '../../src/config/env.ts';

let cwd = '';

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'anchor-check-'));
});

afterEach(() => {
  rmSync(cwd, { recursive: true });
});

interface Transcript {
  readonly exitCode: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

async function check(env: Record<string, string>): Promise<Transcript> {
  const out: string[] = [];
  const err: string[] = [];
  const output = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  const exitCode = await configCheck({ env, cwd }, output);
  return { exitCode, out, err };
}

/** The line of the table about one setting, its columns apart by single spaces. */
function row(transcript: Transcript, name: string): string {
  const line = transcript.out.find((text) => text.slice(2).startsWith(`${name} `)) ?? '';
  return line.replaceAll(/ {2,}/g, ' ').trim();
}

describe('config check on a good configuration', () => {
  test('shows every setting with its value and where it stood, and exits with 0', async () => {
    writeFileSync(join(cwd, '.env'), 'HOST=0.0.0.0\n');
    writeFileSync(join(cwd, 'setup'), 'open sesame\n');
    const transcript = await check({ PORT: '8080', SETUP_TOKEN_FILE: 'setup' });
    expect(transcript.exitCode).toBe(0);
    expect(transcript.err).toEqual([]);
    expect(transcript.out[0]).toBe(`Read ${join(cwd, '.env')}`);
    expect(transcript.out.at(-1)).toBe('The configuration is good.');
    expect(row(transcript, 'SETTING')).toBe('SETTING VALUE SOURCE');
    expect(row(transcript, 'HOST')).toBe('HOST 0.0.0.0 .env');
    expect(row(transcript, 'PORT')).toBe('PORT 8080 environment');
    expect(row(transcript, 'APP_URL')).toBe('APP_URL http://localhost:8080 default');
    expect(row(transcript, 'SETUP_TOKEN')).toBe(`SETUP_TOKEN •••••••• ${join(cwd, 'setup')}`);
    expect(row(transcript, 'OIDC_CLIENT_ID')).toBe('OIDC_CLIENT_ID (unset) default');
    for (const name of settingNames) expect(row(transcript, name)).toStartWith(name);
  });

  test('fits into 80 columns in plain text, its columns aligned', async () => {
    const { out } = await check({
      CORS_ORIGINS: 'https://one.example.com,https://two.example.com',
    });
    const [header = '', ...rows] = out.filter((line) => line.startsWith('  '));
    expect(Math.max(...out.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(out.join('')).not.toMatch(/\p{Cc}/u);
    const column = header.indexOf('SOURCE');
    const columns = new Set(rows.map((line) => line.search(/(?:default|environment)$/)));
    expect(columns).toEqual(new Set([column, -1]));
  });

  test('shows a long value whole, on several lines', async () => {
    const { out } = await check({
      CORS_ORIGINS: 'https://one.example.com,https://two.example.com',
    });
    const first = out.findIndex((line) => line.includes('CORS_ORIGINS'));
    expect(out[first]).toContain('https://one.example.com, ');
    expect(out[first + 1]?.trim()).toBe('https://two.example.com');
  });

  test('tells of a misspelt name, which does not stop the start', async () => {
    const transcript = await check({ USER_SINGUP: 'review' });
    expect(transcript.exitCode).toBe(0);
    expect(transcript.err).toEqual([
      '1 warning:',
      '  USER_SINGUP is not a setting; did you mean USER_SIGNUP?',
      '',
    ]);
  });
});

describe('config check on a wrong configuration', () => {
  test('still shows the whole table, marks what is wrong, says what to do and exits with 1', async () => {
    const transcript = await check({
      PORT: 'web',
      JWT_SECRET: 'CANARY',
      SETUP_TOKEN_FILE: '/nowhere/CANARY',
      OIDC_CLIENT_SECERT: 'CANARY',
    });
    expect(transcript.exitCode).toBe(1);
    for (const name of settingNames) expect(transcript.out.join('\n')).toContain(name);
    expect(row(transcript, 'PORT')).toBe('! PORT web environment');
    expect(row(transcript, 'JWT_SECRET')).toBe('! JWT_SECRET •••••••• environment');
    expect(row(transcript, 'SETUP_TOKEN')).toBe('! SETUP_TOKEN (unreadable) SETUP_TOKEN_FILE');
    expect(transcript.out.join('\n')).not.toContain('The configuration is good.');
    expect(transcript.err).toEqual([
      '3 problems:',
      '  SETUP_TOKEN_FILE names a file that cannot be read (ENOENT); check its path and permissions',
      '  PORT takes a whole number from 0 to 65535; got "web"',
      '  JWT_SECRET takes at least 32 bytes, and this is shorter; make one with: openssl rand -base64 48',
      '',
      '1 warning:',
      '  OIDC_CLIENT_SECERT is not a setting; did you mean OIDC_CLIENT_SECRET?',
      '',
      'What these are for:',
      '  PORT: port to listen on; 0 for any free one',
      '  JWT_SECRET: signs access tokens',
      '  SETUP_TOKEN: the first registration must carry it',
    ]);
    expect([...transcript.out, ...transcript.err].join('\n')).not.toContain('CANARY');
  });

  test('a mask hides the length of a secret and the password of a URL', async () => {
    const mask = async (secret: string) => row(await check({ SETUP_TOKEN: secret }), 'SETUP_TOKEN');
    expect(await mask('a')).toBe(await mask('a much longer token'));
    const transcript = await check({ APP_URL: 'https://me:CANARY@example.com' });
    expect(JSON.stringify(transcript)).not.toContain('CANARY');
  });
});

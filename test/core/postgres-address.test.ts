import { describe, expect, test } from 'bun:test';
import { parsePostgresUrl, shownAddress } from '../../src/core/postgres-address.ts';

function parsed(text: string) {
  const result = parsePostgresUrl(text);
  if ('problem' in result) throw new Error(result.problem);
  return result.value;
}

function problem(text: string): string {
  const result = parsePostgresUrl(text);
  return 'problem' in result ? result.problem : 'none';
}

const plain = {
  host: 'db.example.com',
  port: 5432,
  user: 'me',
  password: 'pw',
  database: 'anchor',
  sslMode: 'prefer',
  sslRootCert: null,
  sslCert: null,
  sslKey: null,
  prepares: true,
  options: null,
} as const;

describe('an address of a PostgreSQL server', () => {
  test.each<readonly [string, Partial<Record<keyof typeof plain, unknown>>]>([
    ['postgres://me:pw@db.example.com/anchor', {}],
    ['postgresql://me:pw@db.example.com:5433/anchor', { port: 5433 }],
    ['POSTGRES://me:pw@db.example.com/anchor', {}],
    ['postgres://me@db.example.com/anchor', { password: null }],
    [
      'postgres://m%40e:p%40s%2Fs%3Aw%25%3F%23@db.example.com/a%20b',
      {
        user: 'm@e',
        password: 'p@s/s:w%?#',
        database: 'a b',
      },
    ],
    // No valid escape, so it stands for itself.
    ['postgres://me:50%@db.example.com/anchor', { password: '50%' }],
    ['postgres://me:pw@localhost/anchor', { host: 'localhost', sslMode: 'disable' }],
    ['postgres://me:pw@127.0.0.1/anchor', { host: '127.0.0.1', sslMode: 'disable' }],
    ['postgres://me:pw@[::1]:5433/anchor', { host: '::1', port: 5433, sslMode: 'disable' }],
    [
      'postgres://me:pw@localhost/anchor?host=/run/postgresql',
      {
        host: '/run/postgresql',
        sslMode: 'disable',
      },
    ],
    [
      'postgres://me:pw@%2Frun%2Fpostgresql/anchor',
      {
        host: '/run/postgresql',
        sslMode: 'disable',
      },
    ],
    [
      'postgres://me:pw@db.example.com/anchor?sslmode=verify-ca&sslrootcert=/ca.crt',
      {
        sslMode: 'verify-ca',
        sslRootCert: '/ca.crt',
      },
    ],
    [
      'postgres://me:pw@db.example.com/anchor?sslmode=verify-full&sslrootcert=system',
      {
        sslMode: 'verify-full',
        sslRootCert: 'system',
      },
    ],
    [
      'postgres://me:pw@db.example.com/anchor?sslmode=require&sslcert=/a&sslkey=/b',
      {
        sslMode: 'require',
        sslCert: '/a',
        sslKey: '/b',
      },
    ],
    [
      'postgres://me:pw@db.example.com/anchor?prepare=false&options=-c%20search_path%3Dauth',
      {
        prepares: false,
        options: '-c search_path=auth',
      },
    ],
  ])('%s', (text, differs) => {
    expect(parsed(text)).toEqual({ ...plain, ...differs } as never);
  });

  test.each([
    ['sslmode=always', 'takes one of disable, allow, prefer, require'],
    ['sslmode=no-verify', 'for sslmode'],
    ['sslrootcert=/ca.crt', 'takes sslrootcert only with sslmode=require'],
    ['sslmode=prefer&sslrootcert=/ca.crt', 'takes sslrootcert only with'],
    ['sslmode=require&sslrootcert=system', 'takes sslrootcert=system only with'],
    ['sslmode=require&sslcert=/a', 'takes sslcert and sslkey together'],
    ['sslmode=require&sslkey=/a', 'takes sslcert and sslkey together'],
    ['prepare=no', 'takes true or false for prepare'],
    ['pgbouncer=true', 'does not take the option "pgbouncer"'],
  ])('with %s is refused without its password', (query, says) => {
    const found = problem(`postgres://me:CANARY@db.example.com/anchor?${query}`);
    expect(found).toContain(says);
    expect(found).not.toContain('CANARY');
  });

  test('is shown without user, password and options', () => {
    const address = parsed('postgres://me:CANARY@db.example.com/anchor?options=-c%20x%3Dy');
    expect(shownAddress(address)).toBe('db.example.com:5432/anchor');
  });
});

import { describe, expect, test } from 'bun:test';
import { problemsOf } from './attempt.ts';

const canary = 'CANARY-7f3a';
const cure = 'make one with: openssl rand -base64 48';
const tooShort = `takes at least 32 bytes, and this is shorter; ${cure}`;
const placeholder = `takes a random secret, and this is a placeholder or a repetition; ${cure}`;
const onlySqlite = (what: string) =>
  `takes a SQLite file: ${what} is not supported so far, only SQLite is; unset it to use the file in DATA_DIR`;

const blank = 'takes a secret on one line, and this is blank; leave it empty for none';
const blankEnds = 'takes a secret, and this has blanks at its ends; remove them';

const badSecrets: readonly (readonly [string, string, string])[] = [
  ['JWT_SECRET', canary, tooShort],
  ['JWT_SECRET', 'x'.repeat(31), tooShort],
  ['JWT_SECRET', 'x'.repeat(64), placeholder],
  ['JWT_SECRET', 'abab'.repeat(16), placeholder],
  ['JWT_SECRET', 'secret'.repeat(7), placeholder],
  ['JWT_SECRET', '0123456789abcdef'.repeat(2), placeholder],
  ['JWT_SECRET', 'vM3x9QeLr7Tz1KpWbY5n'.repeat(2), placeholder],
  ['JWT_SECRET', 'changeme-changeme-changeme-please', placeholder],
  ['JWT_SECRET', 'CHANGE_ME_TO_A_LONG_RANDOM_STRING!', placeholder],
  ['JWT_SECRET', 'your-256-bit-secret-your-256-bit-secret', placeholder],
  ['JWT_SECRET', 'your_super_secret_jwt_key_change_in_production', placeholder],
  ['JWT_SECRET', 'replace-this-with-at-least-32-characters', placeholder],
  ['JWT_SECRET', '12345678901234567890123456789012', placeholder],
  ['JWT_SECRET_PREVIOUS', canary, tooShort],
  ['JWT_SECRET_PREVIOUS', 'changeme-changeme-changeme-please', placeholder],
  ['SETUP_TOKEN', `${canary}\n${canary}`, 'takes a secret on one line of at most 4096 characters'],
  ['SETUP_TOKEN', ' ', blank],
  ['SETUP_TOKEN', '\u00A0\u3000', blank],
  ['OIDC_CLIENT_SECRET', '  ', blank],
  ['GITHUB_CLIENT_SECRET', '\t', blank],
  ['OIDC_CLIENT_SECRET', `${canary} `, blankEnds],
  ['GITHUB_CLIENT_SECRET', ` ${canary}`, blankEnds],
  ['GOOGLE_CLIENT_SECRET', `\u00A0${canary}`, blankEnds],
  ['MICROSOFT_CLIENT_SECRET', `${canary}\uFEFF`, blankEnds],
  [
    'OIDC_CLIENT_SECRET',
    canary.repeat(400),
    'takes a secret on one line of at most 4096 characters',
  ],
  ['DATABASE_URL', `postgres://me:${canary}@db/anchor`, onlySqlite('PostgreSQL')],
  ['DATABASE_URL', `PostgreSQL://me:${canary}@db/anchor`, onlySqlite('PostgreSQL')],
  ['DATABASE_URL', `mysql://me:${canary}@db/anchor`, onlySqlite('this kind of database')],
  [
    'DATABASE_URL',
    `file:${canary}.db?mode=ro`,
    'takes the path of a SQLite file (also as file:PATH or sqlite:PATH) without ?options',
  ],
  [
    'DATABASE_URL',
    'sqlite:',
    'takes the path of a SQLite file (also as file:PATH or sqlite:PATH) without ?options',
  ],
];

describe('a wrong secret is refused without repeating any part', () => {
  test.each(badSecrets)('%s %#', (name, value, predicate) => {
    expect(problemsOf({ [name]: value })).toEqual([`${name} ${predicate}`]);
    expect(predicate).not.toContain(canary);
  });

  test('random secrets of 32 bytes and more are never taken for placeholders', () => {
    for (let round = 0; round < 200; round++) {
      const bytes = crypto.getRandomValues(new Uint8Array(32));
      for (const secret of [bytes.toHex(), bytes.toHex().slice(0, 32), bytes.toBase64()]) {
        expect(problemsOf({ JWT_SECRET: secret })).toEqual([]);
      }
    }
  });
});

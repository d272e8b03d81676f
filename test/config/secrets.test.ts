import { describe, expect, test } from 'bun:test';
import { problemsOf } from './attempt.ts';

const canary = 'CANARY-7f3a';
const cure = 'make one with: openssl rand -base64 48';
const tooShort = `takes at least 32 bytes, and this is shorter; ${cure}`;
const placeholder = `takes a random secret, and this is a placeholder or a repetition; ${cure}`;
const keyCure = 'make one with: openssl rand -hex 32';
const keyTooShort = `takes 64 hex digits or another random text of at least 32 bytes, and this is shorter; ${keyCure}`;
const keyPlaceholder = `takes a random secret, and this is a placeholder or a repetition; ${keyCure}`;
const keyBlanks = `takes one line without blanks at its ends; ${keyCure}`;
const otherDatabase =
  'takes a SQLite file or the address of a PostgreSQL server: no other kind of database is supported; unset it to use the file in DATA_DIR';
const fileOnly =
  'takes the path of a SQLite file (also as file:PATH or sqlite:PATH) without ?options, or postgres://…';
const postgresForm =
  'takes the address of a PostgreSQL server as postgres://USER:PASSWORD@HOST:PORT/DATABASE, with special characters of the password percent-encoded';

const webhookForm =
  'takes whsec_ and 24 to 64 bytes in Base64; make one with: echo "whsec_$(openssl rand -base64 32)"';
const base64Of = (count: number) => Buffer.alloc(count, canary).toString('base64');

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
  ['SECRET_KEY', canary, keyTooShort],
  ['SECRET_KEY', 'x9'.repeat(15), keyTooShort],
  // What is left of 64 hex digits.
  ['SECRET_KEY', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c', keyTooShort],
  ['SECRET_KEY', '0'.repeat(64), keyPlaceholder],
  ['SECRET_KEY', 'ab'.repeat(32), keyPlaceholder],
  ['SECRET_KEY', 'changeme-changeme-changeme-please', keyPlaceholder],
  ['SECRET_KEY', `${canary}vM3x9QeLr7Tz1KpWbY5nvM3x9QeLr `, keyBlanks],
  ['SECRET_KEY', `${canary}vM3x9QeLr7Tz1KpWb\nY5nvM3x9QeLr`, keyBlanks],
  ['SECRET_KEY', canary.repeat(100), keyBlanks],
  ['SETUP_TOKEN', `${canary}\n${canary}`, 'takes a secret on one line of at most 4096 characters'],
  ['SETUP_TOKEN', ' ', blank],
  ['SETUP_TOKEN', '\u00A0\u3000', blank],
  ['SMTP_PASSWORD', ' ', blank],
  ['SMTP_PASSWORD', `${canary} `, blankEnds],
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
  ['WEBHOOK_SECRET', canary, webhookForm],
  ['WEBHOOK_SECRET', 'whsec_', webhookForm],
  ['WEBHOOK_SECRET', `whsec_${base64Of(23)}`, webhookForm],
  ['WEBHOOK_SECRET', `whsec_${base64Of(65)}`, webhookForm],
  ['WEBHOOK_SECRET', ` whsec_${base64Of(32)}`, webhookForm],
  ['WEBHOOK_SECRET', `whsec_${base64Of(32).slice(1)}`, webhookForm],
  ['WEBHOOK_SECRET', `whpk_${base64Of(32)}`, webhookForm],
  ['DATABASE_URL', `postgres://${canary}@/anchor`, postgresForm],
  ['DATABASE_URL', `PostgreSQL://me:${canary}@db`, postgresForm],
  ['DATABASE_URL', `postgres://:${canary}@db/anchor`, postgresForm],
  ['DATABASE_URL', `postgres:${canary}`, postgresForm],
  ['DATABASE_URL', `postgresx://me:${canary}@db/anchor`, postgresForm],
  ['DATABASE_URL', `mysql://me:${canary}@db/anchor`, otherDatabase],
  ['DATABASE_URL', `file:${canary}.db?mode=ro`, fileOnly],
  ['DATABASE_URL', 'sqlite:', fileOnly],
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
        if (!/^[0-9a-f]{32}$/.test(secret)) {
          expect(problemsOf({ SECRET_KEY: secret })).toEqual([]);
        }
      }
    }
  });
});

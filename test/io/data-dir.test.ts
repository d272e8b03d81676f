import { describe, expect, test } from 'bun:test';
import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDataDir } from '../../src/io/data-dir.ts';
import { temporaryDirectory } from '../support/test-database.ts';

const modeOf = (path: string) => statSync(path).mode & 0o1777;

describe('a data directory that others can look into', () => {
  const cases = [
    { what: 'empty but for .gitkeep is closed', files: ['.gitkeep'], mode: 0o755, after: 0o700 },
    { what: 'with other things in it is left alone', files: ['x'], mode: 0o755, after: 0o755 },
    { what: 'that everybody shares is left alone', files: [], mode: 0o1777, after: 0o1777 },
  ];
  test.each(cases)('$what', ({ files, mode, after }) => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'data');
    mkdirSync(path);
    for (const file of files) writeFileSync(join(path, file), '');
    chmodSync(path, mode);
    const dataDir = openDataDir(path);
    expect(modeOf(path)).toBe(after);
    expect(dataDir.isOpenToOthers()).toBe(after !== 0o700);
  });
});

test('a data directory that is not there is made for the owner alone', () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'a', 'b');
  openDataDir(path);
  expect(modeOf(path)).toBe(0o700);
});

describe('the secret', () => {
  test('is made once, for the owner alone, and nothing else is left', () => {
    using directory = temporaryDirectory();
    const secret = openDataDir(directory.path).secretKey(true);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(openDataDir(directory.path).secretKey(true)).toBe(secret);
    expect(modeOf(join(directory.path, 'secret.key'))).toBe(0o600);
    expect(readdirSync(directory.path)).toEqual(['secret.key']);
  });

  test('is made although a start was killed while it made one', () => {
    using directory = temporaryDirectory();
    writeFileSync(join(directory.path, `secret.key.${process.pid}.tmp`), 'half');
    expect(openDataDir(directory.path).secretKey(true)).toMatch(/^[0-9a-f]{64}$/);
    expect(readdirSync(directory.path)).toEqual(['secret.key']);
  });
});

describe('a secret that SECRET_KEY gives', () => {
  const given = 'vM3x9QeLr7Tz1KpWbY5n-0aR8dUcHsJfGq2';

  test('is used without a file, and no file is made', () => {
    using directory = temporaryDirectory();
    const dataDir = openDataDir(directory.path, given);
    expect(dataDir.hasSecretKey()).toBe(true);
    expect(dataDir.secretKey(false)).toBe(given);
    expect(readdirSync(directory.path)).toEqual([]);
  });

  test('may also be in the file, which is then as good', () => {
    using directory = temporaryDirectory();
    writeFileSync(join(directory.path, 'secret.key'), `${given}\n`);
    expect(openDataDir(directory.path, given).secretKey(false)).toBe(given);
    expect(openDataDir(directory.path).secretKey(false)).toBe(given);
  });

  test('that differs from the file is refused, and neither is repeated', () => {
    using directory = temporaryDirectory();
    const file = join(directory.path, 'secret.key');
    const other = openDataDir(directory.path).secretKey(true);
    let message = '';
    try {
      openDataDir(directory.path, given).secretKey(true);
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain(`SECRET_KEY differs from the key in ${file}`);
    expect(message).not.toContain(other);
    expect(message).not.toContain(given);
  });

  test('is what a copy of the data directory gets', () => {
    using directory = temporaryDirectory();
    using copy = temporaryDirectory();
    openDataDir(directory.path, given).copyTo(copy.path);
    expect(openDataDir(copy.path).secretKey(false)).toBe(given);
  });

  test('is not there in an empty directory', () => {
    using directory = temporaryDirectory();
    expect(openDataDir(directory.path).hasSecretKey()).toBe(false);
  });
});

describe('a secret file that this program has not made', () => {
  test.each([
    ['the rest of 64 hex digits', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b'],
    ['a placeholder', 'changeme-changeme-changeme-please'],
    ['a repetition', 'ab'.repeat(32)],
    ['two lines', 'vM3x9QeLr7Tz1KpWbY5n\n0aR8dUcHsJfGq2'],
  ])('is refused with %s in it', (_, text) => {
    using directory = temporaryDirectory();
    writeFileSync(join(directory.path, 'secret.key'), text);
    expect(() => openDataDir(directory.path).secretKey(true)).toThrow('is empty or damaged');
  });
});

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

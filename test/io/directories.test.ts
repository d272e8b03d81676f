import { expect, test } from 'bun:test';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDirectory, syncDirectory } from '../../src/io/directories.ts';
import { temporaryDirectory } from '../support/test-database.ts';

const modeOf = (path: string) => statSync(path).mode & 0o1777;

test('a directory is made with all that is missing above it, for the owner alone', () => {
  using directory = temporaryDirectory();
  makeDirectory(join(directory.path, 'a', 'b', 'c', '/'));
  for (const name of ['a', 'a/b', 'a/b/c']) expect(modeOf(join(directory.path, name))).toBe(0o700);
});

test('a directory that is there stays as it is', () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'a');
  mkdirSync(path);
  chmodSync(path, 0o755);
  makeDirectory(path);
  expect(modeOf(path)).toBe(0o755);
});

test('a file in its place is an error, and so is syncing what is not there', () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'a');
  expect(() => {
    syncDirectory(path);
  }).toThrow('ENOENT');
  writeFileSync(path, '');
  expect(() => {
    makeDirectory(path);
  }).toThrow('EEXIST');
});

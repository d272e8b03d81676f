import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { openImageStore } from '../../src/io/image-store.ts';
import { endProcesses, runProgram } from '../support/process.ts';
import { temporaryDirectory } from '../support/test-database.ts';

const id = '0190f3a4-7c1e-4d3b-9b52-3f1c2a6e8d10';
const picture = { format: 'png', bytes: new Uint8Array([1, 2, 3]) } as const;

afterAll(endProcesses);

const opened: Disposable[] = [];
afterEach(() => {
  for (const directory of opened.splice(0)) directory[Symbol.dispose]();
});

function newStore() {
  const parent = temporaryDirectory();
  opened.push(parent);
  const directory = join(parent.path, 'uploads', 'profiles');
  return { parent: parent.path, directory, store: openImageStore(directory) };
}

test('a picture is read back under the name it was given', async () => {
  const { store, directory } = newStore();
  for (const format of ['jpeg', 'png', 'webp'] as const) {
    const name = await store.add({ ...picture, format });
    expect(await store.read(name)).toEqual({ ...picture, format });
  }
  expect(readdirSync(directory)).toHaveLength(3);
});

test('a store knows whether there is anything in it', async () => {
  const { store } = newStore();
  expect(await store.isEmpty()).toBe(true);
  const name = await store.add(picture);
  expect(await store.isEmpty()).toBe(false);
  await store.remove(name);
  expect(await store.isEmpty()).toBe(true);
});

test('no two pictures get the same name', async () => {
  const { store } = newStore();
  const names = await Promise.all(Array.from({ length: 50 }, () => store.add(picture)));
  expect(new Set(names).size).toBe(50);
});

describe.each([
  '',
  '.',
  '..',
  '../../secret.key',
  `../profiles/${id}.png`,
  `./${id}.png`,
  `${id}.png/`,
  `/${id}.png`,
  `${id}.png\0`,
  `\0${id}.png`,
  `${id}.png\n`,
  `${id}.gif`,
  `${id}.png.tmp`,
  `${id.toUpperCase()}.png`,
  id,
  `${id}0.png`,
  'secret.png',
])('the name %j', (name) => {
  test('finds nothing to read and nothing to remove', async () => {
    const { store, parent, directory } = newStore();
    writeFileSync(join(parent, 'secret.key'), 'canary');
    for (const near of ['secret.png', `${id}.png.tmp`, `${id}.gif`]) {
      writeFileSync(join(directory, near), 'canary');
    }
    const before = readdirSync(parent, { recursive: true });
    expect(await store.read(name)).toBeNull();
    await store.remove(name);
    expect(readdirSync(parent, { recursive: true })).toEqual(before);
  });
});

describe('under a generated name', () => {
  test('a link is neither read nor removed nor followed', async () => {
    const { store, parent, directory } = newStore();
    const secret = join(parent, 'secret.key');
    writeFileSync(secret, 'canary');
    const link = `${id}.png`;
    symlinkSync(secret, join(directory, link));
    expect(await store.read(link)).toBeNull();
    await store.remove(link);
    await store.sweep(new Set());
    expect(readdirSync(directory)).toEqual([link]);
    expect(readFileSync(secret, 'utf8')).toBe('canary');
  });

  test('a directory is neither read nor removed', async () => {
    const { store, directory } = newStore();
    mkdirSync(join(directory, `${id}.png`));
    expect(await store.read(`${id}.png`)).toBeNull();
    await store.remove(`${id}.png`);
    expect(await store.sweep(new Set())).toBe(0);
    expect(readdirSync(directory)).toEqual([`${id}.png`]);
  });

  test.skipIf(process.platform === 'win32')('a pipe does not keep the reader waiting', async () => {
    const { store, directory } = newStore();
    await runProgram([join(directory, `${id}.png`)], { command: ['mkfifo'] });
    expect(existsSync(join(directory, `${id}.png`))).toBe(true);
    expect(await store.read(`${id}.png`)).toBeNull();
  });

  test('nothing is there to read or remove, and that is no error', async () => {
    const { store } = newStore();
    expect(await store.read(`${id}.png`)).toBeNull();
    expect(await store.remove(`${id}.png`)).toBeUndefined();
  });
});

test('a sweep removes all stored files but those to keep, and returns how many', async () => {
  const { store, directory } = newStore();
  const keep = await store.add(picture);
  await store.add(picture);
  writeFileSync(join(directory, `${id}.jpg.tmp`), 'half');
  writeFileSync(join(directory, 'notes.txt'), 'mine');
  expect(await store.sweep(new Set([keep]))).toBe(2);
  expect(new Set(readdirSync(directory))).toEqual(new Set([keep, 'notes.txt']));
});

test('a store opened again finds its pictures', async () => {
  const { store, directory } = newStore();
  const name = await store.add(picture);
  expect(await openImageStore(directory).read(name)).toEqual(picture);
});

test('a place where no directory can be made is refused, with what to do', () => {
  const { parent } = newStore();
  const file = join(parent, 'file');
  writeFileSync(file, '');
  expect(() => openImageStore(join(file, 'uploads'))).toThrow('cannot be made');
});

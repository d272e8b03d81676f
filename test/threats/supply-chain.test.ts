// T58: what is installed is what was looked at, runs nothing while it is installed, and is new enough.
import { describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { projectRoot } from '../support/process.ts';

/** The first versions without the flaws that were published about them. */
const floors: Readonly<Record<string, string>> = {
  elysia: '1.4.27',
  kysely: '0.28.17',
  jose: '4.15.5',
};

/** Names that would bring back what was decided against; tests may try the server with one of them. */
const unwanted = ['jsonwebtoken', 'sharp', 'bcrypt', '@elysiajs/cors', 'passport'];

type Locked = readonly [identity: string, registry: string, facts: object, integrity: string];

const text = await Bun.file(join(projectRoot, 'bun.lock')).text();
const lock = Bun.JSONC.parse(text) as {
  readonly workspaces: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly packages: Readonly<Record<string, Locked>>;
};

const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });

describe('a dependency', () => {
  test.each(wanted)('%s is pinned to one version, and locked to it', (name, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+(?:-beta\.\d+)?$/);
    expect(lock.packages[name]?.[0]).toBe(`${name}@${version}`);
  });

  test.each(Object.entries(floors))('%s is at least %s', (name, floor) => {
    const version = lock.packages[name]?.[0].slice(name.length + 1) ?? '0.0.0';
    expect(Bun.semver.order(version, floor)).toBeGreaterThanOrEqual(0);
  });

  test.each(unwanted)('%s is not one that the server runs on', (name) => {
    expect(Object.keys(manifest.dependencies)).not.toContain(name);
  });
});

test('the runtime is pinned, and at least the one that refuses bad chunk ends', () => {
  expect(manifest.packageManager).toMatch(/^bun@\d+\.\d+\.\d+$/);
  expect(Bun.semver.order(manifest.packageManager.slice(4), '1.4.5')).toBeGreaterThanOrEqual(0);
  expect(Bun.semver.order(Bun.version, '1.4.5')).toBeGreaterThanOrEqual(0);
});

async function linesOf(name: string): Promise<readonly string[]> {
  return (await Bun.file(join(projectRoot, name)).text()).split('\n');
}

test('a container is built with the pinned runtime, and nothing is sent there but what a build needs', async () => {
  const images = (await linesOf('Dockerfile')).filter((line) => line.startsWith('FROM oven/bun'));
  expect(images).toEqual([`FROM oven/bun:${manifest.packageManager.slice(4)} AS build`]);
  const [first, ...others] = (await linesOf('.dockerignore')).filter((line) => /^[^#]/.test(line));
  expect(first).toBe('*');
  expect(others).toEqual([
    '!src',
    '!scripts',
    '!package.json',
    '!bun.lock',
    '!bunfig.toml',
    '!tsconfig.json',
  ]);
});

test('every locked package has its digest and comes from the registry', () => {
  const packages = Object.values(lock.packages);
  expect(packages.length).toBeGreaterThan(50);
  const loose = packages.filter(
    ([identity, registry, , integrity]) =>
      !/^(?:@[\w.-]+\/)?[\w.-]+@\d[\w.+-]*$/.test(identity) ||
      registry !== '' ||
      !/^sha512-[\w+/]{86}==$/.test(integrity),
  );
  expect(loose).toEqual([]);
});

test('no package may run a script while it is installed', () => {
  expect(Object.keys(manifest)).not.toContain('trustedDependencies');
  expect(Object.keys(manifest.scripts).filter((name) => /install|prepare/.test(name))).toEqual([]);
  expect(text).not.toContain('trustedDependencies');
});

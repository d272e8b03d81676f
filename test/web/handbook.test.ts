// The handbook as the program serves it, and as the forge shows it: every link leads somewhere.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { settings } from '../../src/config/env.ts';
import { errorTable } from '../../src/core/errors.ts';
import { fieldFaults } from '../../src/core/field-faults.ts';
import { transcript } from '../cli/transcript.ts';
import { readSources } from '../support/architecture/source-tree.ts';
import { projectRoot } from '../support/process.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const folder = join(projectRoot, 'src/web/handbook');
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
const documents = [
  'README.md',
  '.github/CONTRIBUTING.md',
  'src/README.md',
  'scripts/bench/README.md',
  'scripts/proof/README.md',
  ...pages.map((name) => `src/web/handbook/${name}`),
].filter((path) => existsSync(join(projectRoot, path)));

function read(path: string): Promise<string> {
  return Bun.file(join(projectRoot, path)).text();
}

describe('in the program', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const addresses = pages.map((name) =>
    name === 'README.md' ? '/docs/handbook' : `/docs/handbook/${name.replace(/\.md$/, '')}`,
  );

  test.each(addresses)(
    '%s is a page whose links on this server all lead somewhere',
    async (path) => {
      const answer = await app.get(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      // Only the one that applies the theme.
      expect(answer.text.match(/<script[^>]*>/g)).toEqual(['<script src="/docs/theme.js">']);
      const links = [...answer.text.matchAll(/href="(\/[^"#]*)/g)].map(([, link = '']) => link);
      expect(links.length).toBeGreaterThan(10);
      for (const link of new Set(links)) {
        expect({ link, status: (await app.get(link)).status }).toEqual({ link, status: 200 });
      }
    },
  );

  test('an unknown page is not found', async () => {
    expect((await app.get('/docs/handbook/no-such-page')).status).toBe(404);
  });

  test('goes with the documentation when that is switched off', async () => {
    await using closed = await createTestApp({ DOCS: 'off' });
    expect((await closed.get('/docs/handbook')).status).toBe(404);
  });
});

describe('on the forge', () => {
  test.each(documents)(
    'every link of %s names a file and a heading that are there',
    async (path) => {
      for (const [, link = ''] of (await read(path)).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
        const [file = '', anchor] = link.split('#');
        const target = file === '' ? path : join(dirname(path), file);
        expect({ link, isThere: existsSync(join(projectRoot, target)) }).toEqual({
          link,
          isThere: true,
        });
        if (anchor === undefined) continue;
        const headings = [...(await read(target)).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
          slug(text),
        );
        expect(headings).toContain(anchor);
      }
    },
  );
});

/** As the forge makes the anchor of a heading. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

describe('the tables of the handbook say what the program does', () => {
  test('settings: every variable with its default', async () => {
    const text = await read('src/web/handbook/settings.md');
    const rows = new Map(
      [...text.matchAll(/^\| `([A-Z_]+)` +\| (.*?) +\|/gm)].map(([, name = '', value = '']) => [
        name,
        value === 'unset' ? '' : value.replaceAll('`', ''),
      ]),
    );
    const expected = Object.entries(settings).map(([name, { fallback }]) => [name, fallback]);
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(expected));
  });

  test('error codes: every code with its status and sentence', async () => {
    const text = await read('src/web/handbook/error-codes.md');
    const rows = [...text.matchAll(/^\| `(\w+)` +\| (\d{3}) +\| (.*?) +\|/gm)].map(
      ([, code = '', status = '', message = '']) => [code, { status: Number(status), message }],
    );
    expect(Object.fromEntries(rows)).toEqual(errorTable);
  });

  test('refused fields: every code with its params', async () => {
    const [, text = ''] = (await read('src/web/handbook/error-codes.md')).split(
      '## Refused fields',
    );
    const rows = [...text.matchAll(/^\| `(\w+)` +\| ([`\w, ]*?) +\|/gm)].map(
      ([, code = '', params = '']) => [code, params.match(/\w+/g) ?? []],
    );
    expect(Object.fromEntries(rows)).toEqual(fieldFaults);
  });

  test('commands: each with what it does', async () => {
    const text = await read('src/web/handbook/deployment.md');
    const { out } = await transcript(['help']);
    const commands = out.flatMap(
      (line) => /^ {2}([a-z]+(?: [a-z-]+)?)(?: [A-Z]+)? {2,}/.exec(line)?.[1] ?? [],
    );
    expect(commands.length).toBeGreaterThan(10);
    for (const command of commands) expect(text).toMatch(rowOf(`anchor-auth ${command}`));
  });

  test('a start on PostgreSQL: the quoted parts of each message are in the source', async () => {
    const page = await read('src/web/handbook/postgresql.md');
    const rows = page.slice(page.indexOf('## What the start says')).matchAll(/^\| (\S.*?) +\|/gm);
    const [, , ...messages] = [...rows].map(([, message = '']) => message);
    expect(messages.length).toBeGreaterThan(10);
    const source = (await readSources()).map(({ text }) => text).join('\n');
    const parts = messages.flatMap((message) => message.split(/…|; /)).map((part) => part.trim());
    for (const part of parts) expect(source.includes(part) ? '' : part).toBe('');
  });

  test('a container: every variable of its environment is a setting', async () => {
    const texts = await Promise.all(pages.map((name) => read(`src/web/handbook/${name}`)));
    const names = texts.flatMap((text) =>
      [...text.matchAll(/^```yaml\n(.*?)^```/gms)].flatMap(([, yaml]) => environmentIn(yaml ?? '')),
    );
    expect(names).toContain('APP_URL');
    const known = Object.keys(settings);
    expect(names.filter((name) => !known.includes(name.replace(/_FILE$/, '')))).toEqual([]);
  });
});

function rowOf(command: string): RegExp {
  return new RegExp(String.raw`^\| [^|]*\`${command}[ \`][^|]*\|[^|]+\|$`, 'm');
}

/** The names in the environment of our own services in a file for docker compose. */
function environmentIn(yaml: string): readonly string[] {
  const file = Bun.YAML.parse(yaml) as { readonly services?: Record<string, Service> };
  return Object.values(file.services ?? {})
    .filter(({ build }) => build !== undefined)
    .flatMap(({ environment }) => Object.keys(environment ?? {}));
}

interface Service {
  readonly build?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

// T76: a proxy that guards a path by its name must not be passed by another spelling of it. The proxies run
// for real, with what the README says and one rule of an operator: no request reaches /api/admin through them.
import { afterAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram } from '../support/process.ts';
import { createTestApp } from '../support/test-app.ts';

const readme = await Bun.file(join(import.meta.dir, '../../src/web/handbook/deployment.md')).text();
const directory = mkdtempSync(join(tmpdir(), 'proxy-paths-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function blockOf(language: string): string {
  const [, block] = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(readme) ?? [];
  if (block === undefined) throw new Error(`The README has no part for ${language}`);
  return block;
}

interface Ports {
  readonly own: number;
  readonly upstream: number;
}

interface Proxy {
  readonly name: string;
  readonly configuration: (ports: Ports) => string;
  readonly command: (file: string) => readonly string[];
}

const proxies: readonly Proxy[] = [
  {
    name: 'nginx',
    configuration: ({ own, upstream }) => {
      const server = blockOf('nginx')
        .replace('listen 443 ssl;', `listen 127.0.0.1:${own};`)
        .replaceAll(/^ *ssl_certificate.*\n/gm, '')
        .replace('location / {', 'location /api/admin { return 403; }\n    location / {')
        .replace('127.0.0.1:3000', `127.0.0.1:${upstream}`);
      const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((name) => `${name}_temp_path ${directory}/${name};`)
        .join(' ');
      return `daemon off; worker_processes 1; pid ${directory}/nginx.pid; error_log ${directory}/error.log;
events {}
http { access_log off; ${paths}
${server}}`;
    },
    command: (file) => ['nginx', '-e', join(directory, 'error.log'), '-c', file],
  },
  {
    name: 'caddy',
    configuration: ({ own, upstream }) => {
      const site = blockOf('caddyfile')
        .replace(
          'auth.example.com {',
          `http://:${own} {\n    bind 127.0.0.1\n    respond /api/admin* 403`,
        )
        .replace('127.0.0.1:3000', `127.0.0.1:${upstream}`);
      return `{\n    admin off\n    auto_https off\n}\n${site}`;
    },
    command: (file) => ['caddy', 'run', '--adapter', 'caddyfile', '--config', file],
  },
];

/** One that was free a moment ago. */
function freePort(): number {
  const server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: () => new Response() });
  const { port = 0 } = server;
  void server.stop(true);
  return port;
}

/** The path as it is sent: `fetch` would write some of them in another way. */
async function statusOf(port: number, path: string): Promise<string> {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  let text = '';
  await Bun.connect({
    hostname: '127.0.0.1',
    port,
    socket: {
      open: (socket) =>
        void socket.write(
          `GET ${path} HTTP/1.1\r\nHost: auth.example.com\r\nConnection: close\r\n\r\n`,
        ),
      data: (_, bytes) => {
        text += bytes.toString();
      },
      close: () => resolve(),
    },
  });
  await closed;
  return text.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length);
}

const spellings = [
  '/api/admin/stats',
  String.raw`/api\admin/stats`,
  String.raw`/api/admin\stats`,
  String.raw`/x\..\api\admin\stats`,
  String.raw`/api/.\admin/stats`,
  '/api%5Cadmin/stats',
  '/api%5cadmin/stats',
  '/api/%61dmin/stats',
  '/%61pi/admin/stats',
  '/api%2Fadmin/stats',
  '/api/admin%2Fstats',
  '//api/admin/stats',
  '/api//admin/stats',
  '/api/./admin/stats',
  '/./api/admin/stats',
  '/x/../api/admin/stats',
  '/api/%2e/admin/stats',
  '/x/%2e%2e/api/admin/stats',
  '/api;x/admin/stats',
  '/api/admin;x/stats',
  '/API/admin/stats',
  '/api/admin/stats/',
  '/api/admin/stats%00',
  '/api/%25%36%31dmin/stats',
];

test('the server itself takes no other spelling that it can see for a guarded path', async () => {
  await using app = await createTestApp();
  const port = Number(new URL(app.listen()).port);
  const statuses = await Promise.all(
    spellings.map(async (path) => [path, await statusOf(port, path)] as const),
  );
  // Bun reads these as the path itself before the server sees them, which is why a proxy must refuse the first.
  const seenAsPath = spellings.filter(
    (path) => path.includes('\\') || /\/(?:\.|%2e)/.test(path) || /stats\/?$/.test(path),
  );
  const reaching = statuses.filter(([, status]) => status === '401').map(([path]) => path);
  expect(seenAsPath).toEqual(expect.arrayContaining(reaching));
  for (const path of ['/api%5Cadmin/stats', '/api/%61dmin/stats', '//api/admin/stats']) {
    expect([path, Object.fromEntries(statuses)[path]]).toEqual([path, '404']);
  }
});

for (const { name, configuration, command } of proxies) {
  const isThere = Bun.which(name) !== null;
  if (!isThere) console.log(`not tested: paths through ${name}, which is not installed here`);

  describe.skipIf(!isThere)(`behind ${name}, as the README sets it up`, () => {
    test('no spelling of a guarded path reaches it, and everything else is served', async () => {
      await using app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1' });
      const upstream = Number(new URL(app.listen()).port);
      const own = freePort();
      const file = join(directory, `${name}.conf`);
      writeFileSync(file, configuration({ own, upstream }));
      const child = startProgram([], {
        command: command(file),
        env: { HOME: directory, XDG_DATA_HOME: directory, XDG_CONFIG_HOME: directory },
      });
      try {
        while ((await statusOf(own, '/health/live').catch(() => '')) !== '200') {
          expect(child.exitCode).toBeNull();
          await Bun.sleep(20);
        }
        for (const path of spellings) {
          const status = await statusOf(own, path);
          // 401 would be the guard of the route: the request would have passed the rule.
          expect([path, status]).toEqual([path, expect.stringMatching(/^(?:400|403|404)$/)]);
        }
        expect(await statusOf(own, String.raw`/api\auth\me`)).toBe('400');
        expect(await statusOf(own, '/api/auth/me')).toBe('401');
        expect(await statusOf(own, String.raw`/api/health?a=\b`)).toBe('200');
      } finally {
        child.kill();
        await child.exited;
      }
    });
  });
}

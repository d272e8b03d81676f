// The typed client as a careful reader of types sees it: with every strict option, with and without a browser.
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { endProcesses, projectRoot, runProgram } from '../support/process.ts';
import { temporaryDirectory } from '../support/test-database.ts';
import { clientText } from '../support/typed-client.ts';

afterAll(endProcesses);
setDefaultTimeout(300_000);

interface Platform {
  readonly name: string;
  readonly lib: readonly string[];
  readonly types: readonly string[];
  /** What only this platform has. */
  readonly use: string;
}

const browser: Platform = {
  name: 'a browser',
  lib: ['ESNext', 'DOM', 'DOM.Iterable'],
  types: [],
  use: `
const page = new AnchorAuth({
  server: 'https://auth.example.com',
  fetch: window.fetch,
  lock: (work) => navigator.locks.request('anchor-auth', work),
});
new AnchorAuth({ server: '', fetch: (url, init) => fetch(url, { ...init, credentials: 'omit' }) });
const controller = new AbortController();
await page.getMe({ signal: controller.signal });
await page.uploadProfileImage({ image: new File([], 'ada.png') });
URL.createObjectURL(await page.getProfileImage('ada.png'));
`,
};

const platforms: readonly Platform[] = [
  browser,
  { name: 'nothing but the language', lib: ['ES2022'], types: [], use: '' },
  {
    name: 'Bun',
    lib: ['ESNext'],
    types: ['bun-types'],
    use: `
const script = new AnchorAuth({ server: 'https://auth.example.com', apiToken: 'ak_1', fetch });
new AnchorAuth({ server: '', fetch: (url, init) => fetch(url, { ...init, tls: {} }) });
await script.getMe({ signal: AbortSignal.timeout(1000) });
await script.uploadProfileImage({ image: Bun.file('ada.png') });
await Bun.write('ada.png', await script.getProfileImage('ada.png'));
`,
  },
];

const everywhere = `
import { AnchorAuth, AnchorAuthError, type ErrorCode, type StoredTokens, type TokenStore, type User } from './anchor-auth.ts';

let kept: StoredTokens | null = null;
const store: TokenStore = {
  get: () => kept,
  set: async (tokens) => {
    kept = tokens;
  },
};
const ends: ErrorCode[] = [];
const auth = new AnchorAuth({
  server: 'https://auth.example.com',
  store,
  onSessionEnd: (error) => ends.push(error.code),
});
const user: User = (await auth.login({ email: 'ada@example.com', password: 'x' })).user;
const language: 'en' | 'de' | 'fr' | 'es' | null = (await auth.getMe()).language;
const registered = await auth.register({ email: user.email, password: 'x', name: 'Ada' });
const told: string = 'access_token' in registered ? registered.access_token : registered.message;
const ticket: string = 'pendingTicket' in registered ? registered.pendingTicket : told;
const total: number = (await auth.listUsers({ take: 10, sort: '-createdAt' })).total;
const csv: string = await auth.listUsers({ format: 'csv' });
const address: string = auth.startOidcSignIn({ redirect: '/account' });
const ids: readonly string[] = [user.id];
await auth.disableUsers({ ids });
await auth.uploadProfileImage({ image: { uri: 'file:///ada.png', name: 'ada.png', type: 'image/png' } });
await auth.exchangeOidcMobile({ code: 'c', code_verifier: 'v', redirect_uri: 'anchor://oidc/callback' });
const message: string | undefined = (await auth.logout()).message;
export function waitOf(error: unknown): number | null {
  if (!(error instanceof AnchorAuthError)) return null;
  const [invalid] = error.details;
  if (error.code === 'validation_failed' && invalid?.code === 'too_short') return 0;
  return error.code === 'rate_limited' ? error.retryAfter : null;
}
export { address, csv, language, message, ticket, total };
`;

/** Each of these lines is wrong. */
const mistakes = `
await auth.login({ email: 'ada@example.com' });
await auth.endSession(7);
await auth.listUsers({ role: 'king' });
const page: string = await auth.listUsers();
const late = (error: AnchorAuthError) => error.code === 'no_such_code';
await auth.call('GET /api/auth/me');
await auth.uploadProfileImage({ image: 'ada.png' });
new AnchorAuth({});
`.trim();

async function complaints(platform: Platform, program: string): Promise<readonly string[]> {
  using directory = temporaryDirectory();
  const at = (name: string) => join(directory.path, name);
  symlinkSync(join(projectRoot, 'node_modules'), at('node_modules'), 'dir');
  await Bun.write(at('anchor-auth.ts'), await clientText());
  await Bun.write(at('program.ts'), program);
  await Bun.write(at('tsconfig.json'), JSON.stringify(settings(platform)));
  const compiler = join(projectRoot, 'node_modules/typescript/bin/tsc');
  const options = { command: [process.execPath], cwd: directory.path };
  const { out, err } = await runProgram([compiler, '--noEmit', '-p', '.'], options);
  return (out + err).split('\n').filter((line) => /^\S/.test(line));
}

function settings({ lib, types }: Platform) {
  const compilerOptions = {
    target: 'ES2022',
    module: 'Preserve',
    moduleResolution: 'bundler',
    lib,
    types,
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    noFallthroughCasesInSwitch: true,
    noPropertyAccessFromIndexSignature: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    isolatedDeclarations: true,
    declaration: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  };
  return { compilerOptions, include: ['program.ts'] };
}

test.each(platforms)('it type-checks where there is $name', async (platform) => {
  expect(await complaints(platform, everywhere + platform.use)).toEqual([]);
});

test('it finds mistakes', async () => {
  const before = everywhere.split('\n').length - 1;
  const found = await complaints(browser, everywhere + mistakes);
  const lines = found.map((line) => Number(/^program\.ts\((\d+),/.exec(line)?.[1]) - before);
  const expected = mistakes.split('\n').map((_, index) => index + 1);
  expect([...new Set(lines)]).toEqual(expect.arrayContaining(expected));
});

test('the lines of the handbook type-check', async () => {
  const page = await Bun.file(join(projectRoot, 'src/web/handbook/apps.md')).text();
  const [, section = ''] = page.split('\n## The typed client\n');
  const [, snippet = ''] = /```typescript\n(.*?)```/s.exec(section.split('\n## ')[0] ?? '') ?? [];
  expect(snippet).toContain('new AnchorAuth(');
  const form = `const { email, password } = { email: 'ada@example.com', password: 'x' };\n`;
  expect(await complaints(browser, form + snippet)).toEqual([]);
});

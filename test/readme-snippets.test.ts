// Runs the handbook's code for verifying a token in a backend against real tokens.
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'bun:test';
import { forgeEs256, privateKeyOf, storedKeys } from './support/es256-token.ts';
import { addSignedIn } from './support/people.ts';
import { endProcesses, projectRoot, runProgram } from './support/process.ts';
import { createTestApp, type TestApp } from './support/test-app.ts';
import { temporaryDirectory } from './support/test-database.ts';

afterAll(endProcesses);

const page = await Bun.file(join(projectRoot, 'src/web/handbook/apps.md')).text();

/** The only code in that language which the page has. */
function snippet(language: string): string {
  const found = [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))];
  expect(found).toHaveLength(1);
  return found[0]?.[1] ?? '';
}

interface Verifier {
  readonly name: string;
  readonly command: readonly string[];
  readonly file: string;
  readonly text: string;
}

const javaScript: Verifier = {
  name: 'jose',
  command: [process.execPath],
  file: 'verify.mjs',
  text: `${snippet('js')}\nconsole.log(JSON.stringify(await userOf(process.argv[2])));\n`,
};

const python = Bun.which('python3');
const hasPyJwt =
  python !== null && Bun.spawnSync([python, '-c', 'import jwt, cryptography']).exitCode === 0;
if (!hasPyJwt) console.log('There is no PyJWT here, so the code for Python is not run.');

const verifiers: readonly Verifier[] = [
  javaScript,
  ...(hasPyJwt ? [pythonVerifier(python ?? '')] : []),
];

function pythonVerifier(command: string): Verifier {
  const end = '\nimport json, sys\n\nprint(json.dumps(user_of(sys.argv[1])))\n';
  return {
    name: 'PyJWT',
    command: [command],
    file: 'verify.py',
    text: snippet('python') + end,
  };
}

/** Runs the verifier of the handbook, which knows nothing but the address of the keys. */
async function verify(verifier: Verifier, origin: string, token: string) {
  using directory = temporaryDirectory();
  const at = (name: string) => join(directory.path, name);
  symlinkSync(join(projectRoot, 'node_modules'), at('node_modules'), 'dir');
  const keysAt = (text: string) =>
    text.replaceAll('http://localhost:3000/.well-known', `${origin}/.well-known`);
  await Bun.write(at(verifier.file), keysAt(verifier.text));
  const { command } = verifier;
  return await runProgram([verifier.file, token], { command, cwd: directory.path });
}

async function issuedBy(app: TestApp) {
  const origin = app.listen();
  const ada = await addSignedIn(app, { email: 'ada@example.com', isAdmin: true });
  const [stored] = await storedKeys(app);
  if (stored === undefined) throw new Error('No key was made');
  return { token: ada.access_token, origin, key: privateKeyOf(app, stored) };
}

describe.each(verifiers)('the code of the handbook for $name', (verifier) => {
  test('verifies a token by the address of the keys', async () => {
    await using app = await createTestApp();
    const { token, origin } = await issuedBy(app);
    const { exitCode, out, err } = await verify(verifier, origin, token);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const me = (await app.get('/api/auth/me', token)).body as { readonly id: string };
    expect(JSON.parse(out)).toEqual({ id: me.id, email: 'ada@example.com', role: 'Admin' });
  });

  test.each<readonly [string, (token: string, key: KeyObject) => string, RegExp]>([
    [
      'for another audience',
      (token, key) => forgeEs256(token, { key, claims: { aud: 'other' } }),
      /"aud"|audience/i,
    ],
    [
      'of another issuer',
      (token, key) => forgeEs256(token, { key, claims: { iss: 'http://localhost:3001' } }),
      /"iss"|issuer/i,
    ],
    [
      'that has expired',
      (token, key) => forgeEs256(token, { key, claims: { exp: 1_700_000_000 } }),
      /"exp"|expired/i,
    ],
    [
      'signed with another key',
      (token) =>
        forgeEs256(token, { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }),
      /signature/i,
    ],
  ])('refuses a token %s', async (_, change, why) => {
    await using app = await createTestApp();
    const { token, origin, key } = await issuedBy(app);
    const { exitCode, out, err } = await verify(verifier, origin, change(token, key));
    expect({ isRefused: exitCode !== 0, out }).toEqual({ isRefused: true, out: '' });
    expect(err).toMatch(why);
  });
});

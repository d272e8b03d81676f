// Runs the README's code for verifying a token in a backend against real tokens.
import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'bun:test';
import { forge, jwtSecret } from './support/access-token.ts';
import { addSignedIn } from './support/people.ts';
import { endProcesses, projectRoot, runProgram } from './support/process.ts';
import { createTestApp, type Env, type TestApp } from './support/test-app.ts';
import { temporaryDirectory } from './support/test-database.ts';

afterAll(endProcesses);

const readme = await Bun.file(join(projectRoot, 'src/web/handbook/apps.md')).text();

/** The only code in that language which the README has. */
function snippet(language: string): string {
  const found = [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))];
  expect(found).toHaveLength(1);
  return found[0]?.[1] ?? '';
}

/** Without PyJWT, as on most machines: the same bytes and claims, with what Python itself has. */
const pythonAlone = `
import base64, hashlib, hmac, json, time
from pathlib import Path

key = Path("data/secret.key").read_text().strip().encode()

def user_of(token):
    signed, _, signature = token.rpartition(".")
    digest = hmac.new(key, signed.encode(), hashlib.sha256).digest()
    expected = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    if not hmac.compare_digest(signature, expected):
        raise ValueError("The signature is wrong")
    text = signed.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    if claims["aud"] != "anchor":
        raise ValueError("The audience is another")
    if claims["iss"] != "http://localhost:3000":
        raise ValueError("The issuer is another")
    if claims["exp"] < time.time():
        raise ValueError("The token has expired")
    return {"id": claims["sub"], "email": claims["email"], "role": claims["role"]}
`;

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

function pythonVerifier(python: string): Verifier {
  const hasJwt = Bun.spawnSync([python, '-c', 'import jwt']).exitCode === 0;
  if (!hasJwt) console.log('Python has no PyJWT here: the same bytes are verified with its hmac.');
  const text = hasJwt ? snippet('python') : pythonAlone;
  const end = '\nimport json, sys\n\nprint(json.dumps(user_of(sys.argv[1])))\n';
  return {
    name: hasJwt ? 'PyJWT' : 'Python',
    command: [python],
    file: 'verify.py',
    text: text + end,
  };
}

const python = Bun.which('python3');
if (python === null) console.log('There is no python3 here, so the code for Python is not run.');
const verifiers = python === null ? [javaScript] : [javaScript, pythonVerifier(python)];

/** Runs the verifier of the README beside the data of a server. */
async function verify(verifier: Verifier, secretFile: string, token: string) {
  using directory = temporaryDirectory();
  const at = (name: string) => join(directory.path, name);
  mkdirSync(at('data'));
  copyFileSync(secretFile, at('data/secret.key'));
  symlinkSync(join(projectRoot, 'node_modules'), at('node_modules'), 'dir');
  await Bun.write(at(verifier.file), verifier.text);
  const { command } = verifier;
  return await runProgram([verifier.file, token], { command, cwd: directory.path });
}

/** A token of the server, and the file with the text of its key. */
async function issuedBy(app: TestApp, env: Env) {
  const ada = await addSignedIn(app, { email: 'ada@example.com', isAdmin: true });
  const { dataDir } = app.services.config.storage;
  const secretFile = join(dataDir, env['JWT_SECRET'] === undefined ? 'secret.key' : 'jwt-secret');
  if (env['JWT_SECRET'] !== undefined) await Bun.write(secretFile, `${env['JWT_SECRET']}\n`);
  return { token: ada.access_token, secretFile };
}

describe.each(verifiers)('the code of the README for $name', (verifier) => {
  test.each<readonly [string, Env]>([
    ['secret.key', {}],
    ['JWT_SECRET', { JWT_SECRET: jwtSecret }],
  ])('verifies a token with the text of %s', async (_, env) => {
    await using app = await createTestApp(env);
    const { token, secretFile } = await issuedBy(app, env);
    const { exitCode, out, err } = await verify(verifier, secretFile, token);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const me = (await app.get('/api/auth/me', token)).body as { readonly id: string };
    expect(JSON.parse(out)).toEqual({ id: me.id, email: 'ada@example.com', role: 'Admin' });
  });

  test.each<readonly [string, Parameters<typeof forge>[1], RegExp]>([
    ['for another audience', { claims: { aud: 'other' } }, /"aud"|audience/i],
    ['of another issuer', { claims: { iss: 'http://localhost:3001' } }, /"iss"|issuer/i],
    ['that has expired', { claims: { exp: 1_700_000_000 } }, /"exp"|expired/i],
    ['signed with another secret', { secret: `${jwtSecret}x` }, /signature/i],
  ])('refuses a token %s', async (_, forgery, why) => {
    const env = { JWT_SECRET: jwtSecret };
    await using app = await createTestApp(env);
    const { token, secretFile } = await issuedBy(app, env);
    const { exitCode, out, err } = await verify(verifier, secretFile, forge(token, forgery));
    expect({ isRefused: exitCode !== 0, out }).toEqual({ isRefused: true, out: '' });
    expect(err).toMatch(why);
  });
});

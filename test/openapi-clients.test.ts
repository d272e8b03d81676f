// What others make of the API document: a linter finds nothing, and generated clients type-check and work.
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'bun:test';
import documentFile from '../src/web/docs/openapi.json' with { type: 'file' };
import {
  type ApiClient,
  apiClients,
  type ClientRun,
  clientSettings,
  lifeWithClient,
} from './support/api-clients.ts';
import { endProcesses, projectRoot, runProgram } from './support/process.ts';
import { createTestApp } from './support/test-app.ts';
import { temporaryDirectory } from './support/test-database.ts';

afterAll(endProcesses);

const bun = [process.execPath];
// Nothing here may ask the network; nothing listens at this port.
const env = {
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  NO_PROXY: '127.0.0.1',
  REDOCLY_TELEMETRY: 'off',
  REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
};

/** A directory with the document, in which the packages of this project are found. */
async function projectWith(files: Readonly<Record<string, string>>) {
  const directory = temporaryDirectory();
  symlinkSync(join(projectRoot, 'node_modules'), join(directory.path, 'node_modules'), 'dir');
  await Bun.write(join(directory.path, 'openapi.json'), Bun.file(documentFile));
  for (const [name, text] of Object.entries(files)) {
    await Bun.write(join(directory.path, name), text);
  }
  return directory;
}

/** Runs a program there to its end; what it says is shown when it fails. */
async function run(command: readonly string[], cwd: string): Promise<string> {
  const { exitCode, out, err } = await runProgram(command, { command: bun, cwd, env });
  expect({ command, exitCode, said: exitCode === 0 ? '' : out + err }).toEqual({
    command,
    exitCode: 0,
    said: '',
  });
  return out;
}

const linter = join(projectRoot, 'node_modules/@redocly/cli/bin/cli.js');

async function findings(cwd: string): Promise<readonly string[]> {
  const command = [linter, 'lint', 'openapi.json', '--extends', 'recommended', '--format', 'json'];
  const { out, err } = await runProgram(command, { command: bun, cwd, env });
  const start = out.indexOf('{');
  if (start === -1) throw new Error(`The linter said nothing: ${out}${err}`);
  const { problems } = JSON.parse(out.slice(start)) as {
    readonly problems: readonly { readonly ruleId: string; readonly message: string }[];
  };
  return problems.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

describe("the recommended rules of redocly's linter", () => {
  test('find nothing', async () => {
    using directory = await projectWith({});
    expect(await findings(directory.path)).toEqual([]);
  });

  test('would find something', async () => {
    const document = (await Bun.file(documentFile).json()) as { readonly info: object };
    const broken = { ...document, info: { ...document.info, license: undefined } };
    using directory = await projectWith({ 'openapi.json': JSON.stringify(broken) });
    expect(await findings(directory.path)).toEqual([expect.stringMatching(/^info-license/)]);
  });
});

describe.each([...apiClients])('a client made by $name', (client) => {
  test('type-checks, signs in, signs out, and is strict with its user', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    using directory = await made(client, origin);
    await run(typeCheck, directory.path);
    const seen = JSON.parse(await run(['life.ts'], directory.path)) as ClientRun;
    expect(seen).toEqual({
      registered: 201,
      email: 'ada@example.com',
      farewell: 'Logged out successfully',
      afterwards: { status: 401, code: 'invalid_token' },
    });
    const sessions = await app.database.read
      .selectFrom('sessions')
      .select('end_reason')
      .orderBy('created_at')
      .execute();
    // Registering began one too, which was not ended.
    expect(sessions.map((each) => each.end_reason)).toEqual([null, 'signed_out']);
    const wrong = lifeWithClient.replace("name: 'Ada Lovelace'", 'name: 1815');
    await Bun.write(join(directory.path, 'life.ts'), client.calls(origin) + wrong);
    const { out } = await runProgram(typeCheck, { command: bun, cwd: directory.path, env });
    expect(out).toContain("'number' is not assignable to type 'string'");
  });
});

const typeCheck = ['check', '-p', '.', '--no-script'];

/** The client and the program that uses it, in a directory of their own. */
async function made(client: ApiClient, origin: string) {
  const directory = await projectWith({
    ...client.files(origin),
    'tsconfig.json': clientSettings,
    'life.ts': client.calls(origin) + lifeWithClient,
  });
  await run(client.generate, directory.path);
  return directory;
}

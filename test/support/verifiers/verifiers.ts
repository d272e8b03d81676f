// Other programs that verify tokens. Each is run where what it needs is installed.
import { join } from 'node:path';
import { canRun, directory, projectRoot, runProgram } from '../process.ts';

export interface Verifier {
  readonly name: string;
  /** Prints the subject of a token, or fails; its arguments are the address of the keys, the issuer and the token. */
  readonly command: () => Promise<readonly string[]>;
}

/** The first Python that has PyJWT. */
const python = ['python3', '/usr/bin/python3'].find(
  (command) =>
    Bun.which(command) !== null && canRun([command, '-c', 'import jwt, cryptography'], projectRoot),
);
const go = Bun.which('go');

if (python === undefined)
  console.log('skipped: tokens are not verified with PyJWT, as no Python here has it');
if (go === null) console.log('skipped: tokens are not verified with Go, which is not installed');

const fileOf = (name: string) => join(import.meta.dir, name);

function pyJwt(command: string): Verifier {
  return { name: 'PyJWT', command: () => Promise.resolve([command, fileOf('verify.py')]) };
}

/** Built once, with nothing but the standard library. */
function goLibrary(command: string): Verifier {
  let built: Promise<string> | undefined;
  return {
    name: 'the standard library of Go',
    command: async () => [await (built ??= buildGo(command))],
  };
}

async function buildGo(command: string): Promise<string> {
  const program = join(directory(), 'verify');
  const cache = join(projectRoot, 'node_modules/.cache/go');
  const env = {
    GOCACHE: cache,
    GOPATH: join(cache, 'path'),
    GOPROXY: 'off',
    GOTOOLCHAIN: 'local',
  };
  const args = ['build', '-o', program, fileOf('verify.go')];
  const { exitCode, err } = await runProgram(args, { command: [command], env });
  if (exitCode !== 0) throw new Error(err);
  return program;
}

export const verifiers: readonly Verifier[] = [
  ...(python === undefined ? [] : [pyJwt(python)]),
  ...(go === null ? [] : [goLibrary(go)]),
];

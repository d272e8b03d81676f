// The examples of the handbook, and how each is made ready and started.
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { canRun, directory, projectRoot, runProgram } from '../process.ts';
import { exampleCode } from './handbook-code.ts';

export interface Example {
  readonly name: string;
  readonly file: string;
  /** How it is started where it lies. */
  readonly command: (place: string) => readonly string[];
  /** Further variables of its process. */
  readonly env?: (place: string) => Readonly<Record<string, string>>;
  /** Further files beside it, by name. */
  readonly files?: () => Promise<Readonly<Record<string, string>>>;
  /** What is done once before it is started. */
  readonly build?: (place: string) => Promise<void>;
  /** Whether a test can move its clock, by writing seconds into a file beside it. */
  readonly hasClock: boolean;
}

const clockFile = 'clock.mjs';
const clock = async () => ({
  [clockFile]: await Bun.file(join(import.meta.dir, clockFile)).text(),
});

export const elysiaExample: Example = {
  name: 'Elysia',
  file: 'elysia.ts',
  command: (place) => [
    process.execPath,
    '--preload',
    join(place, clockFile),
    join(place, 'elysia.ts'),
  ],
  files: clock,
  hasClock: true,
};

/** Node where there is one that is new enough, else Bun: the examples are written for both. */
const node = canRun(
  ['node', '-e', 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)'],
  projectRoot,
)
  ? 'node'
  : process.execPath;

function nodeExample(name: string, file: string): Example {
  return {
    name: `${name}, by ${node === 'node' ? 'Node' : 'Bun'}`,
    file,
    command: (place) => [node, '--import', join(place, clockFile), join(place, file)],
    files: clock,
    hasClock: true,
  };
}

export const javaScriptExamples: readonly Example[] = [
  elysiaExample,
  nodeExample('Hono', 'hono.mjs'),
  nodeExample('Express', 'express.mjs'),
  nodeExample('Fastify', 'fastify.mjs'),
  nodeExample('jsonwebtoken', 'jsonwebtoken.mjs'),
];

/** The first Python that has PyJWT. */
const python = ['python3', '/usr/bin/python3'].find(
  (command) =>
    Bun.which(command) !== null && canRun([command, '-c', 'import jwt, cryptography'], projectRoot),
);

/** Python loads this file before the program. */
const pythonClock = `import os, time
real = time.monotonic
file = os.path.join(os.path.dirname(__file__), "seconds")
time.monotonic = lambda: real() + float(open(file).read())
`;

const pythonExample = (command: string): Example => ({
  name: 'Python',
  file: 'notes.py',
  command: (place) => [command, join(place, 'notes.py')],
  env: (place) => ({ PYTHONPATH: place }),
  files: () => Promise.resolve({ 'sitecustomize.py': pythonClock }),
  hasClock: true,
});

const go = Bun.which('go');

const goExample = (command: string): Example => ({
  name: 'Go',
  file: 'notes.go',
  command: (place) => [join(place, 'notes')],
  build: async (place) => {
    const cache = join(projectRoot, 'node_modules/.cache/go');
    const env = {
      GOCACHE: cache,
      GOPATH: join(cache, 'path'),
      GOPROXY: 'off',
      GOTOOLCHAIN: 'local',
    };
    const build = await runProgram(['build', '-o', 'notes', 'notes.go'], {
      command: [command],
      cwd: place,
      env,
    });
    if (build.exitCode !== 0) throw new Error(build.err);
  },
  hasClock: false,
});

if (python === undefined) console.log('skipped: the example for Python, as there is no PyJWT here');
if (go === null) console.log('skipped: the example for Go, which is not installed');

export const otherExamples: readonly Example[] = [
  ...(python === undefined ? [] : [pythonExample(python)]),
  ...(go === null ? [] : [goExample(go)]),
];

const places = new Map<string, string>();

/** The directory in which an example lies, ready to be started. Made once, until `endProcesses` removes it. */
export async function placeOf(example: Example): Promise<string> {
  const known = places.get(example.file);
  if (known !== undefined && existsSync(known)) return known;
  const place = await layOut(example);
  places.set(example.file, place);
  return place;
}

async function layOut(example: Example): Promise<string> {
  const place = join(directory(), 'app');
  mkdirSync(place);
  symlinkSync(join(projectRoot, 'node_modules'), join(place, 'node_modules'), 'dir');
  const files = {
    [example.file]: exampleCode(example.file),
    seconds: '0',
    ...(await example.files?.()),
  };
  for (const [name, text] of Object.entries(files)) await Bun.write(join(place, name), text);
  await example.build?.(place);
  return place;
}

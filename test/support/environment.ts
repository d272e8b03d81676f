// The only file of the tests that reads the environment. What a machine happens to have set (a time zone, a
// proxy, PORT) must not decide whether a test passes, so nothing of it is let in but what is named here.

export type Env = Readonly<Record<string, string>>;

/** By which people steer the tests; the README and the files that ask for them tell what each does. */
const switches = [
  'TEST_BROWSER',
  'SCREENSHOTS',
  'SLOW_ANSWERS_MS',
  'FUZZ_CASES',
  'FUZZ_SEED',
  'UPDATE_SNAPSHOTS',
  'SEED',
  'TEST_DATABASE',
  'TEST_POSTGRES_URL',
  'TEST_POSTGRES_PROGRAMS',
  'TEST_INSTANCES',
] as const;

/** Where programs and temporary files are, without which nothing can be started. */
const places = ['PATH', 'TMPDIR', 'SystemRoot', 'TEMP', 'TMP'] as const;

/** The same on every machine. */
const fixed = { LANG: 'C.UTF-8', TZ: 'UTC' } as const satisfies Env;

/** Leaves this process nothing of the machine's environment but places and switches. */
export function neutralizeEnvironment(): void {
  const kept: ReadonlySet<string> = new Set([...places, ...switches]);
  for (const name of Object.keys(process.env)) if (!kept.has(name)) delete process.env[name];
  // Many tests hold lines that the program prints, and it quotes a path with a space or a sign in it.
  if (!/^[\w./-]*$/.test(process.env['TMPDIR'] ?? '')) delete process.env['TMPDIR'];
  Object.assign(process.env, fixed, { NODE_ENV: 'test' });
}

/**
 * What a child process gets: places, what is the same everywhere, and what the test gives it. It must be passed to
 * every child, as Bun lets one without it inherit the environment this process was started with.
 */
export function childEnv(env: Env = {}): Env {
  const given = places.map((name) => [name, process.env[name] ?? ''] as const);
  return { ...Object.fromEntries(given.filter(([, value]) => value !== '')), ...fixed, ...env };
}

/** The value of a switch; null when it is not set. */
export function switchValue(name: (typeof switches)[number]): string | null {
  const value = process.env[name] ?? '';
  return value === '' ? null : value;
}

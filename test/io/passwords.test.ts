import { afterAll, describe, expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { AppError } from '../../src/core/errors.ts';
import { createPasswords } from '../../src/io/passwords.ts';
import { endProcesses, runProgram } from '../support/process.ts';

const passwords = createPasswords();
afterAll(() => passwords.close());
afterAll(endProcesses);

type Pool = ReturnType<typeof createPasswords>;

/** A pool of its own for tests that fill it. */
async function withPool(
  options: Parameters<typeof createPasswords>[0],
  body: (pool: Pool) => Promise<void>,
): Promise<void> {
  const pool = createPasswords(options);
  try {
    await body(pool);
  } finally {
    await pool.close();
  }
}

/** Starts `count` checks at once; the outcomes stand in the order in which they came. */
async function burst(pool: Pool, count: number, network: string | null = null) {
  const outcomes: unknown[] = [];
  const attempts = Array.from({ length: count }, async () => {
    try {
      outcomes.push(await pool.verify('correct horse', null, network));
    } catch (error) {
      outcomes.push(error);
    }
  });
  await Promise.all(attempts);
  return outcomes;
}

const busy = expect.objectContaining({ code: 'server_busy', status: 503, retryAfterSeconds: 1 });

function repeat<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

describe('a password', () => {
  test('is stored as bcrypt of cost 10 with a salt of its own', async () => {
    const [first, second] = await Promise.all([
      passwords.hash('correct horse'),
      passwords.hash('correct horse'),
    ]);
    expect(first).toMatch(/^\$2b\$10\$[./A-Za-z0-9]{53}$/);
    expect(second).not.toBe(first);
    expect(await Bun.password.verify('correct horse', first)).toBe(true);
  });

  const composed = 'caf\u00E9-au-lait';
  const neighbours: { name: string; stored: string; other: string }[] = [
    { name: 'another word', stored: 'correct horse', other: 'correct hors' },
    { name: 'upper case', stored: 'correct horse', other: 'Correct horse' },
    { name: 'a space behind', stored: 'correct horse', other: 'correct horse ' },
    { name: 'the 73rd byte', stored: `${'x'.repeat(72)}1`, other: `${'x'.repeat(72)}2` },
    { name: 'a 73rd byte', stored: 'x'.repeat(72), other: 'x'.repeat(73) },
    { name: 'the 512th byte', stored: 'x'.repeat(512), other: `${'x'.repeat(511)}y` },
    { name: 'what follows a NUL', stored: 'a', other: 'a\0b' },
    { name: 'a repetition behind a NUL', stored: 'a', other: 'a\0a' },
    { name: 'a final NUL', stored: 'a\0', other: 'a' },
    { name: 'the Unicode form', stored: composed, other: composed.normalize('NFD') },
    { name: 'a lone surrogate', stored: 'eight\uD800', other: 'eight\uD801' },
    { name: 'nothing at all', stored: 'correct horse', other: '' },
  ];
  test.each(neighbours)('does not open with a difference in $name', async ({ stored, other }) => {
    const hash = await passwords.hash(stored);
    const checks = [passwords.verify(stored, hash), passwords.verify(other, hash)];
    expect(await Promise.all(checks)).toEqual([true, false]);
  });

  test('opens bcrypt hashes brought along from other programs', async () => {
    const hash = (await passwords.hash('correct horse')).slice(4);
    expect(await passwords.verify('correct horse', `$2a$${hash}`)).toBe(true);
    expect(await passwords.verify('correct horse', `$2y$${hash}`)).toBe(true);
  });

  test.each([
    null,
    '',
    'plain',
    '$2b$10$short',
    `$2b$10$${'!'.repeat(53)}`,
    '$2b$04$wI3by82usLKaZdYhNK5x7qWLruK.MygMxW8FjysuMr5g0yQLSRqEa',
    `$2b$31$${'a'.repeat(53)}`,
    '$argon2id$v=19$m=65536,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g',
  ])('does not open the stored value %p', async (stored) => {
    expect(await passwords.verify('no such password', stored)).toBe(false);
  });
});

describe('more hashing than the machine can do', () => {
  test('is refused before any work is done; what was admitted is answered', async () => {
    await withPool({ workers: 2, maxWaiting: 6, maxWaitMs: 60_000 }, async (pool) => {
      expect(await burst(pool, 100)).toEqual([...repeat(92, busy), ...repeat(8, false)]);
      expect(await burst(pool, 3)).toEqual(repeat(3, false));
    });
  });

  test('is refused when the wait would be too long, however short the queue', async () => {
    await withPool({ workers: 1, maxWaitMs: 100 }, async (pool) => {
      const outcomes = await burst(pool, 10);
      expect(outcomes.slice(0, 8)).toEqual(repeat(8, busy));
      expect(outcomes).toContain(false);
    });
  });

  test('is refused late when the wait became too long after all', async () => {
    const slow = (await passwords.hash('correct horse')).replace('$10$', '$13$');
    await withPool({ workers: 1, maxWaitMs: 100 }, async (pool) => {
      const first = pool.verify('correct horse', slow);
      expect(await burst(pool, 1)).toEqual([busy]);
      expect(await first).toBe(false);
      expect(await burst(pool, 1)).toEqual([false]);
    });
  });

  test('leaves three quarters of the waiting places to other networks', async () => {
    await withPool({ workers: 1, maxWaiting: 8, maxWaitMs: 60_000 }, async (pool) => {
      const [flood, neighbour, unknown] = await Promise.all([
        burst(pool, 20, '203.0.113.7'),
        burst(pool, 3, '198.51.100.1'),
        burst(pool, 5),
      ]);
      expect(flood).toEqual([...repeat(17, busy), ...repeat(3, false)]);
      expect(neighbour).toEqual([busy, false, false]);
      expect(unknown).toEqual([busy, ...repeat(4, false)]);
    });
  });
});

describe('the hashing threads', () => {
  test('are replaced when one crashes: only its own job fails', async () => {
    await withPool({ workers: 1 }, async (pool) => {
      const doomed = pool.hash('').catch((error: unknown) => error);
      const next = pool.hash('correct horse');
      expect(await doomed).toBeInstanceOf(Error);
      expect(await doomed).not.toBeInstanceOf(AppError);
      expect(await pool.verify('correct horse', await next)).toBe(true);
    });
  });

  test('end their running jobs on close and refuse the rest, now and later', async () => {
    const pool = createPasswords({ workers: 1 });
    const attempts = burst(pool, 3);
    await pool.close();
    expect(await attempts).toEqual([busy, busy, false]);
    expect(await burst(pool, 1)).toEqual([busy]);
    await pool.close();
  });

  test('neither hold a finished program back nor let it go too early', async () => {
    const module = new URL('../../src/io/passwords.ts', import.meta.url).href;
    const program = `
      const { createPasswords } = await import(${JSON.stringify(module)});
      const passwords = createPasswords();
      void passwords.verify('correct horse', null).then((matches) => { console.log(matches); });
    `;
    const command = [process.execPath, '-e', program];
    expect(await runProgram([], { command })).toEqual({ exitCode: 0, out: 'false\n', err: '' });
  });
});

test.skipIf(process.platform !== 'linux')(
  'hashing is done at a lower priority than requests, though not at the lowest',
  async () => {
    await withPool({ workers: 1 }, async (pool) => {
      const check = pool.verify('correct horse', null);
      const lower = Math.min(getPriority() + 8, 19);
      while (!nicenessOfThreads().includes(lower)) await Bun.sleep(1);
      await check;
    });
  },
);

/** Of all threads of this process. */
function nicenessOfThreads(): number[] {
  return readdirSync('/proc/self/task').map((id) => {
    const stat = statOf(id);
    // proc_pid_stat(5): niceness is field 19. The name in field 2 may hold anything, later fields no bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[16]);
  });
}

/** Empty for a thread that ended meanwhile. */
function statOf(id: string): string {
  try {
    return readFileSync(`/proc/self/task/${id}/stat`, 'utf8');
  } catch {
    return '';
  }
}

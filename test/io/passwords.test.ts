import { afterAll, describe, expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { AppError } from '../../src/core/errors.ts';
import { createPasswords } from '../../src/io/passwords.ts';
import { burst, busy, repeat, withPool } from '../support/password-pool.ts';
import { endProcesses, runProgram } from '../support/process.ts';

const passwords = createPasswords();
afterAll(() => passwords.close());
afterAll(endProcesses);

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
    { name: 'a letter that only looks the same', stored: composed, other: 'cafe-au-lait' },
    { name: 'a compatible letter', stored: 'eight fish \uFB01', other: 'eight fish fi' },
    { name: 'a lone surrogate', stored: 'eight\uD800', other: 'eight\uD801' },
    { name: 'nothing at all', stored: 'correct horse', other: '' },
  ];
  test.each(neighbours)('does not open with a difference in $name', async ({ stored, other }) => {
    const hash = await passwords.hash(stored);
    const checks = [passwords.verify(stored, hash), passwords.verify(other, hash)];
    expect(await Promise.all(checks)).toEqual([true, false]);
  });

  test.each([
    ['composed', composed.normalize('NFD')],
    ['decomposed', composed],
  ])('is the same in its %s form, whichever was stored', async (_, other) => {
    for (const stored of [composed, composed.normalize('NFD')]) {
      const hash = await passwords.hash(stored);
      expect(await passwords.verify(other, hash)).toBe(true);
      expect(await Bun.password.verify(composed, hash)).toBe(true);
    }
  });

  test('opens a hash of the decomposed text as it was made before', async () => {
    const decomposed = composed.normalize('NFD');
    const hash = await Bun.password.hash(decomposed, { algorithm: 'bcrypt', cost: 4 });
    expect(await passwords.verify(decomposed, hash)).toBe(true);
    expect(await passwords.verify(`${decomposed}!`, hash)).toBe(false);
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

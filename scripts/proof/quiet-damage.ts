// Damage after an orderly stop that changes no file attribute: the next start serves at once and checks later.
// Either the database is sound, or the server ends with advice, has not changed the file and gave no wrong answer
// before.
import { cpSync, existsSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, createClient } from './client.ts';
import { judgeStart, refusal, type Trial, usedDirectory } from './damage.ts';
import type { Random } from './random.ts';
import { launch, started, workDirectory } from './server.ts';

const checkedWithinMs = 3000;
const password = 'correct horse battery';

/** A data directory as from `usedDirectory`, after an orderly stop. */
export async function stoppedDirectory(command: readonly string[]): Promise<string> {
  const dataDir = await usedDirectory(command);
  await putAway(command, dataDir);
  return dataDir;
}

/** Writes the mark of an orderly stop for this file. */
async function putAway(command: readonly string[], dataDir: string): Promise<void> {
  const server = launch({ command, dataDir });
  await started(server);
  const exitCode = await server.stop();
  if (exitCode !== 0 || !existsSync(join(dataDir, 'clean-stop'))) {
    throw new Error(`The server left no mark: ${exitCode} ${server.err()}`);
  }
}

/** Damages a copy of a directory in one random way that only its bytes show, and starts the server on it. */
export async function quietTrial(
  command: readonly string[],
  healthy: string,
  random: Random,
): Promise<Trial> {
  const dataDir = join(workDirectory(), 'data');
  cpSync(healthy, dataDir, { recursive: true });
  await putAway(command, dataDir);
  const file = join(dataDir, 'anchor.db');
  const damage = damageQuietly(file, random);
  const before = Bun.hash(readFileSync(file));
  const child = launch({ command, dataDir });
  const origin = await child.ready;
  const answered = origin === null ? [] : await wrongAnswers(createClient(origin));
  await Promise.race([child.process.exited, Bun.sleep(checkedWithinMs)]);
  const hasEnded = child.process.exitCode !== null;
  const rest = hasEnded
    ? [
        ...(child.process.exitCode === 1 ? [] : [`it ended with ${child.process.exitCode}`]),
        ...(refusal.test(child.err()) ? [] : [`it said: ${child.err()}`]),
        ...(Bun.hash(readFileSync(file)) === before ? [] : ['anchor.db was changed']),
      ]
    : await judgeStart(origin ?? '', dataDir);
  await child.kill();
  return {
    damage,
    outcome: hasEnded ? 'refused' : 'started',
    said: child.err().trimEnd(),
    violations: [...answered, ...rest],
  };
}

function damageQuietly(file: string, random: Random): string {
  const { atimeMs, mtimeMs } = statSync(file);
  const bytes = readFileSync(file);
  // The first pages describe the others, so they are damaged more often.
  const limit = random.chance(0.2) ? Math.min(bytes.length, 4 * 4096) : bytes.length;
  const places = Array.from({ length: 1 + random.below(8) }, () => 100 + random.below(limit - 100));
  for (const at of places) bytes[at] = (bytes[at] ?? 0) ^ (1 + random.below(255));
  writeFileSync(file, bytes);
  utimesSync(file, atimeMs / 1000, (Math.floor(mtimeMs) + 0.5) / 1000);
  return `anchor.db with other bytes at ${places.join(', ')}`;
}

/** Answers that no damage may cause: another administrator, or a sign-in with a wrong password. */
async function wrongAnswers(client: Client): Promise<readonly string[]> {
  const ask = (path: string, body: Readonly<Record<string, unknown>>) =>
    client.call({ method: 'POST', path, body });
  const wrong: string[] = [];
  const person = { email: 'stranger@example.com', password, name: 'Stranger' };
  const joined = await ask('/api/auth/register', person);
  const { isAdmin = false } = (joined?.body['user'] ?? {}) as { readonly isAdmin?: unknown };
  if (isAdmin !== false) wrong.push('a stranger became administrator');
  const login = await ask('/api/auth/login', { email: 'ada@example.com', password: 'not hers' });
  if (login?.status === 200) wrong.push('a wrong password was accepted');
  return wrong;
}

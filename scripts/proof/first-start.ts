// Kills the server before its first user, and while the first users register.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from './client.ts';
import { administrators, countPeople, integrityProblems, openReadOnly } from './instance-checks.ts';
import type { Random } from './random.ts';
import { type Launch, launch, started, workDirectory } from './server.ts';

export interface FirstStart {
  readonly violations: readonly string[];
  readonly kills: number;
}

const applicants = 8;

/** Starts with an empty directory and ends with a server with an administrator, after several kills. */
export async function firstStart(
  { command, env }: Pick<Launch, 'command' | 'env'>,
  random: Random,
  startMs: number,
): Promise<FirstStart> {
  const dataDir = join(workDirectory(), 'data');
  const options = { command, dataDir, ...(env === undefined ? {} : { env }) };
  const early = 1 + random.below(3);
  for (let kill = 0; kill < early; kill += 1) {
    const child = launch(options);
    await Bun.sleep(random.below(startMs * 1.2));
    await child.kill();
    if (child.err() !== '') return { violations: [`a first start: ${child.err()}`], kills: kill };
  }
  const joined = await joinAndKill(options, random);
  const child = launch(options);
  await started(child);
  const violations = inspect(dataDir, joined);
  await child.kill();
  return { violations, kills: early + 2 };
}

interface Joined {
  readonly email: string;
  readonly isAdmin: boolean;
}

async function joinAndKill(options: Launch, random: Random): Promise<readonly Joined[]> {
  const child = launch(options);
  const client = createClient(await started(child));
  const joined: Joined[] = [];
  const attempts = Array.from({ length: applicants }, async (_, index) => {
    const email = `first-${index}@example.com`;
    const body = { email, password: 'correct horse battery', name: 'Someone' };
    const answer = await client.call({ method: 'POST', path: '/api/auth/register', body });
    if (answer?.status !== 201) return;
    const { isAdmin } = answer.body['user'] as { readonly isAdmin: boolean };
    joined.push({ email, isAdmin });
  });
  await Promise.race([...attempts, Bun.sleep(random.below(300))]);
  await child.kill();
  await Promise.all(attempts);
  return joined;
}

function inspect(dataDir: string, joined: readonly Joined[]): string[] {
  const database = openReadOnly(dataDir);
  try {
    const problems = integrityProblems(database);
    const admins = administrators(database);
    const people = countPeople(database);
    const acknowledged = joined.filter(({ isAdmin }) => isAdmin);
    if (admins.length !== (people === 0 ? 0 : 1))
      problems.push(`${admins.length} administrators among ${people} people`);
    for (const { email } of acknowledged)
      if (!admins.includes(email))
        problems.push(`${email} was acknowledged as administrator but is none`);
    if (people < joined.length)
      problems.push(`${joined.length} registrations were acknowledged, ${people} accounts exist`);
    if (people > 0 && !existsSync(join(dataDir, 'initialized')))
      problems.push('the mark that there are users is missing');
    return problems;
  } finally {
    database.close();
  }
}

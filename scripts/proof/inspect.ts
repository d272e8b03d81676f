// Checks after each start: the data directory, every person in the ledger, and the answers of the API.
import type { Tally } from './attempt.ts';
import { createClient } from './client.ts';
import {
  administrators,
  countPeople,
  integrityProblems,
  openReadOnly,
  pictureProblems,
} from './instance-checks.ts';
import { checkGone, settleDoubt } from './ledger.ts';
import type { Person } from './person.ts';
import { checkSecrets, repeatLostRefresh } from './secrets.ts';
import { type Child, type Launch, started } from './server.ts';
import type { Worker } from './workers.ts';

export interface Inspection {
  readonly child: Child;
  readonly launchOptions: Launch;
  readonly workers: readonly Worker[];
  readonly tally: Tally;
}

/** Differences from what was acknowledged, as text. */
export async function inspect({
  child,
  launchOptions: { dataDir },
  workers,
  tally,
}: Inspection): Promise<readonly string[]> {
  const client = createClient(await started(child));
  const database = openReadOnly(dataDir);
  const people = workers.flatMap((worker) => worker.people);
  try {
    const violations = [...integrityProblems(database), ...pictureProblems(database, dataDir)];
    for (const person of people) {
      const { doubt } = person;
      const { violations: found, isCarriedOut } = await settleDoubt(database, person);
      violations.push(...found);
      if (isCarriedOut) tally.carriedOut += 1;
      const rotating = doubt?.rotating ?? null;
      if (rotating !== null)
        violations.push(...(await repeatLostRefresh(client, person, rotating.sessionId)));
    }
    violations.push(...countingProblems(database, people));
    const touched = people.filter(({ isTouched }) => isTouched);
    for (const person of touched) {
      violations.push(...(await checkSecrets(client, person)));
      person.isTouched = false;
    }
    for (const person of people)
      if (person.facts === null) violations.push(...checkGone(database, person));
    forgetLongGone(workers);
    return violations;
  } finally {
    database.close();
  }
}

function countingProblems(
  database: ReturnType<typeof openReadOnly>,
  people: readonly Person[],
): string[] {
  const known = people.filter(({ facts }) => facts !== null).length + 1;
  const found = countPeople(database);
  const admins = administrators(database);
  return [
    ...(found === known ? [] : [`${found} people are there, ${known} are known`]),
    ...(admins.length === 1 ? [] : [`there are ${admins.length} administrators`]),
  ];
}

const gonePerWorker = 10;

function forgetLongGone(workers: readonly Worker[]): void {
  for (const { people } of workers) {
    const gone = people.filter(({ facts }) => facts === null);
    for (const person of gone.slice(0, -gonePerWorker)) people.splice(people.indexOf(person), 1);
  }
}

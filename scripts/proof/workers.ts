// The load: each worker has people of its own, so that what must become of each is known.
import { accountDeeds } from './account-deeds.ts';
import { adminDeeds } from './admin-deeds.ts';
import { attempt, type Attempt, type Load } from './attempt.ts';
import type { Person } from './person.ts';
import { register, signInDeeds } from './sign-in-deeds.ts';

const peoplePerWorker = 4;
const deeds = [...signInDeeds, ...accountDeeds, ...adminDeeds];
const totalWeight = deeds.reduce((sum, [weight]) => sum + weight, 0);

/** What one worker knows. */
export interface Worker {
  readonly name: string;
  readonly people: Person[];
  registrations: number;
}

export function hire(count: number): readonly Worker[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `worker-${index}`,
    people: [],
    registrations: 0,
  }));
}

/** Works until the server is gone or a request of its own remains unanswered. */
export async function work(load: Load, worker: Worker): Promise<void> {
  while (!load.isOver()) {
    const living = worker.people.filter(({ facts }) => facts !== null);
    const joins =
      living.length === 0 || (living.length < peoplePerWorker && load.random.chance(0.01));
    const person = joins ? await join(load, worker) : await act(load, load.random.pick(living));
    if (person !== null && person.doubt !== null) return;
  }
}

/** Somebody new. */
export async function join(load: Load, worker: Worker): Promise<Person> {
  worker.registrations += 1;
  const person = await register(load, `${worker.name}-${worker.registrations}@example.com`);
  worker.people.push(person);
  return person;
}

async function act(load: Load, person: Person): Promise<Person | null> {
  const next = choose(load, person);
  if (next === null) return null;
  await attempt(load, person, next);
  return person;
}

function choose(load: Load, person: Person): Attempt | null {
  if (person.facts === null) return null;
  let at = (load.random.below(1_000_000) / 1_000_000) * totalWeight;
  for (const [weight, deed] of deeds) {
    at -= weight;
    if (at < 0) return deed(person, person.facts, load);
  }
  return null;
}

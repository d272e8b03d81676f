// The load: each worker has its own people, so that the expected state of each is known.
import { accountRequests } from './account-requests.ts';
import { adminRequests } from './admin-requests.ts';
import { attempt, type Attempt, type Load } from './attempt.ts';
import type { Person } from './person.ts';
import { register, signInRequests } from './sign-in-requests.ts';

const peoplePerWorker = 4;
const requests = [...signInRequests, ...accountRequests, ...adminRequests];
const totalWeight = requests.reduce((sum, [weight]) => sum + weight, 0);

/** The state of one worker. */
export interface Worker {
  readonly name: string;
  readonly people: Person[];
  registrations: number;
}

export function createWorkers(count: number): readonly Worker[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `worker-${index}`,
    people: [],
    registrations: 0,
  }));
}

/** Sends requests until the server is gone or one of its requests got no answer. */
export async function work(load: Load, worker: Worker): Promise<void> {
  while (!load.isOver()) {
    const living = worker.people.filter(({ facts }) => facts !== null);
    const joins =
      living.length === 0 || (living.length < peoplePerWorker && load.random.chance(0.01));
    const person = joins ? await join(load, worker) : await act(load, load.random.pick(living));
    if (person !== null && person.doubt !== null) return;
  }
}

/** Registers a new person. */
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
  for (const [weight, request] of requests) {
    at -= weight;
    if (at < 0) return request(person, person.facts, load);
  }
  return null;
}

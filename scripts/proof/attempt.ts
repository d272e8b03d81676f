// One request of the load, and what the ledger learns from its answer or from none.
import type { Answer, Body, Call, Client } from './client.ts';
import type { Facts } from './facts.ts';
import { adopt, type Holding, type Person, remember } from './person.ts';
import type { Random } from './random.ts';

/** What a run did. */
export interface Tally {
  requests: number;
  acknowledged: number;
  unanswered: number;
  /** Answered 503 `server_busy`: nothing happened, and that was said. */
  refused: number;
  /** Answered 503 `storage_unavailable`: likewise. */
  unstored: number;
  /** Requests without an answer that turn out to have been carried out. */
  carriedOut: number;
}

/** The load of one cycle. */
export interface Load {
  readonly client: Client;
  readonly adminToken: string;
  readonly mode: 'enabled' | 'review';
  readonly random: Random;
  readonly tally: Tally;
  readonly violations: string[];
  /** Whether the end has come: from then on nobody needs to answer. */
  isOver(): boolean;
  onAcknowledged(): void;
  /** Before a request about somebody is sent. */
  onAsked?(person: Person): void;
  /** After its answer is in the ledger, whatever it was. */
  onAnswered?(person: Person): void;
}

/** A request about one person. */
export interface Attempt {
  readonly deed: string;
  readonly call: Call;
  /** The status of success. */
  readonly status: number;
  /** What stands in the database afterwards; without a body the values that nobody was told are unknown. */
  readonly after: (body: Body | null) => Facts | null;
  /** Takes the new secrets. */
  readonly learn?: (body: Body) => void;
  /** The password that counts afterwards. */
  readonly password?: string;
  /** The session whose refresh token it replaces. */
  readonly rotating?: Holding;
  /** Sent twice at once: both must get the same. */
  readonly twice?: boolean;
}

export function newTally(): Tally {
  return { requests: 0, acknowledged: 0, unanswered: 0, refused: 0, unstored: 0, carriedOut: 0 };
}

/** Something a person can do now; null when there is nothing of the kind to do. */
export type Deed = (person: Person, facts: Facts, load: Load) => Attempt | null;

export async function attempt(load: Load, person: Person, what: Attempt): Promise<void> {
  person.isTouched = true;
  load.onAsked?.(person);
  const answer = await send(load, what);
  enter(load, person, { what, answer });
  if (answer !== null) load.onAnswered?.(person);
}

interface Outcome {
  readonly what: Attempt;
  readonly answer: Answer | null;
}

function enter(load: Load, person: Person, { what, answer }: Outcome): void {
  if (answer === null) {
    load.tally.unanswered += 1;
    if (!load.isOver()) load.violations.push(`${what.deed}: a living server gave no answer`);
    const { deed, password = person.password, rotating = null } = what;
    person.doubt = { deed, after: what.after(null), password, rotating };
  } else if (answer.status === 503 && answer.body['code'] === 'server_busy') {
    load.tally.refused += 1;
  } else if (answer.status === 503 && answer.body['code'] === 'storage_unavailable') {
    load.tally.unstored += 1;
  } else if (answer.status === what.status) {
    load.tally.acknowledged += 1;
    settle(person, what, answer.body);
    load.onAcknowledged();
  } else {
    const { status, body } = answer;
    load.violations.push(`${what.deed} of ${person.email}: ${status} ${JSON.stringify(body)}`);
  }
}

/** Enters what was acknowledged, or turned out to be so. */
function settle(person: Person, what: Attempt, body: Body): void {
  if (what.password !== undefined && what.password !== person.password) {
    remember(person.oldPasswords, person.password);
    person.password = what.password;
  }
  const facts = what.after(body);
  if (facts === null) bury(person, what.deed);
  adopt(person, facts);
  what.learn?.(body);
}

/** Remembers who is gone, and by what deed. */
export function bury(person: Person, deed: string): void {
  if (person.facts === null) return;
  const event = deed === 'reject' ? 'user.rejected' : 'user.deleted';
  person.gone = { id: person.facts.id, event };
}

async function send(load: Load, what: Attempt): Promise<Answer | null> {
  const calls = [load.client.call(what.call)];
  if (what.twice === true) calls.push(load.client.call(what.call));
  load.tally.requests += calls.length;
  const answers = (await Promise.all(calls)).filter((answer) => answer !== null);
  const [first, second] = answers;
  const given = answers.map(({ body }) => body['refresh_token']);
  if (first !== undefined && second !== undefined && given[0] !== given[1])
    load.violations.push(`${what.deed}: two answers differ: ${JSON.stringify(answers)}`);
  return first ?? null;
}

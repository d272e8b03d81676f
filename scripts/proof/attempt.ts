// One request of the load, and what the ledger records of its answer or of a missing answer.
import type { Answer, Body, Call, Client } from './client.ts';
import type { Facts } from './facts.ts';
import { adopt, type Holding, type Person, remember } from './person.ts';
import type { Random } from './random.ts';

/** The counts of a run. */
export interface Tally {
  requests: number;
  acknowledged: number;
  unanswered: number;
  /** Answered 503 `server_busy`: nothing was changed. */
  refused: number;
  /** Answered 503 `storage_unavailable`: nothing was changed. */
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
  /** Whether the server was killed: from then on requests may stay unanswered. */
  isOver(): boolean;
  onAcknowledged(): void;
  /** Called before a request about a person is sent. */
  onAsked?(person: Person): void;
  /** Called after its answer is in the ledger. */
  onAnswered?(person: Person): void;
}

/** A request about one person. */
export interface Attempt {
  readonly request: string;
  readonly call: Call;
  /** The status of a successful answer. */
  readonly status: number;
  /** The expected database state afterwards; without a body, values that only the answer contains are unknown. */
  readonly after: (body: Body | null) => Facts | null;
  /** Stores the new secrets of the answer. */
  readonly learn?: (body: Body) => void;
  /** The password that is valid afterwards. */
  readonly password?: string;
  /** The session whose refresh token the request replaces. */
  readonly rotating?: Holding;
  /** Sent twice at the same time: both answers must be equal. */
  readonly twice?: boolean;
}

export function newTally(): Tally {
  return { requests: 0, acknowledged: 0, unanswered: 0, refused: 0, unstored: 0, carriedOut: 0 };
}

/** A request that a person can make now; null when it does not apply. */
export type PersonRequest = (person: Person, facts: Facts, load: Load) => Attempt | null;

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
    if (!load.isOver()) load.violations.push(`${what.request}: a running server gave no answer`);
    const { request, password = person.password, rotating = null } = what;
    person.doubt = { request, after: what.after(null), password, rotating };
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
    load.violations.push(`${what.request} of ${person.email}: ${status} ${JSON.stringify(body)}`);
  }
}

/** Records a change that was acknowledged or turned out to be carried out. */
function settle(person: Person, what: Attempt, body: Body): void {
  if (what.password !== undefined && what.password !== person.password) {
    remember(person.oldPasswords, person.password);
    person.password = what.password;
  }
  const facts = what.after(body);
  if (facts === null) markGone(person, what.request);
  adopt(person, facts);
  what.learn?.(body);
}

/** Records that the person was deleted, and by which request. */
export function markGone(person: Person, request: string): void {
  if (person.facts === null) return;
  const event = request === 'reject' ? 'user.rejected' : 'user.deleted';
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
    load.violations.push(`${what.request}: two answers differ: ${JSON.stringify(answers)}`);
  return first ?? null;
}

// Everything hostile at once, as a process of its own so that it does not slow the honest clients' clock.
// Arguments: the port, how many seconds, a number that makes its networks new. Prints AttackReport as JSON.
import { getRequest, person, postRequest } from './client.ts';
import type { Answer } from './http-connection.ts';
import { load } from './load.ts';
import { SlowConnections, type SlowLives } from './slow-connections.ts';

export interface AttackReport {
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** 429 and 503: how many, and how quickly. */
  readonly shed: number;
  readonly shedP99Ms: number;
  /** 429 and 503 without Retry-After, other 5xx, and connections closed without an answer. */
  readonly improper: number;
  readonly slow: SlowLives;
}

interface Wave {
  readonly connections: number;
  /** After each answer; an attacker ignores Retry-After. */
  readonly pauseMs: number;
  readonly request: (index: number) => string;
}

const [port = 0, seconds = 0, wave = 0] = process.argv.slice(2).map(Number);
const slowConnections = 2000;
const networks = 250;

/** One network after another; the proxy in front is believed. */
function from(index: number): { 'X-Forwarded-For': string } {
  return { 'X-Forwarded-For': `198.18.${wave % 256}.${index % networks}` };
}

const garbage = [
  '{"email":',
  '['.repeat(5000),
  JSON.stringify({ email: ['a'], password: { length: 12 } }),
  JSON.stringify({ junk: 'x'.repeat(16_000) }),
  `{"a":${'{"a":'.repeat(500)}1${'}'.repeat(500)}}`,
];
const garbageTypes = ['application/json', 'text/plain', 'application/x-www-form-urlencoded'];
const authPaths = ['login', 'register', 'refresh', 'logout', 'oidc/exchange', 'nothing-here'];

// About 2,000 requests a second in all, if the server answers at once.
const waves: readonly Wave[] = [
  {
    connections: 32,
    pauseMs: 50,
    request: (index) => {
      const email = index % 2 === 0 ? person.email : `guess${index}@example.org`;
      return postRequest('/api/auth/login', { email, password: `guess ${index}` }, from(index));
    },
  },
  {
    connections: 8,
    pauseMs: 25,
    request: (index) => getRequest('/api/auth/oidc/initiate?redirect=/account', from(index)),
  },
  {
    connections: 8,
    pauseMs: 50,
    request: (index) => {
      const email = `flood${wave}-${index}@example.org`;
      return postRequest('/api/auth/register', { ...person, email }, from(index));
    },
  },
  {
    connections: 16,
    pauseMs: 20,
    request: (index) =>
      postRequest(
        `/api/auth/${authPaths[index % authPaths.length] ?? ''}`,
        garbage[index % garbage.length] ?? '',
        { 'Content-Type': garbageTypes[index % garbageTypes.length] ?? '', ...from(index) },
      ),
  },
];

const statuses: Record<string, number> = {};
const shedMs: number[] = [];
let improper = 0;

function note(answer: Answer): void {
  statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
  const isShed = answer.status === 429 || answer.status === 503;
  if (isShed && Number(answer.header('retry-after')) >= 1) shedMs.push(answer.latencyMs);
  else if (answer.status === 0 || answer.status >= 500 || isShed) improper += 1;
}

async function flood({ connections, pauseMs, request }: Wave): Promise<void> {
  let index = 0;
  await load({
    port,
    seconds,
    connections,
    request: () => request((index += 1)),
    answered: (_connection, answer) => {
      note(answer);
      return pauseMs;
    },
  });
}

const slow = new SlowConnections(port);
await slow.open(slowConnections);
await Promise.all(waves.map(flood));
const lives = slow.end();
const report: AttackReport = {
  statuses,
  shed: shedMs.length,
  shedP99Ms: shedMs.toSorted((a, b) => a - b)[Math.floor(shedMs.length * 0.99)] ?? 0,
  improper,
  slow: lives,
};
console.log(JSON.stringify(report));
process.exit(0);

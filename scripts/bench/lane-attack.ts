import type { AttackReport } from './attacker.ts';
import { getRequest, logInRepeatedly, meRequest, refreshChains, register } from './client.ts';
import type { Lane } from './lane.ts';
import { load, type LoadResult, median } from './load.ts';
import {
  runAttacker,
  type ServerProcess,
  sourceCommand,
  startServer,
  temporaryDirectory,
} from './processes.ts';
import { figure, type Row, row } from './report.ts';

const connectionsEach = 8;
/** Long enough to see connections closed that send too slowly. */
const attackSeconds = 20;
/** There are so many legitimate users that none comes near a limit. */
const honestNetworks = 4000;

interface Traffic {
  readonly me: LoadResult;
  readonly refresh: LoadResult;
}

interface Round {
  readonly idle: Traffic;
  readonly attacked: Traffic;
  readonly slowestHealthMs: number;
  readonly grownMiB: number;
  readonly attack: AttackReport;
}

/**
 * Everybody's worst day: guessed passwords, sign-ins begun and dropped, registrations, garbage, and 2,000
 * connections that never finish, with all limits on; beside it people who refresh and read `me`.
 */
export const measureAttack: Lane = async ({ seconds, rounds }) => {
  const provider = startProvider();
  const ours = await startServer(sourceCommand, temporaryDirectory(), {
    RATE_LIMIT: 'on',
    TRUSTED_PROXIES: '127.0.0.1',
    OIDC_ENABLED: 'true',
    OIDC_PROVIDER_NAME: 'Stand-in',
    OIDC_ISSUER_URL: provider.url.origin,
    OIDC_CLIENT_ID: 'bench',
  });
  const honest = await openHonest(ours);
  await honest(seconds);
  const results: Round[] = [];
  for (let wave = 0; wave < rounds; wave += 1) {
    const idle = await honest(seconds * 2);
    results.push({ idle, ...(await attack(ours, wave, honest)) });
  }
  await ours.stop();
  await provider.stop(true);
  return rowsOf(results);
};

type Honest = (seconds: number) => Promise<Traffic>;

async function openHonest({ port }: ServerProcess): Promise<Honest> {
  const { access } = await register(port);
  let calls = 0;
  const headers = () => {
    const network = (calls += 1) % honestNetworks;
    return { 'X-Forwarded-For': `192.0.${network >> 8}.${network & 255}` };
  };
  const chains = refreshChains(await logInRepeatedly(port, connectionsEach), headers);
  const request = meRequest(access, headers());
  return async (seconds) => {
    const [me, refresh] = await Promise.all([
      load({ port, seconds, connections: connectionsEach, request: () => request }),
      load({ port, seconds, ...chains }),
    ]);
    requireSuccess(me);
    return { me, refresh };
  };
}

async function attack(server: ServerProcess, wave: number, honest: Honest) {
  const before = server.residentMiB();
  let peak = before;
  const sampler = setInterval(() => {
    peak = Math.max(peak, server.residentMiB());
  }, 50);
  const attacking = runAttacker(server.port, attackSeconds, wave);
  // Until the slow connections are open.
  await Bun.sleep(1000);
  const [attacked, slowestHealthMs] = await Promise.all([
    honest(attackSeconds - 2),
    slowestHealth(server, attackSeconds - 2),
  ]);
  const report = await attacking;
  clearInterval(sampler);
  return { attacked, slowestHealthMs, grownMiB: peak - before, attack: report };
}

/** What a supervisor sees who looks 20 times a second. */
async function slowestHealth({ port }: ServerProcess, seconds: number): Promise<number> {
  const request = getRequest('/health/live');
  let slowestMs = 0;
  const result = await load({
    port,
    seconds,
    connections: 1,
    request: () => request,
    answered: (_connection, { latencyMs }) => {
      slowestMs = Math.max(slowestMs, latencyMs);
      return 50;
    },
  });
  requireSuccess(result);
  return slowestMs;
}

function requireSuccess({ statuses }: LoadResult): void {
  if (statuses.size === 1 && statuses.has(200)) return;
  throw new Error(`An honest request was answered ${[...statuses.keys()].join(', ')}`);
}

/** As much of an OpenID provider as it takes to begin a sign-in. */
function startProvider(): Bun.Server<undefined> {
  return Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: ({ url }) => {
      const issuer = new URL(url).origin;
      return Response.json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
      });
    },
  });
}

function rowsOf(results: readonly Round[]): Row[] {
  const middle = (of: (round: Round) => number): number => median(results.map(of));
  const worst = (of: (round: Round) => number): number => Math.max(...results.map(of));
  const others = (['me', 'refresh'] as const).flatMap((name) => {
    const what = `Attack: p99 of ${name === 'me' ? 'GET /me' : 'POST /refresh'}`;
    const p99Ms = middle(({ attacked }) => attacked[name].p99Ms);
    const ratio = middle(({ attacked, idle }) => attacked[name].p99Ms / idle[name].p99Ms);
    return [
      row('T23', what, { value: p99Ms, unit: 'ms', atMost: 100 }),
      row('5', what, { value: ratio, unit: '× idle', atMost: 2 }),
    ];
  });
  return [
    ...others,
    row('5', 'Attack: others’ throughput', {
      value: 100 * middle(({ attacked, idle }) => total(attacked) / total(idle)),
      unit: '% of idle',
      atLeast: 50,
      note: `${figure(middle(({ attacked }) => total(attacked)))}/s`,
    }),
    row('6', 'Attack: p99 of 429 and 503', {
      value: middle((round) => round.attack.shedP99Ms),
      unit: 'ms',
      atMost: 100,
      note: `${figure(middle((round) => round.attack.shed))} of ${figure(middle(answers))} answers`,
    }),
    row('6', 'Attack: 429 and 503 without Retry-After, other 5xx, no answer', {
      value: worst((round) => round.attack.improper),
      unit: 'answers',
      atMost: 0,
    }),
    row('6', 'Attack: memory', {
      value: worst((round) => round.grownMiB),
      unit: 'MiB more',
      atMost: 30,
    }),
    row('T45', 'Attack: slowest /health/live', {
      value: worst((round) => round.slowestHealthMs),
      unit: 'ms',
      atMost: 100,
      note: `${figure(middle(({ attack: { slow } }) => slow.meanOpen))} slow connections`,
    }),
    row('T45', 'Attack: a head that never ends is cut off after', {
      value: worst(({ attack: { slow } }) => slow.headSeconds),
      unit: 's',
      atMost: 15,
      note: `${figure(middle(({ attack: { slow } }) => slow.closed))} closed`,
    }),
    row('T45', 'Attack: a body that never ends is cut off after', {
      value: worst(({ attack: { slow } }) => slow.bodySeconds),
      unit: 's',
      atMost: 18,
    }),
  ];
}

function total({ me, refresh }: Traffic): number {
  return me.perSecond + refresh.perSecond;
}

function answers({ attack: { statuses } }: Round): number {
  return Object.values(statuses).reduce((sum, count) => sum + count, 0);
}

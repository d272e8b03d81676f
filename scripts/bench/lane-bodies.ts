import type { BodyAttackReport } from './body-attacker.ts';
import { getRequest, meRequest, register } from './client.ts';
import type { Lane } from './lane.ts';
import { load, type LoadResult, median } from './load.ts';
import {
  runBodyAttacker,
  type ServerProcess,
  sourceCommand,
  startServer,
  temporaryDirectory,
} from './processes.ts';
import { figure, type Row, row } from './report.ts';

const attackSeconds = 6;
const honestConnections = 8;

interface Round {
  readonly idle: LoadResult;
  readonly me: LoadResult;
  readonly health: LoadResult;
  readonly grownMiB: number;
  readonly attack: BodyAttackReport;
}

/**
 * Mark 12h: anonymous bodies of 100 KB that are as dear as they can be, from 6 connections and from 500 that
 * never pause, with all limits on; beside them people who read `me`, and a supervisor.
 */
export const measureBodies: Lane = async ({ seconds, rounds }) => {
  const rows: Row[] = [];
  for (const attackers of [6, 500]) {
    const results: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      results.push(await measure(attackers, seconds * 2));
    }
    rows.push(...rowsOf(attackers, results));
  }
  return rows;
};

/** Each round has a server of its own: memory is never given back as quickly as it is taken. */
async function measure(attackers: number, seconds: number): Promise<Round> {
  const server = await startServer(sourceCommand, temporaryDirectory(), {
    RATE_LIMIT: 'on',
    TRUSTED_PROXIES: '127.0.0.1',
  });
  const { access } = await register(server.port);
  await readMe(server, access, seconds);
  const idle = await readMe(server, access, seconds);
  const before = server.residentMiB();
  let peak = before;
  const sampler = setInterval(() => {
    peak = Math.max(peak, server.residentMiB());
  }, 50);
  const attacking = runBodyAttacker(server.port, attackSeconds, attackers);
  await Bun.sleep(1000);
  const [me, health] = await Promise.all([
    readMe(server, access, attackSeconds - 2),
    lookAt(server, attackSeconds - 2),
  ]);
  const attack = await attacking;
  clearInterval(sampler);
  await server.stop();
  return { idle, me, health, grownMiB: peak - before, attack };
}

function readMe({ port }: ServerProcess, access: string, seconds: number): Promise<LoadResult> {
  const request = meRequest(access);
  return load({ port, seconds, connections: honestConnections, request: () => request });
}

/** What a supervisor sees who looks 20 times a second. */
function lookAt({ port }: ServerProcess, seconds: number): Promise<LoadResult> {
  const request = getRequest('/health/live');
  return load({ port, seconds, connections: 1, request: () => request, answered: () => 50 });
}

function rowsOf(attackers: number, results: readonly Round[]): readonly Row[] {
  const middle = (of: (round: Round) => number): number => median(results.map(of));
  const worst = (of: (round: Round) => number): number => Math.max(...results.map(of));
  const what = `Dear bodies from ${attackers} connections`;
  const sent = figure(middle(({ attack }) => attack.perSecond));
  return [
    row('12h', `${what}: p50 of GET /health/live`, {
      value: middle(({ health }) => health.p50Ms),
      unit: 'ms',
      atMost: 50,
      note: `p99 ${figure(middle(({ health }) => health.p99Ms))} ms, ${sent} bodies/s`,
    }),
    row('12h', `${what}: p99 of GET /me`, {
      value: middle(({ idle, me }) => me.p99Ms / idle.p99Ms),
      unit: '× idle',
      atMost: 3,
      note: `${figure(middle(({ me }) => me.p99Ms))} ms`,
    }),
    row('12h', `${what}: memory`, {
      value: worst(({ grownMiB }) => grownMiB),
      unit: 'MiB more',
      atMost: 50,
    }),
  ];
}

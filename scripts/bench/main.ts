// `bun run bench`: how fast, small and steady the server is, in ratios to yardsticks of the same run.
// Speed of a shared machine drifts by a third within minutes: only what is measured in turns compares.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Lane, Plan } from './lane.ts';
import { measureAttack } from './lane-attack.ts';
import { measureBetterAuth } from './lane-better-auth.ts';
import { measureBodies } from './lane-bodies.ts';
import { measureForgotten } from './lane-forgotten.ts';
import { measureImpatient } from './lane-impatient.ts';
import { measureLogin } from './lane-login.ts';
import { measureMe } from './lane-me.ts';
import { measureMemory } from './lane-memory.ts';
import { measureOverload } from './lane-overload.ts';
import { measurePostgres } from './lane-postgres.ts';
import { measureRefresh } from './lane-refresh.ts';
import { measureScale } from './lane-scale.ts';
import { measureSize } from './lane-size.ts';
import { measureStartup } from './lane-startup.ts';
import { measureStorm } from './lane-storm.ts';
import { measureTokens } from './lane-tokens.ts';
import { measureUsers } from './lane-users.ts';
import { cleanUpAtExit, discardAll, projectRoot } from './processes.ts';
import { markdownTable, type Row, terminalTable } from './report.ts';

const lanes: Readonly<Record<string, Lane>> = {
  me: measureMe,
  tokens: measureTokens,
  refresh: measureRefresh,
  login: measureLogin,
  storm: measureStorm,
  impatient: measureImpatient,
  overload: measureOverload,
  forgotten: measureForgotten,
  startup: measureStartup,
  memory: measureMemory,
  size: measureSize,
  'better-auth': measureBetterAuth,
  scale: measureScale,
  users: measureUsers,
  attack: measureAttack,
  bodies: measureBodies,
  postgres: measurePostgres,
};

/** Long lanes, which run only when named. */
const onDemand = new Set(['scale', 'users', 'attack', 'bodies', 'postgres']);

const usage = `Usage: bun run bench [options]
  --only a,b        of ${Object.keys(lanes).join(', ')} (default: all but scale, users, attack, bodies and postgres)
  --seconds N       length of one measurement (default 1)
  --rounds N        measurements of each side (default 5)
  --binary PATH     the compiled program (default dist/anchor-auth)
  --users N         people in the database of scale (default 100000)
  --full            as many requests and rows as the marks name
  --markdown        the table in Markdown`;

const today = new Date().toISOString().slice(0, 10);
const legend = `Bun ${Bun.version}, ${availableParallelism()} cores, ${today}. Load and server share the machine.
H: Elysia answering a constant. M: bare Bun.serve with the same token check and row read.
B: raw bcrypt, cost 10. T: raw SQLite rotations, one after another, synchronous=FULL.`;

interface Choice {
  readonly names: readonly string[];
  readonly plan: Plan;
  readonly isMarkdown: boolean;
}

/** Runs the lanes asked for. The exit code says whether they ran, not whether every mark was met. */
async function main(): Promise<number> {
  const choice = readArguments();
  if (choice === null) {
    console.error(usage);
    return 2;
  }
  cleanUpAtExit();
  const rows: Row[] = [];
  let exitCode = 0;
  for (const name of choice.names) {
    console.error(`measuring ${name} …`);
    try {
      rows.push(...((await lanes[name]?.(choice.plan)) ?? []));
    } catch (error) {
      console.error(`${name} failed:`, error);
      exitCode = 1;
    } finally {
      discardAll();
    }
  }
  console.log(choice.isMarkdown ? markdownTable(rows) : terminalTable(rows));
  console.log(`\n${legend}`);
  return exitCode;
}

/** Null for whatever the usage does not name, `--help` too. */
function readArguments(): Choice | null {
  const values = parseOptions();
  if (values === null) return null;
  const names = values.only?.split(',') ?? Object.keys(lanes).filter((name) => !onDemand.has(name));
  const plan = readPlan(values);
  if (plan === null || !names.every((name) => name in lanes)) return null;
  return { names, plan, isMarkdown: values.markdown };
}

function readPlan(values: NonNullable<ReturnType<typeof parseOptions>>): Plan | null {
  const [seconds, rounds] = [Number(values.seconds), Number(values.rounds)];
  const users = Number(values.users ?? (values.full ? 1_000_000 : 100_000));
  if (!(seconds > 0) || !(rounds >= 1) || !(users >= 1000)) return null;
  const binary = resolve(projectRoot, values.binary);
  return {
    seconds,
    rounds,
    users,
    isFull: values.full,
    binary: existsSync(binary) ? binary : null,
  };
}

function parseOptions() {
  try {
    return parseArgs({
      options: {
        only: { type: 'string' },
        seconds: { type: 'string', default: '1' },
        rounds: { type: 'string', default: '5' },
        users: { type: 'string' },
        binary: { type: 'string', default: 'dist/anchor-auth' },
        full: { type: 'boolean', default: false },
        markdown: { type: 'boolean', default: false },
      },
    }).values;
  } catch {
    return null;
  }
}

process.exit(await main());

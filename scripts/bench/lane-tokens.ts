import type { Answer } from './http-connection.ts';
import { logInRepeatedly, meRequest, refreshChains, register } from './client.ts';
import type { Lane } from './lane.ts';
import { load, median } from './load.ts';
import { type ServerProcess, sourceCommand, startServer, temporaryDirectory } from './processes.ts';
import { figure, row } from './report.ts';

const connections = 16;
/** Many more than a server keeps the claims of, and shown in turns: each is read anew. */
const sampleTokens = 20_000;
const fullTokens = 100_000;

const algorithms = ['HS256', 'ES256'] as const;

interface Side {
  readonly algorithm: (typeof algorithms)[number];
  readonly dataDir: string;
  readonly tokens: readonly string[];
  server: ServerProcess;
  readonly ratios: number[];
  readonly speeds: number[];
  readonly firstSpeeds: number[];
}

/**
 * Mark 12c: `GET /me` with so many different tokens that each is read anew, beside a few that are not. The speed
 * after a restart is that of a server which did not sign them, and checks each signature.
 */
export const measureTokens: Lane = async ({ seconds, rounds, isFull }) => {
  const sides: Side[] = [];
  for (const algorithm of algorithms) {
    sides.push(await prepare(algorithm, isFull ? fullTokens : sampleTokens));
  }
  for (let round = 0; round <= rounds; round += 1) {
    for (const side of sides) {
      const { tokens, ratios, speeds, firstSpeeds } = side;
      const few = await speedWith(side.server, tokens.slice(0, connections), seconds);
      const many = await speedWith(side.server, tokens, seconds);
      await side.server.stop();
      side.server = await start(side);
      const first = await speedWith(side.server, tokens, seconds, tokens.length);
      // The rest is shown too, so that the next round finds none that is new.
      await speedWith(side.server, tokens, Infinity, tokens.length);
      // The first round only warms up.
      if (round === 0) continue;
      ratios.push(many / few);
      speeds.push(many);
      firstSpeeds.push(first);
    }
  }
  await Promise.all(sides.map(({ server }) => server.stop()));
  return sides.map(({ algorithm, ratios, speeds, firstSpeeds, tokens }) =>
    row('12c', `GET /me with ${tokens.length / 1000}k tokens, ${algorithm}`, {
      value: 100 * median(ratios),
      unit: `% of ${connections} tokens`,
      atLeast: 60,
      note: `${figure(median(speeds))}/s, ${figure(median(firstSpeeds))}/s after a restart`,
    }),
  );
};

async function prepare(algorithm: Side['algorithm'], count: number): Promise<Side> {
  const dataDir = temporaryDirectory();
  const server = await start({ algorithm, dataDir });
  await register(server.port);
  const tokens = await issue(server, count);
  return { algorithm, dataDir, tokens, server, ratios: [], speeds: [], firstSpeeds: [] };
}

function start({ algorithm, dataDir }: Pick<Side, 'algorithm' | 'dataDir'>) {
  // The address is in the tokens, and the port is another one after a restart.
  const settings = {
    ACCESS_TOKEN_ALG: algorithm,
    ACCESS_TOKEN_TTL: '24h',
    APP_URL: 'http://localhost:3000',
  };
  return startServer(sourceCommand, dataDir, settings);
}

async function speedWith(
  { port }: ServerProcess,
  tokens: readonly string[],
  seconds: number,
  requests = Infinity,
): Promise<number> {
  let shown = 0;
  const request = () => meRequest(tokens[shown++ % tokens.length]);
  const { perSecond, statuses } = await load({ port, connections, seconds, requests, request });
  if (statuses.size !== 1) throw new Error('A token was refused');
  return perSecond;
}

/** The access tokens of so many refreshes. */
async function issue({ port }: ServerProcess, count: number): Promise<readonly string[]> {
  const chains = refreshChains(await logInRepeatedly(port, connections));
  const tokens: string[] = [];
  const answered = (connection: number, answer: Answer): number => {
    const { access_token: token } = JSON.parse(answer.text()) as { readonly access_token: string };
    tokens.push(token);
    return chains.answered(connection, answer);
  };
  await load({ port, requests: count, ...chains, answered });
  return tokens;
}

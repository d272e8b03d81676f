import type { Answer } from './http-connection.ts';
import { logInRepeatedly, meRequest, refreshChains, register } from './client.ts';
import type { Lane } from './lane.ts';
import { load, median } from './load.ts';
import { type ServerProcess, sourceCommand, startServer } from './processes.ts';
import { figure, row } from './report.ts';

const connections = 16;
/** Many more than a server remembers to have verified, and shown in turns: none is remembered. */
const sampleTokens = 20_000;
const fullTokens = 100_000;

const algorithms = ['HS256', 'ES256'] as const;

/** Mark 12c: `GET /me` with so many different tokens that each is verified anew, beside a few that are not. */
export const measureTokens: Lane = async ({ seconds, rounds, isFull }) => {
  const sides = await Promise.all(
    algorithms.map(async (algorithm) => {
      const settings = { ACCESS_TOKEN_ALG: algorithm, ACCESS_TOKEN_TTL: '24h' };
      const server = await startServer(sourceCommand, undefined, settings);
      await register(server.port);
      return { algorithm, server, ratios: Array<number>(), speeds: Array<number>() };
    }),
  );
  const prepared = [];
  for (const side of sides) {
    const tokens = await issue(side.server, isFull ? fullTokens : sampleTokens);
    prepared.push({ ...side, tokens });
  }
  for (let round = 0; round <= rounds; round += 1) {
    for (const { server, tokens, ratios, speeds } of prepared) {
      const few = await speedWith(server, tokens.slice(0, connections), seconds);
      const many = await speedWith(server, tokens, seconds);
      // The first round only warms up.
      if (round === 0) continue;
      ratios.push(many / few);
      speeds.push(many);
    }
  }
  await Promise.all(prepared.map(({ server }) => server.stop()));
  return prepared.map(({ algorithm, ratios, speeds, tokens }) =>
    row('12c', `GET /me with ${tokens.length / 1000}k tokens, ${algorithm}`, {
      value: 100 * median(ratios),
      unit: `% of ${connections} tokens`,
      atLeast: 60,
      note: `${figure(median(speeds))}/s`,
    }),
  );
};

async function speedWith(
  { port }: ServerProcess,
  tokens: readonly string[],
  seconds: number,
): Promise<number> {
  let shown = 0;
  const request = () => meRequest(tokens[shown++ % tokens.length]);
  const { perSecond } = await load({ port, connections, seconds, request });
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

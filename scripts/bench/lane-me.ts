import { meRequest, register } from './client.ts';
import type { Lane } from './lane.ts';
import { load, type LoadResult, median } from './load.ts';
import { sourceCommand, startServer, startYardstick } from './processes.ts';
import { figure, row } from './report.ts';

const connections = 16;

/** Marks 1 and 2: `GET /me` beside an empty Elysia (H) and the least server that does the same work (M). */
export const measureMe: Lane = async ({ seconds, rounds }) => {
  const [hello, least, ours] = await Promise.all([
    startYardstick('hello'),
    startYardstick('me'),
    startServer(sourceCommand),
  ]);
  const leastToken = await (await fetch(`http://127.0.0.1:${least.port}/token`)).text();
  const { access } = await register(ours.port);
  const measure = async (port: number, token?: string): Promise<LoadResult> =>
    load({ port, connections, seconds, request: () => meRequest(token) });

  const results: { h: LoadResult; m: LoadResult; we: LoadResult }[] = [];
  // The first round only warms up.
  for (let round = 0; round <= rounds; round += 1) {
    const h = await measure(hello.port);
    const m = await measure(least.port, leastToken);
    const we = await measure(ours.port, access);
    if (round > 0) results.push({ h, m, we });
  }
  await Promise.all([hello.stop(), least.stop(), ours.stop()]);

  const ratio = (of: (result: (typeof results)[number]) => number): number =>
    median(results.map(of));
  const speed = figure(ratio(({ we }) => we.perSecond));
  return [
    row('1', `GET /me, ${connections} connections`, {
      value: 100 * ratio(({ we, h }) => we.perSecond / h.perSecond),
      unit: '% of H',
      atLeast: 35,
      note: `${speed}/s`,
    }),
    row('1', `GET /me, ${connections} connections`, {
      value: 100 * ratio(({ we, m }) => we.perSecond / m.perSecond),
      unit: '% of M',
      atLeast: 80,
    }),
    row('2', 'GET /me, p50', {
      value: ratio(({ we, h }) => we.p50Ms / h.p50Ms),
      unit: '× H',
      atMost: 2,
      note: `${figure(ratio(({ we }) => we.p50Ms))} ms`,
    }),
    row('2', 'GET /me, p99', {
      value: ratio(({ we, h }) => we.p99Ms / h.p99Ms),
      unit: '× H',
      atMost: 2,
      note: `${figure(ratio(({ we }) => we.p99Ms))} ms`,
    }),
  ];
};

import { person, register } from './client.ts';
import type { Lane } from './lane.ts';
import { median } from './load.ts';
import { sourceCommand, startServer } from './processes.ts';
import { figure, row } from './report.ts';

/** As many requests of each kind in a round; the first ones warm the server up. */
const perRound = 300;
const warmUp = 50;

/**
 * How long a request for a forgotten password takes for an address with an account, beside one for an address
 * without: asked in turns, so that all else is the same.
 */
export const measureForgotten: Lane = async ({ rounds }) => {
  // No mail server listens there: what waits is tried again in the background.
  const mail = {
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: '1',
    SMTP_TLS: 'none',
    SMTP_FROM: 'a@example.org',
  };
  const server = await startServer(sourceCommand, undefined, mail);
  await register(server.port);
  const known: number[] = [];
  const unknown: number[] = [];
  for (let count = 0; count < warmUp + perRound * rounds; count += 1) {
    const here = await timeOf(server.port, person.email);
    const nowhere = await timeOf(server.port, `person${count}@example.org`);
    if (count < warmUp) continue;
    known.push(here);
    unknown.push(nowhere);
  }
  await server.stop();
  const ratio = median(known) / median(unknown);
  const times = `${figure(median(known))} and ${figure(median(unknown))} ms`;
  return [
    row('–', 'POST /forgot-password, known beside unknown address', {
      value: 100 * Math.max(ratio, 1 / ratio),
      unit: '% of the faster one',
      atMost: 110,
      note: times,
    }),
  ];
};

async function timeOf(port: number, email: string): Promise<number> {
  const from = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}/api/auth/forgot-password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email }),
  });
  await response.arrayBuffer();
  if (response.status !== 202) throw new Error(`It answered ${response.status}`);
  return performance.now() - from;
}

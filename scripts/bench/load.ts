import { HttpConnection, type Answer } from './http-connection.ts';

interface Load {
  readonly port: number;
  readonly connections: number;
  /** How long to go on sending … */
  readonly seconds?: number;
  /** … or how many requests to send in all. */
  readonly requests?: number;
  /** The next request of one connection, as it goes over the wire. */
  request(connection: number): string;
  /** May answer how many ms this connection pauses before its next request. */
  answered?(connection: number, answer: Answer): number;
}

export interface LoadResult {
  readonly requests: number;
  /** Answers with 200, per second. */
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers by status; 0 means a connection closed without an answer. */
  readonly statuses: ReadonlyMap<number, number>;
}

/** Closed-loop load: every connection has one request in flight, and sends the next when it is answered. */
export async function load(options: Load): Promise<LoadResult> {
  const latencies: number[] = [];
  const statuses = new Map<number, number>();
  const startedAt = performance.now();
  const endsAt = startedAt + (options.seconds ?? Infinity) * 1000;
  let toSend = options.requests ?? Infinity;

  async function run(connection: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const next = (): void => {
      if (toSend <= 0 || performance.now() >= endsAt) {
        http.close();
        resolve();
        return;
      }
      toSend -= 1;
      http.send(options.request(connection));
    };
    const answered = (answer: Answer): void => {
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status === 200) latencies.push(answer.latencyMs);
      const pauseMs = options.answered?.(connection, answer) ?? 0;
      if (pauseMs > 0) setTimeout(next, pauseMs);
      else next();
    };
    const http = new HttpConnection(options.port, answered, reject);
    next();
    await promise;
  }

  await Promise.all(Array.from({ length: options.connections }, (_, index) => run(index)));
  const elapsedSeconds = (performance.now() - startedAt) / 1000;
  const requests = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  return {
    requests,
    perSecond: latencies.length / elapsedSeconds,
    ...percentiles(latencies),
    statuses,
  };
}

/** Opens all connections first, then sends one request on each in the same moment. */
export async function burst(port: number, count: number, request: string): Promise<Answer[]> {
  const connections: HttpConnection[] = [];
  const answers = Array.from({ length: count }, async () => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    connections.push(new HttpConnection(port, resolve, reject));
    return promise;
  });
  await Promise.all(connections.map((connection) => connection.open()));
  for (const connection of connections) connection.send(request);
  try {
    return await Promise.all(answers);
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

function percentiles(latencies: readonly number[]): { p50Ms: number; p99Ms: number } {
  const sorted = Float64Array.from(latencies).toSorted();
  const at = (part: number): number => sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}

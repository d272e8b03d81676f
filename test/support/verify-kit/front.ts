/** The address under which others know a server, with a proxy at which a test counts, delays nothing and cuts off. */
export interface Front extends AsyncDisposable {
  readonly origin: string;
  /** How often the list of keys was asked for. */
  readonly listReads: () => number;
  /** While true, the proxy answers 502, as proxies do when the server behind them is gone. */
  isCut: boolean;
  /** Replaces the seconds for which the list of keys may be kept; null leaves what the server says. */
  maxAgeSeconds: number | null;
  /** The server behind it, once it runs. */
  target: string;
}

export function openFront(): Front {
  let reads = 0;
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    async fetch(request) {
      const { pathname, search } = new URL(request.url);
      const isList = pathname === '/.well-known/jwks.json';
      if (isList) reads += 1;
      if (front.isCut) return new Response('Bad Gateway', { status: 502 });
      const { method, headers, body } = request;
      const answer = await fetch(front.target + pathname + search, { method, headers, body });
      if (!isList || front.maxAgeSeconds === null) return answer;
      const changed = new Response(answer.body, answer);
      changed.headers.set('cache-control', `public, max-age=${front.maxAgeSeconds}`);
      return changed;
    },
  });
  const front: Front = {
    origin: `http://127.0.0.1:${server.port}`,
    listReads: () => reads,
    isCut: false,
    maxAgeSeconds: null,
    target: '',
    [Symbol.asyncDispose]: () => server.stop(true),
  };
  return front;
}

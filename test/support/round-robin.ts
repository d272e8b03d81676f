interface Balancer {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Sends each request to the next of several servers, as a load balancer without sticky sessions does. */
export function roundRobin(origins: readonly string[], port = 0): Balancer {
  let turn = 0;
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port,
    // Servers behind it have their own limits.
    idleTimeout: 0,
    maxRequestBodySize: Number.MAX_SAFE_INTEGER,
    fetch(request, self) {
      turn += 1;
      const { pathname, search } = new URL(request.url);
      const headers = new Headers(request.headers);
      const peer = self.requestIP(request)?.address ?? '';
      const before = headers.get('x-forwarded-for');
      headers.set('x-forwarded-for', before === null ? peer : `${before}, ${peer}`);
      return fetch(`${origins[turn % origins.length]}${pathname}${search}`, {
        method: request.method,
        headers,
        body: request.body,
        redirect: 'manual',
        decompress: false,
        signal: request.signal,
      });
    },
  });
  return {
    origin: `http://127.0.0.1:${server.port}`,
    stop: () => server.stop(true),
  };
}

import type { TCPSocketListener } from 'bun';

interface Link {
  upstream: Bun.Socket | null;
  waiting: Uint8Array[];
}

/** Passes on what the server sends, later by a number of milliseconds, as a network does. */
export function startDelay(target: number, milliseconds: number): TCPSocketListener<Link> {
  return Bun.listen<Link>({
    hostname: '127.0.0.1',
    port: 0,
    socket: {
      async open(client) {
        client.data = { upstream: null, waiting: [] };
        const upstream = await Bun.connect({
          hostname: '127.0.0.1',
          port: target,
          socket: {
            data(_, bytes) {
              const later = bytes.slice();
              if (milliseconds === 0) client.write(bytes);
              else setTimeout(() => client.write(later), milliseconds);
            },
            close: () => {
              client.end();
            },
          },
        });
        client.data.upstream = upstream;
        for (const bytes of client.data.waiting) upstream.write(bytes);
      },
      data(client, bytes) {
        if (client.data.upstream === null) client.data.waiting.push(bytes.slice());
        else client.data.upstream.write(bytes);
      },
      close(client) {
        client.data.upstream?.end();
      },
    },
  });
}

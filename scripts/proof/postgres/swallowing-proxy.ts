// A proxy in front of PostgreSQL that cuts some connections at a COMMIT or another message: before it arrives, or
// after it was carried out and before its answer arrives. The program cannot know which of the two happened.
import type { Socket, TCPSocketListener } from 'bun';

export interface SwallowingProxy {
  readonly port: number;
  /** How many messages were cut off before they arrived, and how many answers were swallowed. */
  readonly cut: { before: number; after: number };
  /** Whether it cuts; at first it only passes on, because a start and the first sign-ins must succeed. */
  isCutting: boolean;
  stop(): void;
}

interface Link {
  upstream: Socket<unknown> | null;
  waiting: Uint8Array[];
  swallows: boolean;
}

/** One COMMIT, and one other message, of this many is cut off. */
const oneCommitOf = 8;
const oneMessageOf = 200;

export function startSwallowingProxy(target: number): SwallowingProxy {
  const cut = { before: 0, after: 0 };
  const proxy = { isCutting: false };
  const listener: TCPSocketListener<Link> = Bun.listen<Link>({
    hostname: '127.0.0.1',
    port: 0,
    socket: {
      open(client) {
        client.data = { upstream: null, waiting: [], swallows: false };
        void connect(client, target);
      },
      data(client, bytes) {
        const { data } = client;
        const oneOf = isCommit(bytes) ? oneCommitOf : oneMessageOf;
        if (proxy.isCutting && Math.random() * oneOf < 1) {
          if (Math.random() < 0.5) {
            cut.before += 1;
            client.terminate();
            return;
          }
          cut.after += 1;
          data.swallows = true;
        }
        if (data.upstream === null) data.waiting.push(bytes.slice());
        else data.upstream.write(bytes);
      },
      close(client) {
        client.data.upstream?.end();
      },
    },
  });
  return {
    port: listener.port,
    cut,
    get isCutting() {
      return proxy.isCutting;
    },
    set isCutting(value) {
      proxy.isCutting = value;
    },
    stop: () => {
      listener.stop(true);
    },
  };
}

async function connect(client: Socket<Link>, port: number): Promise<void> {
  const link = client.data;
  try {
    link.upstream = await Bun.connect({
      hostname: '127.0.0.1',
      port,
      socket: {
        data(_, bytes) {
          // The COMMIT is carried out; the client sees only that the connection is gone.
          if (link.swallows) client.terminate();
          else client.write(bytes);
        },
        close() {
          client.end();
        },
      },
    });
    for (const bytes of link.waiting.splice(0)) link.upstream.write(bytes);
  } catch {
    client.terminate();
  }
}

/** COMMIT as the driver sends it: a simple query (message Q) or a parsed one (message P). */
function isCommit(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).includes('commit\0');
}

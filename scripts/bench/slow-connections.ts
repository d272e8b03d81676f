import { postRequest } from './client.ts';

export interface SlowLives {
  /** The longest that a connection with an unfinished head stood, in seconds. */
  readonly headSeconds: number;
  /** The same for one with an unfinished body. */
  readonly bodySeconds: number;
  /** Those that the server closed. */
  readonly closed: number;
  /** How many stood at the same time, on the average. */
  readonly meanOpen: number;
}

interface SlowConnection {
  readonly isHead: boolean;
  readonly openedAtMs: number;
  readonly socket: Bun.Socket;
}

const head = 'GET /api/auth/me HTTP/1.1\r\nHost: localhost\r\nX-Slow: ';
const body = postRequest('/api/auth/login', '{', { 'Content-Length': '1000' });
/** Every connection sends one byte a second, a tenth of them at a time. */
const dripMs = 100;
const turns = 10;

/**
 * Keeps `count` connections open that never finish what they send: every other one its head, the rest
 * their body. Whichever the server closes is opened again.
 */
export class SlowConnections {
  readonly #port: number;
  readonly #open = new Set<SlowConnection>();
  readonly #longestMs = { head: 0, body: 0 };
  #timer: ReturnType<typeof setInterval> | null = null;
  #opened = 0;
  #closed = 0;
  #looks = 0;
  #seen = 0;
  #isOver = false;

  constructor(port: number) {
    this.#port = port;
  }

  async open(count: number): Promise<void> {
    // In batches, because a machine lets only so many wait for being accepted.
    for (let left = count; left > 0; left -= 100) {
      await Promise.all(Array.from({ length: Math.min(100, left) }, async () => this.#openOne()));
    }
    this.#timer = setInterval(() => {
      this.#looks += 1;
      this.#seen += this.#open.size;
      this.#drip(this.#looks % turns);
    }, dripMs);
  }

  /** Closes all; those still open count with the age they reached. */
  end(): SlowLives {
    this.#isOver = true;
    clearInterval(this.#timer ?? undefined);
    for (const connection of this.#open) {
      this.#note(connection);
      connection.socket.terminate();
    }
    return {
      headSeconds: this.#longestMs.head / 1000,
      bodySeconds: this.#longestMs.body / 1000,
      closed: this.#closed,
      meanOpen: this.#seen / this.#looks,
    };
  }

  async #openOne(): Promise<void> {
    const isHead = (this.#opened += 1) % 2 === 0;
    let connection: SlowConnection | null = null;
    await Bun.connect({
      hostname: '127.0.0.1',
      port: this.#port,
      socket: {
        open: (socket) => {
          connection = { isHead, openedAtMs: performance.now(), socket };
          this.#open.add(connection);
          socket.write(isHead ? head : body);
        },
        data() {},
        close: () => {
          if (connection !== null) this.#lose(connection);
        },
        error() {},
      },
    });
  }

  #drip(turn: number): void {
    let index = 0;
    for (const { socket } of this.#open) {
      if (index % turns === turn) socket.write('a');
      index += 1;
    }
  }

  #lose(connection: SlowConnection): void {
    if (this.#isOver) return;
    this.#open.delete(connection);
    this.#closed += 1;
    this.#note(connection);
    void this.#openOne().catch((error: unknown) => {
      console.error('A slow connection was not taken:', error);
    });
  }

  #note({ isHead, openedAtMs }: SlowConnection): void {
    const kind = isHead ? 'head' : 'body';
    this.#longestMs[kind] = Math.max(this.#longestMs[kind], performance.now() - openedAtMs);
  }
}

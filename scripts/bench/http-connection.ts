// Just enough HTTP/1.1 to measure with: keep-alive, one request in flight, bodies by content-length.
// fetch would cost more than the server it measures.

export interface Answer {
  readonly status: number;
  readonly latencyMs: number;
  header(name: string): string | undefined;
  text(): string;
}

const noBytes = Buffer.alloc(0);
const endOfHead = Buffer.from('\r\n\r\n');
const contentLength = /\r\ncontent-length:[ \t]*(\d+)/i;
const connectionClose = /\r\nconnection:[ \t]*close/i;

export class HttpConnection {
  readonly #port: number;
  readonly #answered: (answer: Answer) => void;
  readonly #failed: (error: unknown) => void;
  #socket: Bun.Socket | null = null;
  #partial = noBytes;
  #unsent = noBytes;
  #sentAtMs = 0;
  #isWaiting = false;

  constructor(port: number, answered: (answer: Answer) => void, failed: (error: unknown) => void) {
    this.#port = port;
    this.#answered = answered;
    this.#failed = failed;
  }

  async open(): Promise<void> {
    await Bun.connect({
      hostname: '127.0.0.1',
      port: this.#port,
      socket: {
        open: (socket) => {
          this.#socket = socket;
        },
        data: (_socket, bytes) => {
          this.#receive(bytes);
        },
        drain: () => {
          if (this.#unsent.length > 0) this.#flush();
        },
        close: (socket) => {
          if (this.#socket === socket) this.#lose();
        },
        error: (_socket, error) => {
          this.#failed(error);
        },
      },
    });
  }

  /** Opens the connection again when the server had closed it. */
  send(request: string): void {
    this.#sentAtMs = performance.now();
    this.#isWaiting = true;
    if (this.#socket) this.#write(request);
    else void this.#openAndWrite(request);
  }

  close(): void {
    this.#isWaiting = false;
    this.#socket?.end();
  }

  async #openAndWrite(request: string): Promise<void> {
    try {
      await this.open();
      this.#write(request);
    } catch (error) {
      this.#failed(error);
    }
  }

  #write(request: string): void {
    this.#unsent = Buffer.from(request);
    this.#flush();
  }

  /** A long request does not fit into the socket at once: the rest follows when there is room. */
  #flush(): void {
    const written = this.#socket?.write(this.#unsent) ?? 0;
    this.#unsent = this.#unsent.subarray(Math.max(written, 0));
  }

  #receive(bytes: Buffer): void {
    const received = this.#partial.length === 0 ? bytes : Buffer.concat([this.#partial, bytes]);
    const headLength = received.indexOf(endOfHead);
    const head = headLength < 0 ? '' : received.toString('latin1', 0, headLength);
    const bodyStart = headLength + endOfHead.length;
    const bodyEnd = bodyStart + Number(contentLength.exec(head)?.[1]);
    if (head !== '' && Number.isNaN(bodyEnd)) {
      this.#failed(new Error(`An answer without content-length: ${head}`));
    } else if (head === '' || received.length < bodyEnd) {
      this.#partial = Buffer.from(received);
    } else {
      this.#partial = noBytes;
      this.#finish(Number(head.slice(9, 12)), head, received.subarray(bodyStart, bodyEnd));
    }
  }

  #lose(): void {
    this.#socket = null;
    this.#partial = noBytes;
    if (this.#isWaiting) this.#finish(0, '', noBytes);
  }

  #finish(status: number, head: string, body: Buffer): void {
    this.#isWaiting = false;
    if (connectionClose.test(head)) {
      this.#socket?.end();
      this.#socket = null;
    }
    this.#answered({
      status,
      latencyMs: performance.now() - this.#sentAtMs,
      header: (name) => new RegExp(`\\r\\n${name}:[ \\t]*([^\\r]*)`, 'i').exec(head)?.[1],
      text: () => body.toString('utf8'),
    });
  }
}

// A real mail server over loopback (npm smtp-server), for every test that sends mail:
//
//   await using mail = await mailServer();
//   await using app = await createTestApp(mail.env);   // SMTP_HOST, SMTP_PORT, SMTP_TLS, SMTP_FROM
//   const letter = await mail.next();                  // waits for the next mail that it takes
//   letter.envelope.to, letter.subject, letter.text, letter.html, letter.link('http://localhost:3000/link#')
import type { Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Certificate } from './certificates.ts';
import { ReceivedMail } from './received-mail.ts';

/** How the server encrypts: not at all, after STARTTLS, or from the first byte. */
type Encryption = 'none' | 'starttls' | 'implicit';

/** A step of the conversation; the client says a user name or an address with it. */
export type Step = 'connect' | 'auth' | 'mail' | 'rcpt' | 'data';

interface Behaviour {
  readonly tls?: Encryption;
  readonly certificate?: Certificate;
  /** Only who signs in with these may send. */
  readonly account?: { readonly user: string; readonly password: string };
  /** Refuses a step: a reply such as `550 5.1.1 No such user`; null takes it. */
  readonly refuse?: (step: Step, said: string) => string | null;
  /** Hangs up in the middle of the mail. */
  readonly breaksOff?: boolean;
  /** In bytes, announced to the client. */
  readonly maxBytes?: number;
}

export interface MailServerOfTest extends AsyncDisposable {
  readonly port: number;
  /** The settings with which a server sends its mail here. */
  readonly env: Readonly<Record<'SMTP_HOST' | 'SMTP_PORT' | 'SMTP_TLS' | 'SMTP_FROM', string>>;
  /** All mails taken so far, oldest first. */
  readonly mails: readonly ReceivedMail[];
  /** The oldest mail that this method has not given yet; waits until there is one. */
  next(): Promise<ReceivedMail>;
  /** Everything that was asked, such as `rcpt ada@example.com`. */
  readonly steps: readonly string[];
  /** The names by which the senders of mails introduced themselves. */
  readonly names: readonly string[];
  /** Resolves once no connection is open. */
  closed(): Promise<void>;
  /** Changes how the server behaves from now on. */
  behave(behaviour: Pick<Behaviour, 'refuse' | 'breaksOff'>): void;
}

export async function mailServer(options: Behaviour = {}): Promise<MailServerOfTest> {
  const state = new State(options);
  const server = new SMTPServer(optionsOf(options, state));
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => state.note(socket));
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    env: {
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: String(port),
      SMTP_TLS: options.tls ?? 'none',
      SMTP_FROM: 'Anchor <auth@example.com>',
    },
    mails: state.mails,
    next: () => state.next(),
    steps: state.steps,
    names: state.names,
    closed: async () => {
      // The connections as the library counts them: a socket that TLS has taken over does not tell of its end.
      while (server.connections.size > 0) await Bun.sleep(2);
    },
    behave: (behaviour) => {
      state.behaviour = { ...state.behaviour, ...behaviour };
    },
    async [Symbol.asyncDispose]() {
      state.hangUp();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

class State {
  behaviour: Behaviour;
  readonly mails: ReceivedMail[] = [];
  readonly steps: string[] = [];
  readonly names: string[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #waiting: ((mail: ReceivedMail) => void)[] = [];
  #given = 0;

  constructor(behaviour: Behaviour) {
    this.behaviour = behaviour;
  }

  note(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => this.#sockets.delete(socket));
  }

  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  take(mail: ReceivedMail): void {
    this.mails.push(mail);
    const waiting = this.#waiting.shift();
    if (waiting === undefined) return;
    this.#given += 1;
    waiting(mail);
  }

  next(): Promise<ReceivedMail> {
    const mail = this.mails[this.#given];
    const { promise, resolve } = Promise.withResolvers<ReceivedMail>();
    if (mail === undefined) {
      this.#waiting.push(resolve);
    } else {
      this.#given += 1;
      resolve(mail);
    }
    return promise;
  }

  /** Notes a step; an error is the reply that refuses it. */
  answer(step: Step, said: string): Error | null {
    this.steps.push(said === '' ? step : `${step} ${said}`);
    const reply = this.behaviour.refuse?.(step, said) ?? null;
    if (reply === null) return null;
    const [, code = '', text = ''] = /^(\d{3}) (.*)$/s.exec(reply) ?? [];
    return Object.assign(new Error(text), { responseCode: Number(code) });
  }
}

type Done = (error?: Error | null) => void;

function optionsOf({ tls = 'none', certificate, account, maxBytes }: Behaviour, state: State) {
  const take = (step: Step, said: string, done: Done) => done(state.answer(step, said));
  const options: SMTPServerOptions = {
    secure: tls === 'implicit',
    ...certificate,
    disabledCommands: tls === 'starttls' ? [] : ['STARTTLS'],
    disableReverseLookup: true,
    authOptional: account === undefined,
    allowInsecureAuth: true,
    hideSize: maxBytes === undefined,
    ...(maxBytes === undefined ? {} : { size: maxBytes }),
    closeTimeout: 1,
    logger: false,
    onConnect: (_, done) => take('connect', '', done),
    onAuth: ({ username = '', password = '' }, _, done) => {
      const refusal = state.answer('auth', username);
      const isRight = username === account?.user && password === account.password;
      if (refusal !== null) return done(refusal);
      if (isRight) return done(null, { user: username });
      return done(Object.assign(new Error('5.7.8 Bad credentials'), { responseCode: 535 }));
    },
    onMailFrom: ({ address }, { hostNameAppearsAs }, done) => {
      state.names.push(hostNameAppearsAs);
      take('mail', address, done);
    },
    onRcptTo: ({ address }, _, done) => take('rcpt', address, done),
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (state.behaviour.breaksOff === true) state.hangUp();
      });
      stream.on('end', () => {
        const refusal = state.answer('data', '');
        if (refusal !== null || state.behaviour.breaksOff === true) return done(refusal);
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        state.take(new ReceivedMail({ from, to }, Buffer.concat(chunks).toString('latin1')));
        return done();
      });
    },
  };
  return options;
}

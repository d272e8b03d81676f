import type { Socket } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { errorCode } from '../../core/error-code.ts';
import { MailFailure } from './failures.ts';
import type { Envelope, MailServer } from './message.ts';

interface Session {
  /** Connected, and destroyed by the caller. */
  readonly socket: Socket;
  readonly server: MailServer;
  readonly envelope: Envelope;
  readonly bytes: Buffer;
  readonly stepMs: number;
  /** Certificates (PEM) to trust in place of the usual authorities. */
  readonly trusted: string | null;
}

/** Hands one mail over (RFC 5321). Throws errors that `explainFailure` knows. */
export async function speakSmtp(session: Session): Promise<void> {
  const { server, envelope, bytes } = session;
  const connection = open(session);
  const broken = Promise.withResolvers<never>();
  connection.on('error', broken.reject);
  const step = (begin: (done: (error?: Error | null) => void) => void) =>
    Promise.race([promised(begin), broken.promise]);
  try {
    await step((done) => connection.connect(done));
    if (server.signIn !== null) {
      const { user, password } = server.signIn;
      // Without this check the mail would be handed over unsigned, and the password never tried.
      if (!connection.allowsAuth) throw new MailFailure('sign_in_not_offered');
      await step((done) => connection.login({ credentials: { user, pass: password } }, done));
    }
    const { from, to } = envelope;
    await step((done) => connection.send({ from, to: [to], size: bytes.length }, bytes, done));
    await leave(connection);
  } catch (error) {
    // Also the socket's own timer may end the wait for the greeting.
    if (connection.lastServerResponse === false && errorCode(error) === 'ETIMEDOUT') {
      throw new MailFailure('silent');
    }
    throw error;
  } finally {
    connection.close();
  }
}

function open({ socket, server, stepMs, trusted }: Session): SMTPConnection {
  const { host, port, tls, ehloName } = server;
  return new SMTPConnection({
    connection: socket,
    host,
    port,
    name: ehloName ?? addressLiteral(socket),
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    tls: {
      // Set explicitly so that NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment cannot disable it.
      rejectUnauthorized: true,
      ...(trusted === null ? {} : { ca: trusted }),
    },
    greetingTimeout: stepMs,
    socketTimeout: stepMs,
    socketCloseTimeout: 0,
    maxResponseSize: maxAnswerBytes,
    logger: false,
  });
}

const maxAnswerBytes = 64 * 1024;

/** What a client without a name of its own says (RFC 5321 section 4.1.3). */
function addressLiteral({ localAddress }: Socket): string {
  if (localAddress === undefined) return '[127.0.0.1]';
  return localAddress.includes(':') ? `[IPv6:${localAddress}]` : `[${localAddress}]`;
}

/** Says goodbye. The mail is delivered already, so a server that is slow to answer is not waited for. */
async function leave(connection: SMTPConnection): Promise<void> {
  const left = Promise.withResolvers<void>();
  const timer = setTimeout(left.resolve, goodbyeMs);
  connection.once('end', left.resolve);
  connection.quit();
  await left.promise;
  clearTimeout(timer);
}

const goodbyeMs = 1000;

function promised(begin: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    begin((error) => (error ? reject(error) : resolve()));
  });
}

import { lookup } from 'node:dns/promises';
import { type Delivery, deliveryOf } from '../../core/mail-results.ts';
import { checkMessage, type MailMessage, type MailServer } from './message.ts';

/** All addresses of a name. */
type Resolve = (hostname: string) => Promise<readonly string[]>;

export interface TransportLimits {
  /** For finding the name and connecting, the greeting, and each further answer, in milliseconds. */
  readonly stepMs: number;
  /** For the whole delivery, which has about ten steps. */
  readonly wholeMs: number;
}

interface TransportOptions extends Partial<TransportLimits> {
  readonly resolve?: Resolve;
  /** Certificates (PEM) to trust in place of the usual authorities. */
  readonly ca?: string;
}

/** Delivers mails to a mail server, each over its own connection. */
export interface MailTransport {
  /** Never throws, and leaves no connection open. `signal` ends it early, as a server that is too slow. */
  deliver(message: MailMessage, server: MailServer, signal?: AbortSignal): Promise<Delivery>;
}

const defaults: TransportLimits = { stepMs: 10_000, wholeMs: 60_000 };

export function createMailTransport(options: TransportOptions = {}): MailTransport {
  const { resolve = resolveName, ca, ...limits } = { ...defaults, ...options };
  return {
    async deliver(message, server, signal) {
      const envelope = checkMessage(message, server.from);
      if (typeof envelope === 'string') return deliveryOf(envelope, server);
      // Loaded with the first mail, because it costs memory and many servers send none.
      const { deliverOnce } = await import('./delivery.ts');
      const whole = AbortSignal.timeout(limits.wholeMs);
      return deliverOnce({
        message,
        server,
        envelope,
        resolve,
        limits,
        trusted: ca ?? null,
        signal: signal === undefined ? whole : AbortSignal.any([signal, whole]),
      });
    },
  };
}

async function resolveName(hostname: string): Promise<readonly string[]> {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address }) => address);
}

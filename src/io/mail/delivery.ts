import type { Socket } from 'node:net';
import { type Delivery, deliveryOf } from '../../core/mail-results.ts';
import { compose } from './compose.ts';
import { connectTo } from './connect.ts';
import { explainFailure } from './failures.ts';
import type { Envelope, MailMessage, MailServer } from './message.ts';
import { speakSmtp } from './session.ts';
import type { TransportLimits } from './transport.ts';

export interface DeliveryJob {
  readonly message: MailMessage;
  readonly server: MailServer;
  readonly envelope: Envelope;
  readonly resolve: (hostname: string) => Promise<readonly string[]>;
  readonly limits: TransportLimits;
  readonly trusted: string | null;
  readonly signal: AbortSignal;
}

/** Connects, hands over one mail, and closes the connection. */
export async function deliverOnce(job: DeliveryJob): Promise<Delivery> {
  const { server, signal, limits } = job;
  let socket: Socket | null = null;
  const stop = () => socket?.destroy();
  signal.addEventListener('abort', stop);
  try {
    const bytes = await compose(job);
    signal.throwIfAborted();
    socket = await connectTo(job);
    signal.throwIfAborted();
    await speakSmtp({ ...job, socket, bytes, stepMs: limits.stepMs });
    return deliveryOf('delivered', server);
  } catch (error) {
    const { code, status } = explainFailure(error, server);
    return deliveryOf(signal.aborted ? 'too_slow' : code, server, status);
  } finally {
    signal.removeEventListener('abort', stop);
    socket?.destroy();
  }
}

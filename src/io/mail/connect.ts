import { connect, type Socket } from 'node:net';
import { errorCode } from '../../core/error-code.ts';
import { canonicalAddress, isPrivateOrLoopback, withoutBrackets } from '../../core/network.ts';
import type { DeliveryJob } from './delivery.ts';
import { MailFailure } from './failures.ts';

/** More addresses of one name are not tried. */
const maxAddresses = 4;

/**
 * Connects to the mail server. A connection without encryption goes only to this machine and private networks, which
 * is asked of the addresses and not of the name. Throws MailFailure.
 */
export async function connectTo(job: DeliveryJob): Promise<Socket> {
  const deadline = performance.now() + job.limits.stepMs;
  const addresses = await addressesOf(job);
  if (job.server.tls === 'none' && !addresses.every(isPrivateOrLoopback)) {
    throw new MailFailure('address_refused');
  }
  let failure = new MailFailure('name_not_found');
  for (const [index, address] of addresses.entries()) {
    // The addresses not tried yet share the time that is left.
    const ms = (deadline - performance.now()) / (addresses.length - index);
    try {
      return await connectOnce(address, job, Math.max(ms, 1));
    } catch (error) {
      failure = error instanceof MailFailure ? error : new MailFailure(meaningOf(error));
    }
  }
  throw failure;
}

async function addressesOf({ server, resolve, limits, signal }: DeliveryJob) {
  const literal = canonicalAddress(withoutBrackets(server.host));
  if (literal !== null) return [literal];
  const late = Promise.withResolvers<never>();
  const giveUp = () => late.reject(new MailFailure('name_not_found'));
  const timer = setTimeout(giveUp, limits.stepMs);
  signal.addEventListener('abort', giveUp);
  try {
    const found = await Promise.race([resolve(server.host), late.promise]);
    return found.slice(0, maxAddresses).map((address) => canonicalAddress(address) ?? address);
  } catch {
    throw new MailFailure('name_not_found');
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}

function connectOnce(address: string, { server, signal }: DeliveryJob, ms: number) {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const socket = connect({ host: address, port: server.port });
  const timer = setTimeout(() => reject(new MailFailure('silent')), ms);
  const stop = () => reject(new MailFailure('too_slow'));
  signal.addEventListener('abort', stop);
  socket.once('connect', () => resolve(socket));
  socket.on('error', reject);
  return promise
    .catch((error: unknown) => {
      socket.destroy();
      throw error;
    })
    .finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    });
}

function meaningOf(error: unknown) {
  return errorCode(error) === 'ECONNREFUSED' ? 'connection_refused' : 'unreachable';
}

import type { ClientInfo } from '../core/client-info.ts';
import type { Log } from '../io/log.ts';

const windowMs = 60_000;
// Enough for a filter that bans an address, and few enough that a flood does not fill the disk.
const maxLinesOfNetwork = 10;
const maxLines = 1000;

const signIns = new WeakSet<Request>();

/** Records that the request is a sign-in, whether it succeeds or not. */
export function noteSignIn(request: Request): void {
  signIns.add(request);
}

/**
 * Writes one log line for each sign-in refused by a limit, as for a failed one. The audit log gets no entry, and
 * each minute there are at most ten lines for a network and a thousand in total.
 */
export function refusedSignIns(
  log: Log,
  nowMs: () => number = () => performance.now(),
): (request: Request, origin: ClientInfo) => void {
  const lines = { count: 0, ofNetwork: new Map<string, number>(), endsAt: 0 };
  return (request, { network, ip, requestId }) => {
    if (!signIns.has(request)) return;
    const now = nowMs();
    if (now >= lines.endsAt) {
      lines.count = 0;
      lines.ofNetwork.clear();
      lines.endsAt = now + windowMs;
    }
    const before = lines.ofNetwork.get(network) ?? 0;
    if (before >= maxLinesOfNetwork || lines.count >= maxLines) return;
    lines.ofNetwork.set(network, before + 1);
    lines.count += 1;
    const { pathname: path } = new URL(request.url, 'http://localhost');
    const fields = { event: 'session.failed', requestId, path, code: 'rate_limited' };
    log.warn('A sign-in failed', ip === null ? fields : { ...fields, ip });
  };
}

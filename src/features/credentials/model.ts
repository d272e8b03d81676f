import { areaKey, isPrivateOrLoopback } from '../../core/network.ts';

/** One session of an account, as far as networks go. */
interface SessionTrace {
  readonly ip: string | null;
  /** The networks before the one of `ip`, separated by spaces, newest first. */
  readonly earlier_areas: string | null;
  readonly last_used_at: number | null;
}

/** How many networks of an account are known, the last used first. */
export const maxKnownAreas = 20;

/** How long after its last use a session makes its networks known. */
export const knownForMs = 90 * 24 * 60 * 60 * 1000;

/** Why a session ended that two parties held: neither of them makes its networks known. */
export const stolenReasons: readonly string[] = ['refresh_reused', 'login_code_reused'];

/**
 * Whether an account was used from a network lately: whether it is among the 20 last used of its sessions.
 * Without `TRUSTED_PROXIES` a private address may be a proxy's: it is no network.
 */
export function isKnownArea(
  area: string,
  sessions: readonly SessionTrace[],
  hasTrustedProxies: boolean,
): boolean {
  const known = new Set<string>();
  for (const { ip, earlier_areas: earlier } of sessions.toSorted(newestFirst)) {
    const present = ip === null ? null : areaOfClient(ip, hasTrustedProxies);
    for (const each of [present, ...(earlier ?? '').split(' ')]) {
      if (each === area) return true;
      if (each) known.add(each);
      if (known.size >= maxKnownAreas) return false;
    }
  }
  return false;
}

function newestFirst(one: SessionTrace, other: SessionTrace): number {
  return (other.last_used_at ?? 0) - (one.last_used_at ?? 0);
}

/** The /24 or /48 of a stored client address; null when it may be that of a proxy. */
function areaOfClient(ip: string, hasTrustedProxies: boolean): string | null {
  return !hasTrustedProxies && isPrivateOrLoopback(ip) ? null : areaKey(ip);
}

import type { AreaOf } from './network.ts';

/** What a session remembers of the networks in which it was used. */
export interface SessionAreas {
  readonly ip: string | null;
  /** Separated by spaces, newest first. */
  readonly earlier_areas: string | null;
}

// A session that travels forgets where it was long ago; the columns stay small.
const maxEarlier = 8;

/** The networks (IPv4 /24, IPv6 /48) in which a session began or was refreshed, newest first. */
export function knownAreas({ ip, earlier_areas: earlier }: SessionAreas, areaOf: AreaOf): string[] {
  const present = areaOf(ip);
  return [...(present === null ? [] : [present]), ...areasIn(earlier)];
}

/** `earlier_areas` once a session goes on at `ip` (null: the address is not known, and the one before stays). */
export function earlierAreas(
  session: SessionAreas,
  ip: string | null,
  areaOf: AreaOf,
): string | null {
  if (ip === null || ip === session.ip) return session.earlier_areas;
  const next = areaOf(ip);
  const earlier = new Set(knownAreas(session, areaOf).filter((area) => area !== next));
  return earlier.size === 0 ? null : [...earlier].slice(0, maxEarlier).join(' ');
}

/** The networks in a column that separates them by spaces. */
export function areasIn(column: string | null): string[] {
  return column === null || column === '' ? [] : column.split(' ');
}

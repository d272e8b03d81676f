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
function knownAreas({ ip, earlier_areas: earlier }: SessionAreas, areaOf: AreaOf): string[] {
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

/** How many networks of an account are known, the last used first. */
export const maxKnownAreas = 20;

/** How long after its last use a session makes its networks known. */
export const knownForMs = 90 * 24 * 60 * 60 * 1000;

/** Why a session ended that two parties held: neither of them makes its networks known. */
export const stolenReasons: readonly string[] = ['refresh_reused', 'login_code_reused'];

interface UsedSession extends SessionAreas {
  readonly last_used_at: number | null;
}

/** Whether an account was used from a network lately: whether it is among the 20 last used of these sessions. */
export function isKnownArea(
  area: string,
  sessions: readonly UsedSession[],
  areaOf: AreaOf,
): boolean {
  const latestFirst = sessions.toSorted(
    (one, other) => (other.last_used_at ?? 0) - (one.last_used_at ?? 0),
  );
  const known = new Set(latestFirst.flatMap((session) => knownAreas(session, areaOf)));
  return [...known].slice(0, maxKnownAreas).includes(area);
}

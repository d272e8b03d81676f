import type { AreaOf } from './network.ts';

/** The networks that a session stores. */
export interface SessionAreas {
  readonly ip: string | null;
  /** Separated by spaces, newest first. */
  readonly earlier_areas: string | null;
}

// Limits the size of the column; the networks used longest ago are dropped.
const maxEarlier = 8;

/** The networks (IPv4 /24, IPv6 /48) in which a session began or was refreshed, newest first. */
function knownAreas({ ip, earlier_areas: earlier }: SessionAreas, areaOf: AreaOf): string[] {
  const present = areaOf(ip);
  return [...(present === null ? [] : [present]), ...areasIn(earlier)];
}

/**
 * The new value of `earlier_areas` when a session is used at `ip`; unchanged when `ip` is null, because the
 * address is unknown.
 */
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

/** The networks in a column whose values are separated by spaces. */
export function areasIn(column: string | null): string[] {
  return column === null || column === '' ? [] : column.split(' ');
}

/** How many networks of an account count as known, most recently used first. */
export const maxKnownAreas = 20;

/** How long after its last use the networks of a session count as known, in milliseconds. */
export const knownForMs = 90 * 24 * 60 * 60 * 1000;

/**
 * End reasons of sessions whose token was used by two parties. Their networks do not count as known, because
 * one of the two is an attacker.
 */
export const stolenReasons: readonly string[] = ['refresh_reused', 'login_code_reused'];

export interface UsedSession extends SessionAreas {
  readonly last_used_at: number | null;
}

/** Whether a network is among the 20 that these sessions of an account used last. */
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

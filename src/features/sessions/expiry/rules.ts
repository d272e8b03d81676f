import { knownForMs, maxKnownAreas, stolenReasons } from '../../../core/known-areas.ts';
import { areaKey } from '../../../core/network.ts';

interface SessionLife {
  readonly last_used_at: number;
  readonly ended_at: number | null;
  readonly end_reason: string | null;
  readonly refresh_expires_at: number;
}

interface SessionPlaces extends SessionLife {
  readonly ip: string | null;
  readonly earlier_areas: string | null;
}

// An ended session is kept for a day, so that the log distinguishes a late refresh of it from a stolen token.
const endedMemoryMs = 24 * 60 * 60 * 1000;

/** Whether a session has expired, or ended so long ago that only its networks are still needed. */
export function isOver({ ended_at, refresh_expires_at }: SessionLife, now: number): boolean {
  return refresh_expires_at < now || (ended_at ?? now) < now - endedMemoryMs;
}

/** Whether the networks of a session count as known: not for a stolen session or one that was last used long ago. */
export function tellsNetworks({ last_used_at, end_reason }: SessionLife, now: number): boolean {
  return last_used_at >= now - knownForMs && !stolenReasons.includes(end_reason ?? '');
}

/**
 * The sessions of a user that can be deleted: they are over, and more recently used sessions cover all their
 * networks. At most `maxKnownAreas` ended sessions are kept for their networks, however often a program signs in.
 */
export function surplusSessions<Session extends SessionPlaces>(
  sessions: readonly Session[],
  now: number,
): readonly Session[] {
  const known = new Set<string>();
  const isNew = (area: string): boolean => area !== '' && !known.has(area);
  return sessions
    .toSorted((one, other) => other.last_used_at - one.last_used_at)
    .filter((session) => {
      const areas = tellsNetworks(session, now) ? areasOf(session).filter(isNew) : [];
      const isKept = areas.length > 0 && known.size < maxKnownAreas;
      if (isKept) for (const area of areas) known.add(area);
      return !isKept && isOver(session, now);
    });
}

function areasOf({ ip, earlier_areas }: SessionPlaces): readonly string[] {
  const present = ip === null ? null : areaKey(ip);
  return [present ?? '', ...(earlier_areas ?? '').split(' ')];
}

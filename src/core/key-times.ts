/** The times of a key, in milliseconds since 1970. */
export interface KeyTimes {
  readonly kid: string;
  readonly createdAtMs: number;
  readonly activeFromMs: number;
  readonly retiredAtMs: number | null;
}

export type KeyState = 'next' | 'signing' | 'retired';

/** How long a key is still published after the last token that it signed has expired. */
const marginMs = 60 * 60 * 1000;

/** How long a key that no longer signs is published and accepted. */
export function overlapOf(accessTtlSeconds: number): number {
  return accessTtlSeconds * 1000 + marginMs;
}

/** The key that signs: the latest one whose time has come. After a clock was set back, the first one. */
export function signingKey<Key extends KeyTimes>(
  keys: readonly Key[],
  now: number,
): Key | undefined {
  const able = inOrder(keys).filter(({ retiredAtMs }) => retiredAtMs === null);
  return able.findLast(({ activeFromMs }) => activeFromMs <= now) ?? able[0];
}

/** The key that is published and does not sign yet. */
export function nextKey<Key extends KeyTimes>(keys: readonly Key[], now: number): Key | undefined {
  const signing = signingKey(keys, now);
  return inOrder(keys).find(
    (key) => key !== signing && key.retiredAtMs === null && key.activeFromMs > now,
  );
}

export function stateOf(key: KeyTimes, keys: readonly KeyTimes[], now: number): KeyState {
  if (key === signingKey(keys, now)) return 'signing';
  return key.retiredAtMs === null && key.activeFromMs > now ? 'next' : 'retired';
}

/** When a key stops signing: at its retirement, or when the time of a later key comes; null while none is known. */
export function endOf(key: KeyTimes, keys: readonly KeyTimes[]): number | null {
  if (key.retiredAtMs !== null) return key.retiredAtMs;
  const ordered = inOrder(keys);
  const later = ordered.slice(ordered.indexOf(key) + 1);
  return later.find(({ retiredAtMs }) => retiredAtMs === null)?.activeFromMs ?? null;
}

function inOrder<Key extends KeyTimes>(keys: readonly Key[]): readonly Key[] {
  return keys.toSorted(
    (one, other) =>
      one.activeFromMs - other.activeFromMs ||
      one.createdAtMs - other.createdAtMs ||
      (one.kid < other.kid ? -1 : 1),
  );
}

const dayMs = 24 * 60 * 60 * 1000;
const publishedEarlyMs = 7 * dayMs;

/**
 * From when the successor of a key signs, once it is time to publish it; null before that, or when keys are not
 * rotated. It is published seven days before, or a whole rotation, and at least a day.
 */
export function successionOf(
  { activeFromMs }: Pick<KeyTimes, 'activeFromMs'>,
  { rotationMs, now }: { readonly rotationMs: number; readonly now: number },
): number | null {
  if (rotationMs === 0) return null;
  const due = activeFromMs + rotationMs;
  if (now < due - Math.min(publishedEarlyMs, rotationMs)) return null;
  return Math.max(due, now + dayMs);
}

const publishedLateMs = 10 * 60 * 1000;
/** How long others may keep the list of keys (the max-age of its answer). */
export const listMaxAgeSeconds = 300;

/** Whether others may not know a signing key yet, because it signed too soon after it was published. */
export function mayBeUnknown({ createdAtMs, activeFromMs }: KeyTimes, now: number): boolean {
  const isLate = activeFromMs - createdAtMs < publishedLateMs;
  return isLate && now < activeFromMs + listMaxAgeSeconds * 1000;
}

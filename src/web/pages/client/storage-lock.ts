const key = 'anchor-auth.refreshing';
const heldAtMostMs = 10_000;
const settleMs = 20;
const againMs = 60;

interface Mark {
  readonly id: string;
  readonly at: number;
}

/**
 * Lets the tabs of one browser work one after the other where it has no Web Locks, which it gives to secure
 * addresses only. A tab leaves its mark and goes on when the mark is still there after the others had time to
 * leave theirs; the mark of a tab that was closed counts for ten seconds.
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const id = String(Math.random());
  while (!(await isTaken(id))) await pause(againMs + Math.random() * againMs);
  try {
    return await work();
  } finally {
    if (readMark()?.id === id) localStorage.removeItem(key);
  }
}

async function isTaken(id: string): Promise<boolean> {
  const held = readMark();
  if (held !== null && Math.abs(Date.now() - held.at) < heldAtMostMs) return false;
  localStorage.setItem(key, JSON.stringify({ id, at: Date.now() }));
  await pause(settleMs + Math.random() * settleMs);
  return readMark()?.id === id;
}

function readMark(): Mark | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as Mark | null;
  } catch {
    return null;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

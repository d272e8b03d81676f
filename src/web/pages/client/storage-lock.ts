const databaseName = 'anchor-auth';
const store = 'marks';
const key = 'refreshing';
const heldAtMostMs = 10_000;
const againMs = 60;

interface Mark {
  readonly id: string;
  readonly at: number;
}

/**
 * Lets the tabs of one browser work one after the other where it has no Web Locks, which it gives to secure
 * addresses only. A tab leaves its mark in IndexedDB, whose transactions take turns over all tabs; the mark of
 * a tab that was closed counts for ten seconds. Without IndexedDB nothing is waited for.
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const database = await openDatabase();
  if (database === null) return work();
  const id = String(Math.random());
  try {
    while (!(await take(database, id))) await pause(againMs + Math.random() * againMs);
    return await work();
  } finally {
    await giveBack(database, id);
    database.close();
  }
}

function openDatabase(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    const request = indexedDB.open(databaseName, 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(store));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => resolve(null));
  });
}

/** Leaves the mark unless another tab's is there; one transaction, so only one tab can. */
function take(database: IDBDatabase, id: string): Promise<boolean> {
  return change(database, (marks, held) => {
    if (held !== undefined && Math.abs(Date.now() - held.at) < heldAtMostMs) return false;
    marks.put({ id, at: Date.now() } satisfies Mark, key);
    return true;
  });
}

function giveBack(database: IDBDatabase, id: string): Promise<boolean> {
  return change(database, (marks, held) => {
    if (held?.id === id) marks.delete(key);
    return true;
  });
}

/** A storage that fails is no reason to keep a person waiting. */
function change(
  database: IDBDatabase,
  decide: (marks: IDBObjectStore, held: Mark | undefined) => boolean,
): Promise<boolean> {
  return new Promise((resolve) => {
    const transaction = database.transaction(store, 'readwrite', { durability: 'relaxed' });
    const marks = transaction.objectStore(store);
    const read: IDBRequest<Mark | undefined> = marks.get(key);
    let isDone = true;
    read.addEventListener('success', () => {
      isDone = decide(marks, read.result);
    });
    transaction.addEventListener('complete', () => resolve(isDone));
    transaction.addEventListener('abort', () => resolve(true));
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

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
 * Runs the work of a browser's tabs one after the other without Web Locks, which exist only in secure contexts. A tab
 * stores a mark in IndexedDB, whose transactions are serialised across tabs; the mark of a closed tab expires after
 * ten seconds. Without IndexedDB the work starts at once.
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

/** Stores the mark unless another tab holds one; a single transaction, so that only one tab succeeds. */
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

/** Resolves with true when the transaction fails, so that a broken storage does not block the user. */
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

/**
 * Gives out turns of the event loop, one after another: between two of them everything else that waits is
 * answered. For work that is short, but that many callers may ask for at once.
 */
export function createTurns(): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    last = last.then(nextTurn);
    return last;
  };
}

function nextTurn(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  setImmediate(resolve);
  return promise;
}

/** How many milliseconds a busy machine has taken from this process since then: nobody's promise covers those. */
export function watchStalls(): Disposable & { readonly ms: () => number } {
  const stepMs = 20;
  let lastMs = performance.now();
  let stalledMs = 0;
  const count = () => {
    const nowMs = performance.now();
    stalledMs += Math.max(0, nowMs - lastMs - stepMs);
    lastMs = nowMs;
  };
  const timer = setInterval(count, stepMs);
  return {
    ms: () => {
      count();
      return stalledMs;
    },
    [Symbol.dispose]: () => {
      clearInterval(timer);
    },
  };
}

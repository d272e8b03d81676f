import { useEffect, useRef } from 'preact/hooks';

/** Calls `refresh` at the interval while the page is visible, and at once when it becomes visible again. */
export function useRefresh(refresh: () => Promise<void>, everyMs: number): void {
  const newest = useRef(refresh);
  newest.current = refresh;
  useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined;
    const run = () => {
      void newest.current();
    };
    const start = () => {
      clearInterval(timer);
      if (!document.hidden) timer = setInterval(run, everyMs);
    };
    const look = () => {
      start();
      if (!document.hidden) run();
    };
    start();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [everyMs]);
}

import { useEffect, useRef } from 'preact/hooks';

/** Calls again and again while the page can be seen, and at once when it is seen again. */
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

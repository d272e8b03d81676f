import { useEffect, useRef } from 'preact/hooks';

/**
 * Calls `refresh` at the interval while the page is visible, and at once when it becomes visible again; not while an
 * earlier call still waits, which may take hours when the session has ended.
 */
export function useRefresh(refresh: () => Promise<void>, everyMs: number): void {
  const newest = useRef(refresh);
  newest.current = refresh;
  useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined;
    let isRunning = false;
    const run = async () => {
      if (isRunning) return;
      isRunning = true;
      try {
        await newest.current();
      } finally {
        isRunning = false;
      }
    };
    const start = () => {
      clearInterval(timer);
      if (!document.hidden) timer = setInterval(() => void run(), everyMs);
    };
    const look = () => {
      start();
      if (!document.hidden) void run();
    };
    start();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [everyMs]);
}

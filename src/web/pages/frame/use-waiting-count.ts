import { useEffect, useState } from 'preact/hooks';
import {
  countEveryMs,
  refreshWaitingCount,
  waitingCount,
  watchWaitingCount,
} from '../client/waiting-count.ts';
import { useRefresh } from './use-refresh.ts';

/** How many people wait for a decision, asked for once a minute while an administrator looks at the page; else 0. */
export function useWaitingCount(isAdmin: boolean): number {
  const count = useKnownWaitingCount();
  const refresh = async () => {
    // A failure is not shown, because the page is about something else; the next minute asks again.
    if (isAdmin) await refreshWaitingCount().catch(() => undefined);
  };
  useEffect(() => {
    void refresh();
  }, [isAdmin]);
  useRefresh(refresh, countEveryMs);
  return isAdmin ? count : 0;
}

/** The same number without asking for it, for parts of a page that asks already. */
export function useKnownWaitingCount(): number {
  const [count, setCount] = useState(waitingCount);
  useEffect(() => {
    const update = () => {
      setCount(waitingCount());
    };
    update();
    return watchWaitingCount(update);
  }, []);
  return count;
}

import { useEffect } from 'preact/hooks';
import { onSignOutElsewhere, onStoredChange, readStored } from '../client/stored-session.ts';
import { dropSession } from './credential.ts';

/**
 * Loads the page again when its user signs out in another tab, or another user signs in there: nothing that the first
 * one saw may stay.
 */
export function useSessionEnd(): void {
  useEffect(() => {
    const userId = readStored()?.userId;
    if (userId === undefined) return undefined;
    const leave = () => {
      dropSession();
      location.reload();
    };
    const stopChanges = onStoredChange((session) => {
      if (session !== null && session.userId !== userId) leave();
    });
    const stopSignOuts = onSignOutElsewhere(leave);
    // The Back button may restore an old page that missed it.
    const look = ({ persisted }: PageTransitionEvent) => {
      if (persisted && readStored()?.userId !== userId) leave();
    };
    addEventListener('pageshow', look);
    return () => {
      stopChanges();
      stopSignOuts();
      removeEventListener('pageshow', look);
    };
  }, []);
}

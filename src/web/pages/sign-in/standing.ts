import { useEffect, useState } from 'preact/hooks';
import { asFailure } from '../client/failure.ts';
import { askPending } from '../client/pending-ticket.ts';

/** Where a request for an account stands; `expired`: the ticket can no longer ask. */
export type Standing = Awaited<ReturnType<typeof askPending>> | 'expired';

const firstWaitMs = 5000;
const longestWaitMs = 60_000;

/** Asks again and again, while the page is visible, until the request is decided or the ticket has expired. */
export function useStanding(ticket: string): Standing {
  const [standing, setStanding] = useState<Standing>('pending');
  useEffect(() => watchStanding(ticket, setStanding), [ticket]);
  return standing;
}

/** The returned function ends it. */
function watchStanding(ticket: string, tell: (standing: Standing) => void): () => void {
  let waitMs = firstWaitMs;
  let timer: number | undefined;
  let isAsking = false;
  let isOver = false;

  const ask = async () => {
    isAsking = true;
    const answer = await answerTo(ticket);
    isAsking = false;
    if (isOver) return;
    if (answer.standing !== null) tell(answer.standing);
    isOver = answer.standing !== null && answer.standing !== 'pending';
    plan(Math.max(waitMs, answer.waitMs));
    waitMs = Math.min(waitMs * 1.5, longestWaitMs);
  };
  const plan = (delayMs: number) => {
    clearTimeout(timer);
    if (isOver || isAsking || document.hidden) return;
    timer = window.setTimeout(() => void ask(), delayMs);
  };
  const onVisibility = () => {
    waitMs = firstWaitMs;
    plan(0);
  };

  document.addEventListener('visibilitychange', onVisibility);
  plan(0);
  return () => {
    isOver = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}

interface StandingAnswer {
  /** Null when the server could not answer. */
  readonly standing: Standing | null;
  /** How long the server asks to wait. */
  readonly waitMs: number;
}

async function answerTo(ticket: string): Promise<StandingAnswer> {
  try {
    return { standing: await askPending(ticket), waitMs: 0 };
  } catch (error) {
    const { code, retryAfterSeconds } = asFailure(error);
    if (code === 'invalid_pending_ticket') return { standing: 'expired', waitMs: 0 };
    return { standing: null, waitMs: (retryAfterSeconds ?? 0) * 1000 };
  }
}
